// Puts records into the tables, through the writers that everything else goes through, so that totals, the index of search
// and all that hangs on a row are right. What can't be put there (its title isn't here yet, another person's row is in the
// way, a newer version's form) stays a record without a row.
import type Database from 'better-sqlite3';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import type { Json } from '#shared/sync/canonical-json.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import { existence, isAlive, stampOfField, type SyncRecord } from '#shared/sync/record.ts';
import { msOf } from '#shared/sync/stamp.ts';
import { createMediaWriter, type TitleFacts } from '../catalog/media-writer.ts';
import { createPlayWriter } from '../diary/play-writer.ts';
import { createGatheredTotals } from '../imports/gathered-totals.ts';
import { createListWriter } from '../lists/list-writer.ts';
import { createReviewWriter } from '../reviews/review-writer.ts';
import { createShelfWriter, type Shelf } from '../reviews/shelf-writer.ts';
import type { Held } from './held-rows.ts';
import type { Place } from './records.ts';

export interface Placing {
  /** Makes the rows say what the record says; a tombstone's only where there is one. `held`: the row. Call inside a transaction. */
  place(
    userId: number,
    collection: CollectionName,
    key: Buffer,
    record: SyncRecord,
    held: Held | undefined,
  ): Placed;
  /** Takes the row away of a record that is no more. */
  takeAway(userId: number, collection: CollectionName, held: Held, time: string): void;
  /** Writes the totals of rated titles: call before each commit. */
  settle(): void;
  /** After a rollback, and when somebody else has written. */
  forget(): void;
}

export interface Placed extends Place {
  /** The title that it is about. */
  readonly mediaId: number | null;
  /** Of a play that wasn't here: its row. */
  readonly newId?: number;
  /** Of a title: its row may say something else than its record. */
  readonly mayDiffer?: boolean;
  /** The title had been deleted here, or merged into another one, and is there again. */
  readonly cameBack?: boolean;
}

interface Arriving {
  readonly userId: number;
  readonly key: Buffer;
  readonly values: Readonly<Record<string, Json>>;
  readonly held: Held | undefined;
  /** When it was last written, by the device that did. */
  readonly time: string;
  /** Of a tombstone: its row, where there is one, keeps what it would come back with. */
  readonly deleted: boolean;
}

const mostTitles = 50_000;
const nowhere: Placed = { isPlaced: false, mediaId: null };
const shelves = { favorite: 'favorites', watch: 'watchlist', dismissed: 'dismissed' } as const;

export function createPlacing(sqlite: Database.Database): Placing {
  const titles = createMediaWriter(sqlite);
  const totals = createGatheredTotals(sqlite);
  const reviews = createReviewWriter(sqlite, { notify: false, addToTotals: totals.add });
  const plays = createPlayWriter(sqlite);
  const shelfWriter = createShelfWriter(sqlite);
  const lists = createListWriter(sqlite);
  const listByUid = sqlite
    .prepare<[Buffer, number], number>('SELECT id FROM lists WHERE uid = ? AND user_id = ?')
    .pluck();
  const anyList = sqlite.prepare<[Buffer], number>('SELECT id FROM lists WHERE uid = ?').pluck();
  const mayChange = sqlite
    .prepare<[number, number], number>(
      `SELECT media.added_by IS users.id OR users.role <> 'member' FROM users, media WHERE users.id = ? AND media.id = ?`,
    )
    .pluck();
  const findGenre = sqlite.prepare<[string], number>('SELECT 1 FROM genres WHERE name = ?').pluck();
  const spelledSo = new Set<string>();
  // Of titles that are here: a history names the same ones again and again.
  const titleIds = new Map<string, number>();
  /** Of these, which were deleted or merged here. */
  const goneTitles = new Set<number>();
  const partMerge = sqlite.prepare(
    'UPDATE title_merges SET parted_at = ? WHERE drop_id = ? AND parted_at IS NULL',
  );

  function titleId(uid: Buffer): number | undefined {
    const name = uid.toString('latin1');
    const known = titleIds.get(name);
    if (known !== undefined) return known;
    const found = titles.findByUid(uid);
    if (found === undefined) return undefined;
    if (titleIds.size >= mostTitles) titleIds.clear();
    titleIds.set(name, found.id);
    if (found.deleted) goneTitles.add(found.id);
    return found.id;
  }

  const placers: Readonly<Record<CollectionName, (arriving: Arriving) => Placed>> = {
    title: placeTitle,
    review({ userId, key, values, held, time, deleted }) {
      const mediaId = titleId(key);
      if (mediaId === undefined) return { ...nowhere, waits: key };
      const rating = (values['rating'] ?? null) as number | null;
      const body = (values['body'] ?? null) as { text: string; spoiler: boolean } | null;
      // One device took the rating away, another the text: nothing is left to show, and every device sees that.
      if (rating === null && body === null) {
        if (held?.dead === false) takeReviewAway(userId, held, time);
        return { isPlaced: false, mediaId };
      }
      const facts = { rating, body: body?.text ?? null, spoiler: body?.spoiler ?? false };
      const times = { createdAt: textOr(values['createdAt'], time), updatedAt: time };
      const before = held && reviews.find(userId, mediaId);
      if (before === undefined) reviews.write({ userId, mediaId, facts, before, ...times, time });
      else reviews.putBack(mediaId, before, { id: before.id, ...facts, ...times, deleted });
      return { isPlaced: true, mediaId };
    },
    play({ userId, key, values, held, time, deleted }) {
      const media = values['media'];
      if (typeof media !== 'string') return nowhere;
      const uid = Buffer.from(media, 'hex');
      const mediaId = titleId(uid);
      if (mediaId === undefined) return { ...nowhere, waits: uid };
      const { season = null, episode = null } = (values['episode'] ?? {}) as Partial<Episode>;
      const facts = {
        playedOn: (values['playedOn'] ?? null) as PartialDate | null,
        playedAt: (values['playedAt'] ?? null) as string | null,
        season,
        episode,
        rewatch: values['rewatch'] === true,
        rating: (values['rating'] ?? null) as number | null,
        note: (values['note'] ?? null) as string | null,
        tags: (values['tags'] ?? []) as string[],
      };
      const createdAt = textOr(values['createdAt'], time);
      if (held) {
        plays.putBack(held.id, { ...facts, mediaId, createdAt, updatedAt: time, deleted });
        return { isPlaced: true, mediaId };
      }
      // Another profile of this computer has it, which was linked to the same account before.
      if (plays.findByUid(key) !== undefined) return nowhere;
      const newId = plays.insert({ userId, mediaId, facts, createdAt, time, uid: key });
      return { isPlaced: true, mediaId, newId };
    },
    favorite: (arriving) => placeOnShelf('favorites', arriving),
    watch: (arriving) => placeOnShelf('watchlist', arriving),
    dismissed: (arriving) => placeOnShelf('dismissed', arriving),
    list({ userId, key, values, held, time, deleted }) {
      if (typeof values['name'] !== 'string') return nowhere;
      const facts = {
        name: values['name'],
        description: (values['description'] ?? null) as string | null,
        ranked: values['ranked'] === true,
        tags: (values['tags'] ?? []) as string[],
      };
      const createdAt = textOr(values['createdAt'], time);
      if (held) lists.putBack(held.id, { ...facts, createdAt, updatedAt: time, deleted });
      else if (anyList.get(key) === undefined) lists.insert({ userId, facts, createdAt, time, uid: key });
      else return nowhere;
      return { isPlaced: true, mediaId: null };
    },
    item({ userId, key, values, time, deleted }) {
      const [listUid, mediaUid] = [key.subarray(0, 16), key.subarray(16)];
      if (typeof values['position'] !== 'string') return nowhere;
      const listId = listByUid.get(listUid, userId);
      if (listId === undefined)
        return anyList.get(listUid) === undefined ? { ...nowhere, waits: listUid } : nowhere;
      const mediaId = titleId(mediaUid);
      if (mediaId === undefined) return { ...nowhere, waits: mediaUid };
      lists.putItemBack(listId, mediaId, {
        position: values['position'],
        note: (values['note'] ?? null) as string | null,
        createdAt: textOr(values['createdAt'], time),
        updatedAt: time,
        deleted,
      });
      return { isPlaced: true, mediaId };
    },
  };

  /** A title that isn't here is added; one that is gets other facts only from who may change it. */
  function placeTitle({ userId, key, values, held, time }: Arriving): Placed {
    const facts = factsOf(values);
    if (facts === undefined || !titles.uidOf(facts).equals(key)) return nowhere;
    const isFree = ([source, value]: readonly [string, string]) => {
      const owner = titles.findByExternalId(source, value);
      return owner === undefined || owner === held?.id;
    };
    const areFree = facts.externalIds.every(isFree);
    const writable = areFree ? facts : { ...facts, externalIds: facts.externalIds.filter(isFree) };
    if (held !== undefined) {
      if (mayChange.get(userId, held.id) === 1) titles.update(held.id, writable, time);
      return { isPlaced: true, mediaId: held.id, mayDiffer: true };
    }
    const mediaId = titles.insert(writable, userId, time);
    const mayDiffer =
      !areFree ||
      facts.externalIds.length > 1 ||
      facts.disambiguator !== '' ||
      !facts.genres.every(isSpelledSo);
    return { isPlaced: true, mediaId, mayDiffer };
  }

  /** Whether the genre is called exactly that here. */
  function isSpelledSo(name: string, index: number, names: readonly string[]): boolean {
    if (names.indexOf(name) !== index) return false;
    if (!spelledSo.has(name) && findGenre.get(name) === 1) spelledSo.add(name);
    return spelledSo.has(name);
  }

  function placeOnShelf(shelf: Shelf, { userId, key, values, held, time, deleted }: Arriving): Placed {
    const mediaId = titleId(key);
    if (mediaId === undefined) return { ...nowhere, waits: key };
    const createdAt = textOr(values['createdAt'], time);
    if (held)
      shelfWriter.putBack(shelf, userId, mediaId, {
        createdAt,
        updatedAt: time,
        deletedAt: deleted ? time : null,
      });
    else shelfWriter.put(shelf, userId, mediaId, createdAt, time);
    return { isPlaced: true, mediaId };
  }

  function takeReviewAway(userId: number, { mediaId }: Held, time: string): void {
    if (mediaId === null) return;
    const before = reviews.find(userId, mediaId);
    if (before?.deleted === false) reviews.remove(mediaId, before, time);
  }

  /**
   * What another device wrote of a title that was deleted or merged here would be there and never be seen: the title comes
   * back, where this person may bring it back. What a merge has moved stays where it is.
   */
  function bringBack(userId: number, mediaId: number, time: string): boolean {
    if (mayChange.get(userId, mediaId) !== 1) return false;
    titles.restore(mediaId, time);
    partMerge.run(time, mediaId);
    goneTitles.delete(mediaId);
    return true;
  }

  return {
    place(userId, collection, key, record, held) {
      const time = new Date(msOf(record.r)).toISOString();
      const deleted = !isAlive(record);
      const placed = placers[collection]({ userId, key, values: record.v, held, time, deleted });
      const { isPlaced, mediaId } = placed;
      if (deleted || !isPlaced || mediaId === null || !goneTitles.has(mediaId)) return placed;
      if (collection === 'title' || collection === 'dismissed') return placed;
      return { ...placed, cameBack: bringBack(userId, mediaId, time) };
    },
    takeAway(userId, collection, held, time) {
      if (collection === 'review') takeReviewAway(userId, held, time);
      else if (collection === 'play') plays.remove(held.id, time);
      else if (collection === 'list') lists.remove(held.id, time);
      else if (collection === 'item') lists.removeItem(held.id, held.sub, time);
      else if (collection !== 'title') shelfWriter.take(shelves[collection], userId, held.id, time);
    },
    settle: totals.settle,
    forget() {
      titles.reset();
      titleIds.clear();
      goneTitles.clear();
      totals.forget();
      spelledSo.clear();
    },
  };
}

/** When a record was deleted, as rows have it. */
export function deletedAt(record: SyncRecord): string {
  return new Date(msOf(isAlive(record) ? record.r : stampOfField(record, existence))).toISOString();
}

interface Episode {
  readonly season: number | null;
  readonly episode: number | null;
}

interface Identity {
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly disambiguator: string;
}

function factsOf(values: Arriving['values']): TitleFacts | undefined {
  const identity = values['identity'] as unknown as Identity | undefined;
  if (identity === undefined) return undefined;
  return {
    ...identity,
    creator: (values['creator'] ?? null) as string | null,
    genres: (values['genres'] ?? []) as readonly string[],
    runtime: (values['runtime'] ?? null) as number | null,
    description: (values['description'] ?? null) as string | null,
    externalIds: (values['externalIds'] ?? []) as unknown as TitleFacts['externalIds'],
  };
}

function textOr(value: Json | undefined, other: string): string {
  return typeof value === 'string' ? value : other;
}
