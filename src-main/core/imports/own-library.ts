// What an import looks up and writes of the importer's own besides reviews: plays, favourites, the watchlist, lists.
// Through the same writers as the services, with every change noted for undo.
import type Database from 'better-sqlite3';
import type { EntryKind } from '#shared/api/import-fields.ts';
import { createPlayWriter, type PlayFacts, type PlayKey, type StoredPlay } from '../diary/play-writer.ts';
import {
  createListWriter, type ListFacts, type StoredList, type StoredListItem,
} from '../lists/list-writer.ts'; // prettier-ignore
import { createShelfWriter, type Shelf, type StoredPlace } from '../reviews/shelf-writer.ts';
import type { ChangeLog } from './change-log.ts';

export interface OwnLibrary {
  /** See PlayWriter.findSame. */
  findSamePlays(mediaId: number, key: PlayKey): readonly StoredPlay[];
  /** Who imports, for what makes an origin. */
  readonly importer: number;
  /** The play for which a row of this origin stood before, unless it was deleted since. */
  findPlayByOrigin(origin: Buffer): StoredPlay | undefined;
  findPlay(id: number): StoredPlay | undefined;
  /** From now on rows of this origin stand for this play. */
  linkPlay(origin: Buffer, playId: number): void;
  addPlay(mediaId: number, facts: PlayFacts, origin: Buffer, times: FileTimes): number;
  changePlay(before: StoredPlay, facts: PlayFacts): void;
  /** Where it was taken off too. */
  findPlace(shelf: Shelf, mediaId: number): StoredPlace | undefined;
  /** `addedAt`: null for now. */
  putOnShelf(shelf: Shelf, mediaId: number, before: StoredPlace | undefined, addedAt: string | null): void;
  findList(name: string): KnownList | undefined;
  addList(facts: ListFacts, times: FileTimes): number;
  changeList(before: KnownList, facts: ListFacts): void;
  /** Where it was taken off too. */
  findItem(listId: number, mediaId: number): StoredListItem | undefined;
  /** A new one goes to the end. */
  putItem(item: ListItemChange): void;
}

/** What the file says of a row's own times; null for now, as is what lies ahead. */
export interface FileTimes {
  readonly created: string | null;
  readonly updated: string | null;
}

/** What a row of the file is that puts a title on a shelf. */
export const entryOfShelf = {
  favorites: 'favorite',
  watchlist: 'watchlist',
  dismissed: 'dismissed',
} as const satisfies Readonly<Record<Shelf, EntryKind>>;

export type KnownList = ListFacts & Pick<StoredList, 'id' | 'updatedAt'>;

export interface ListItemChange {
  readonly listId: number;
  /** The list's name. */
  readonly list: string;
  readonly mediaId: number;
  readonly before: StoredListItem | undefined;
  readonly note: string | null;
  readonly addedAt: string | null;
}

export interface OwnLibraryOptions {
  readonly sqlite: Database.Database;
  readonly changes: ChangeLog;
  readonly userId: number;
  readonly time: () => string;
}

export function createOwnLibrary({ sqlite, changes, userId, time }: OwnLibraryOptions): OwnLibrary {
  const plays = createPlayWriter(sqlite);
  const shelves = createShelfWriter(sqlite);
  const lists = createListWriter(sqlite);
  const byOrigin = sqlite
    .prepare<[Buffer], number>('SELECT play_id FROM play_origins WHERE origin = ?')
    .pluck();
  const link = sqlite.prepare('INSERT OR REPLACE INTO play_origins (origin, play_id) VALUES (?, ?)');
  const linkPlay = (origin: Buffer, playId: number) => void link.run(origin, playId);
  const past = (date: string | null) => pastOr(date, time());
  const noteInserted = (table: 'plays' | 'lists', id: number, created: string, updated: string) => {
    changes.inserted(table, id, updated === created || updated === time() ? undefined : updated);
  };

  return {
    findSamePlays: (mediaId, key) => plays.findSame(userId, mediaId, key),
    importer: userId,
    findPlayByOrigin(origin) {
      const id = byOrigin.get(origin);
      const play = id === undefined ? undefined : plays.find(id);
      return play?.deleted === false ? play : undefined;
    },
    findPlay: plays.find,
    linkPlay,
    addPlay(mediaId, facts, origin, times) {
      const { created, updated } = fileTimes(times, time());
      const id = plays.insert({ userId, mediaId, facts, createdAt: created, time: updated });
      noteInserted('plays', id, created, updated);
      linkPlay(origin, id);
      return id;
    },
    changePlay({ uid: _uid, ...before }, facts) {
      changes.updated('plays', before.id, before);
      plays.update(before.id, facts, time());
    },
    findPlace: (shelf, mediaId) => shelves.find(shelf, userId, mediaId),
    putOnShelf(shelf, mediaId, before, addedAt) {
      changes.paired(shelf, mediaId, userId, before ?? null);
      shelves.put(shelf, userId, mediaId, past(addedAt), time());
    },
    findList: (name) => lists.findByName(userId, name),
    addList(facts, times) {
      const { created, updated } = fileTimes(times, time());
      const id = lists.insert({ userId, facts, createdAt: created, time: updated });
      noteInserted('lists', id, created, updated);
      return id;
    },
    changeList(before, facts) {
      const { id, name, description, ranked, tags, updatedAt } = before;
      changes.updated('lists', id, { id, name, description, ranked, tags, updatedAt });
      lists.update(id, facts, time());
    },
    findItem: (listId, mediaId) => lists.findItem(listId, mediaId),
    putItem({ listId, mediaId, before, note, addedAt }) {
      changes.paired('list_items', mediaId, listId, before ?? null);
      lists.putItem({
        listId,
        mediaId,
        note,
        createdAt: before?.deleted === false ? before.createdAt : past(addedAt),
        time: time(),
      });
    },
  };
}

/** A row's own times: its creation is never later than its change. */
function fileTimes({ created, updated }: FileTimes, time: string): { created: string; updated: string } {
  const changed = pastOr(updated, time);
  return { created: pastOr(created, changed), updated: changed };
}

/** A file's date, unless it lies ahead: what was rated or added was so by the time of the import. */
export function pastOr(date: string | null, time: string): string {
  return date !== null && date < time ? date : time;
}
