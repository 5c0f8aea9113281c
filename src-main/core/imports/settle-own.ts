// Decides what rows do that tell of plays, of the shelves and of lists. What is there is completed and never
// overwritten; the nth row of a file that says the same of a title stands for the same play whenever it comes again.
import { hash as digest } from 'node:crypto';
import type { PlayFacts, StoredPlay } from '../diary/play-writer.ts';
import type { ListFacts } from '../lists/list-writer.ts';
import type { Shelf } from '../reviews/shelf-writer.ts';
import type { Library } from './library.ts';
import { entryOfShelf, type FileTimes, type OwnLibrary } from './own-library.ts';
import { createSeenRows } from './seen-rows.ts';
import { untouched, type Part } from './settle-review.ts';

export interface OwnSettler {
  /** `times`: of the plays' own rows. */
  plays(mediaId: number, plays: readonly PlayFacts[], line: number, times: FileTimes): Part;
  /** Only reads: which plays a row stands for that an earlier run has settled. */
  recallPlays(mediaId: number, plays: readonly PlayFacts[], line: number): void;
  shelf(shelf: Shelf, mediaId: number, addedAt: string | null): Part;
  list(facts: ListFacts, times: FileTimes): Part;
  item(list: ListFacts, mediaId: number, note: string | null, addedAt: string | null): Part;
}

/** Beside the hashes of rows, which are whole numbers: whoever stands for a play. */
const anyone = 0.5;
/** Whatever a row with this hash stands for. */
const anything = 0.25;

export function createOwnSettler(library: OwnLibrary & Pick<Library, 'isNewTitle'>): OwnSettler {
  // Plays that rows of the file stand for already: for any row, and for those that say exactly the same.
  const claimed = createSeenRows();

  function claim(id: number, hash: number, line: number): void {
    claimed.add(id, anyone, line, 0);
    claimed.add(id, hash, line, 0);
    claimed.add(hash, anything, line, 0);
  }

  /** Nothing can stand for this row: this import added its title, and no row of the file says the same. */
  function isUnheardOf(mediaId: number, hash: number): boolean {
    return library.isNewTitle(mediaId) && !claimed.has(hash, anything);
  }

  /** The play for which this row stood before; if none, the origin that it has. */
  function known(origins: PlayOrigins, line: number): { play: StoredPlay | undefined; origin: Buffer } {
    for (let nth = 0; ; nth++) {
      const origin = origins.of(nth);
      const play = library.findPlayByOrigin(origin);
      if (play === undefined || claimed.lineOf(play.id, origins.hash, line) === undefined)
        return { play, origin };
    }
  }

  /** A play that is there, that may be the same, and for which no row of the file stands yet. */
  function alike(mediaId: number, facts: PlayFacts, line: number): StoredPlay | undefined {
    const free = library
      .findSamePlays(mediaId, facts)
      .filter(({ id }) => claimed.lineOf(id, anyone, line) === undefined);
    const [likest] = free;
    // Of those that are as like, the one that says the same in everything else too.
    return likest && (free.find((play) => isAsLike(play, likest) && saysSame(play, facts)) ?? likest);
  }

  function settlePlay(mediaId: number, facts: PlayFacts, line: number, times: FileTimes): Part {
    const origins = playOrigins(library.importer, mediaId, facts);
    const add = (origin: Buffer): Part => {
      claim(library.addPlay(mediaId, facts, origin, times), origins.hash, line);
      return addedPlay;
    };
    if (isUnheardOf(mediaId, origins.hash)) return add(origins.first);
    const { play, origin } = known(origins, line);
    const before = play ?? alike(mediaId, facts, line);
    if (before === undefined) return add(origin);
    claim(before.id, origins.hash, line);
    if (play === undefined) library.linkPlay(origin, before.id);
    const completed = complete(before, facts);
    const changed = playFields.filter((field) => completed[field] !== before[field]);
    if (changed.length === 0) return untouched;
    library.changePlay(before, completed);
    return { outcome: 'updated', changed, conflicts: [] };
  }

  function settleList(facts: ListFacts, times: FileTimes): Part & { readonly id: number } {
    const before = library.findList(facts.name);
    if (before === undefined)
      return { outcome: 'inserted', changed: ['list'], conflicts: [], id: library.addList(facts, times) };
    const completed: ListFacts = {
      name: before.name,
      description: before.description ?? facts.description,
      ranked: before.ranked || facts.ranked,
      tags: before.tags.length === 0 ? facts.tags : before.tags,
    };
    const changed = (['description', 'ranked', 'tags'] as const).filter(
      (field) => completed[field] !== before[field] && !(field === 'tags' && facts.tags.length === 0),
    );
    if (changed.length === 0) return { ...untouched, id: before.id };
    library.changeList(before, completed);
    return { outcome: 'updated', changed, conflicts: [], id: before.id };
  }

  return {
    plays: (mediaId, plays, line, times) =>
      together(plays.map((facts) => settlePlay(mediaId, facts, line, times))),
    recallPlays(mediaId, plays, line) {
      for (const facts of plays) {
        const origins = playOrigins(library.importer, mediaId, facts);
        const { play } = known(origins, line);
        if (play) claim(play.id, origins.hash, line);
      }
    },
    shelf(shelf, mediaId, addedAt) {
      const before = library.findPlace(shelf, mediaId);
      if (before?.deletedAt === null) return untouched;
      library.putOnShelf(shelf, mediaId, before, addedAt);
      return {
        outcome: before === undefined ? 'inserted' : 'updated',
        changed: [entryOfShelf[shelf]],
        conflicts: [],
      };
    },
    list: settleList,
    item(list, mediaId, note, addedAt) {
      const { id: listId } = settleList(list, { created: addedAt, updated: null });
      const before = library.findItem(listId, mediaId);
      const isThere = before?.deleted === false;
      const kept = isThere ? (before.note ?? note) : note;
      if (isThere && kept === before.note) return untouched;
      library.putItem({ listId, list: list.name, mediaId, before, note: kept, addedAt });
      const changed = isThere ? ['note'] : ['list_item'];
      return { outcome: before === undefined ? 'inserted' : 'updated', changed, conflicts: [] };
    },
  };
}

/** One outcome for all that a row says: the most that happened. */
export function together(parts: readonly Part[]): Part {
  if (parts.length === 1 && parts[0]) return parts[0];
  const outcome =
    (['inserted', 'updated'] as const).find((one) => parts.some((part) => part.outcome === one)) ??
    'unchanged';
  return {
    outcome,
    changed: [...new Set(parts.flatMap(({ changed }) => changed))],
    conflicts: parts.flatMap(({ conflicts }) => conflicts),
  };
}

const addedPlay: Part = { outcome: 'inserted', changed: ['play'], conflicts: [] };
const playFields = ['playedOn', 'playedAt', 'rewatch', 'rating', 'note', 'tags'] as const;

interface PlayOrigins {
  /** Equal rows are equal, others hardly ever. */
  readonly hash: number;
  readonly first: Buffer;
  /** The identity of the nth such row of a file, from 0. */
  of(nth: number): Buffer;
}

/** Whose row it is, about which title, and all that it says. */
function playOrigins(userId: number, mediaId: number, facts: PlayFacts): PlayOrigins {
  const { playedOn, playedAt, season, episode, rewatch, rating, note, tags } = facts;
  const said = JSON.stringify([
    userId, mediaId, playedOn, playedAt, season, episode, rewatch, rating, note, tags,
  ]); // prettier-ignore
  const of = (nth: number) => digest('sha256', `${said}${nth}`, 'buffer').subarray(0, 16);
  const first = of(0);
  return { hash: first.readInt32LE(0), first, of: (nth) => (nth === 0 ? first : of(nth)) };
}

/** What the play lacks taken from the row, a more exact date too. */
function complete(before: StoredPlay, facts: PlayFacts): PlayFacts {
  const isFiner = (facts.playedOn?.length ?? 0) > (before.playedOn?.length ?? 0);
  return {
    playedOn: isFiner ? facts.playedOn : before.playedOn,
    playedAt: before.playedAt ?? facts.playedAt,
    season: before.season,
    episode: before.episode,
    rewatch: before.rewatch || facts.rewatch,
    rating: before.rating ?? facts.rating,
    note: before.note ?? facts.note,
    tags: before.tags.length === 0 && facts.tags.length > 0 ? facts.tags : before.tags,
  };
}

function isAsLike(one: StoredPlay, other: StoredPlay): boolean {
  return one.playedOn === other.playedOn && one.playedAt === other.playedAt;
}

function saysSame(play: StoredPlay, { rewatch, rating, note, tags }: PlayFacts): boolean {
  return (
    play.rewatch === rewatch &&
    play.rating === rating &&
    play.note === note &&
    play.tags.join('\0') === tags.join('\0')
  );
}
