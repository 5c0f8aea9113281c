// The plays, shelves and lists of a plan: what is there, and beside it what the rows so far would have written.
import { comparePartialDates, datesAgree } from '#shared/domain/partial-date.ts';
import type { PlayFacts, PlayKey, StoredPlay } from '../diary/play-writer.ts';
import type { StoredListItem } from '../lists/list-writer.ts';
import type { StoredPlace } from '../reviews/shelf-writer.ts';
import type { KnownList, OwnLibrary } from './own-library.ts';

export function createPlannedOwnLibrary(real: OwnLibrary, nextId: () => number): OwnLibrary {
  const plays = new Map<number, StoredPlay>();
  const playsByTitle = new Map<number, number[]>();
  const byOrigin = new Map<string, number>();
  const places = new Map<string, StoredPlace>();
  const lists = new Map<string, KnownList>();
  const items = new Map<string, StoredListItem>();

  function keepPlay(mediaId: number, id: number, facts: PlayFacts): void {
    const known = playsByTitle.get(mediaId);
    if (known === undefined) playsByTitle.set(mediaId, [id]);
    else if (!plays.has(id)) known.push(id);
    plays.set(id, { ...unwritten, ...facts, id, uid: noUid, userId: 0, mediaId });
  }

  return {
    findSamePlays(mediaId, key) {
      const planned = (playsByTitle.get(mediaId) ?? []).flatMap((id) => plays.get(id) ?? []);
      const stored = mediaId < 0 ? [] : real.findSamePlays(mediaId, key).filter(({ id }) => !plays.has(id));
      if (planned.length === 0) return stored;
      return [...stored, ...planned.filter((play) => isSame(play, key))].sort(byLikeness(key));
    },
    importer: real.importer,
    findPlayByOrigin(origin) {
      const id = byOrigin.get(origin.toString('latin1'));
      if (id !== undefined) return plays.get(id) ?? real.findPlay(id);
      const stored = real.findPlayByOrigin(origin);
      return stored && (plays.get(stored.id) ?? stored);
    },
    findPlay: (id) => plays.get(id) ?? real.findPlay(id),
    linkPlay(origin, playId) {
      byOrigin.set(origin.toString('latin1'), playId);
    },
    addPlay(mediaId, facts, origin) {
      const id = nextId();
      keepPlay(mediaId, id, facts);
      byOrigin.set(origin.toString('latin1'), id);
      return id;
    },
    changePlay: ({ id, mediaId }, facts) => keepPlay(mediaId, id, facts),
    findPlace(shelf, mediaId) {
      const planned = places.get(`${shelf}:${mediaId}`);
      return planned ?? (mediaId < 0 ? undefined : real.findPlace(shelf, mediaId));
    },
    putOnShelf(shelf, mediaId) {
      places.set(`${shelf}:${mediaId}`, { createdAt: '', updatedAt: '', deletedAt: null });
    },
    findList: (name) => lists.get(name) ?? real.findList(name),
    addList(facts) {
      const id = nextId();
      lists.set(facts.name, { ...facts, id, updatedAt: '' });
      return id;
    },
    changeList(before, facts) {
      lists.set(before.name, { ...before, ...facts });
    },
    findItem(listId, mediaId) {
      const planned = items.get(`${listId}:${mediaId}`);
      return planned ?? (listId < 0 || mediaId < 0 ? undefined : real.findItem(listId, mediaId));
    },
    putItem({ listId, mediaId, note }) {
      items.set(`${listId}:${mediaId}`, { ...unwritten, position: '', note });
    },
  };
}

const unwritten = { createdAt: '', updatedAt: '', deleted: false } as const;
const noUid = Buffer.alloc(0);

function isSame(play: StoredPlay, { playedOn, playedAt, season, episode }: PlayKey): boolean {
  return (
    play.season === season &&
    play.episode === episode &&
    datesAgree(play.playedOn, playedOn) &&
    (play.playedAt === null || playedAt === null || play.playedAt === playedAt)
  );
}

/** As the writer's query orders them. New ones have negative ids, the later the lower: they come last. */
function byLikeness({ playedOn, playedAt }: PlayKey): (one: StoredPlay, other: StoredPlay) => number {
  const likeness = (play: StoredPlay) =>
    (play.playedAt === playedAt ? 2 : 0) + (sameDate(play.playedOn, playedOn) ? 1 : 0);
  const age = ({ id }: StoredPlay) => (id < 0 ? Number.MAX_SAFE_INTEGER / 2 - id : id);
  return (one, other) => likeness(other) - likeness(one) || age(one) - age(other);
}

function sameDate(one: PlayKey['playedOn'], other: PlayKey['playedOn']): boolean {
  return one === null || other === null ? one === other : comparePartialDates(one, other) === 0;
}
