// The plays, shelves and lists of a plan: what is there, and beside it what the rows so far would have written.
import type { PlayFacts, StoredPlay } from '../diary/play-writer.ts';
import type { StoredListItem } from '../lists/list-writer.ts';
import type { StoredPlace } from '../reviews/shelf-writer.ts';
import type { KnownList, OwnLibrary } from './own-library.ts';

export function createPlannedOwnLibrary(real: OwnLibrary, nextId: () => number): OwnLibrary {
  // As small as they can be: a listening history has a million.
  const plays = new Map<number, { readonly mediaId: number; readonly facts: PlayFacts }>();
  const byOrigin = new Map<string, number>();
  const places = new Map<string, StoredPlace>();
  const lists = new Map<string, KnownList>();
  const items = new Map<string, StoredListItem>();

  function plannedPlay(id: number): StoredPlay | undefined {
    const play = plays.get(id);
    return play && { ...unwritten, ...play.facts, id, uid: noUid, userId: 0, mediaId: play.mediaId };
  }

  return {
    /** Only those that no row has written yet: for the others a row stands already, and no second one may. */
    findSamePlays: (mediaId, key) =>
      mediaId < 0 ? [] : real.findSamePlays(mediaId, key).filter(({ id }) => !plays.has(id)),
    importer: real.importer,
    findPlayByOrigin(origin) {
      const id = byOrigin.get(origin.toString('latin1'));
      if (id !== undefined) return plannedPlay(id) ?? real.findPlay(id);
      const stored = real.findPlayByOrigin(origin);
      return stored && (plannedPlay(stored.id) ?? stored);
    },
    findPlay: (id) => plannedPlay(id) ?? real.findPlay(id),
    linkPlay(origin, playId) {
      byOrigin.set(origin.toString('latin1'), playId);
    },
    addPlay(mediaId, facts, origin) {
      const id = nextId();
      plays.set(id, { mediaId, facts });
      byOrigin.set(origin.toString('latin1'), id);
      return id;
    },
    changePlay: ({ id, mediaId }, facts) => void plays.set(id, { mediaId, facts }),
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
