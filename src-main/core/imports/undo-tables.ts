// How the rows of each table that imports write are read, erased and put back, through the writers of their features.
import type Database from 'better-sqlite3';
import type { UndoReport } from '#shared/api/imports.ts';
import { createMediaWriter } from '../catalog/media-writer.ts';
import { createPlayWriter, type StoredPlay } from '../diary/play-writer.ts';
import { createListWriter, type StoredList, type StoredListItem } from '../lists/list-writer.ts';
import { createReviewWriter, type StoredReview } from '../reviews/review-writer.ts';
import { createShelfWriter, type Shelf, type StoredPlace } from '../reviews/shelf-writer.ts';
import type { ChangedTable, PairedTable } from './change-log.ts';
import { createGatheredTotals } from './gathered-totals.ts';
import type { StoredTitle } from './library.ts';

export type UndoneTable = ChangedTable | PairedTable;

/** What tells whether a row is still as an import left it. */
export interface RowState {
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deleted: boolean;
}

export interface RowNow extends RowState {
  /** The title that it is about, or is. */
  readonly mediaId: number | null;
  /** The person or the list that it belongs to, where an import may have added that. */
  readonly ownerId: number | null;
}

export interface UndoTable {
  readonly what: UndoReport['keptItems'][number]['what'];
  readonly count: keyof UndoReport['removed'];
  /** Undefined where it is gone. `first`, `last`: as in the change log. */
  read(first: number, last: number): RowNow | undefined;
  erase(first: number, last: number): void;
  /** False where something else has taken its place. */
  putBack(first: number, last: number, before: object): boolean;
  /** What a `before` of the log tells. */
  stateOf(before: object): RowState;
  /** The title, or the name of the list or person. */
  nameOf(first: number, last: number): string;
}

export interface UndoTables {
  readonly of: Readonly<Record<UndoneTable, UndoTable>>;
  /** Before each commit. */
  settleTotals(): void;
  forget(): void;
}

/** Whoever's reviews these are: the importer's are counted at once, others' at the end (recount-totals.ts). */
export function createUndoTables(sqlite: Database.Database, importer: number): UndoTables {
  const titles = createMediaWriter(sqlite);
  const totals = createGatheredTotals(sqlite);
  const own = createReviewWriter(sqlite, { notify: true, addToTotals: totals.add });
  const others = createReviewWriter(sqlite, { notify: false, addToTotals: () => undefined });
  const reviewsOf = (userId: number) => (userId === importer ? own : others);
  const plays = createPlayWriter(sqlite);
  const lists = createListWriter(sqlite);
  const states = (query: string) => {
    const statement = sqlite.prepare<number[], StateRow>(query);
    return (...keys: number[]) => rowToNow(statement.get(...keys));
  };
  const columns = 'created_at, updated_at, deleted_at';
  const names = sqlite.prepare<[number], { title: string; year: number | null }>(
    'SELECT title, year FROM media WHERE id = ?',
  );
  const nameOfTitle = (id: number | null) => {
    const row = id === null ? undefined : names.get(id);
    if (row === undefined) return '';
    return row.year === null ? row.title : `${row.title} (${row.year})`;
  };
  const userName = sqlite.prepare<[number], string>('SELECT name FROM users WHERE id = ?').pluck();
  const deleteUser = sqlite.prepare('DELETE FROM users WHERE id = ?');

  const readTitle = states(`SELECT id AS mediaId, ${columns} FROM media WHERE id = ?`);
  const readPlay = states(`SELECT media_id AS mediaId, ${columns} FROM plays WHERE id = ?`);
  const readList = states(`SELECT NULL AS mediaId, ${columns} FROM lists WHERE id = ?`);
  const readUser = states(`SELECT NULL AS mediaId, ${columns} FROM users WHERE id = ?`);
  const readItem = states(
    `SELECT media_id AS mediaId, ${columns} FROM list_items WHERE media_id = ? AND list_id = ?`,
  );

  const media: UndoTable = {
    what: 'title',
    count: 'titles',
    read: (id) => readTitle(id),
    erase: (id) => titles.erase(id),
    putBack(id, _last, before) {
      const facts = before as StoredTitle;
      const owner = titles.findByUid(titles.uidOf(facts));
      if (owner !== undefined && owner.id !== id) return false;
      const externalIds = facts.externalIds.filter(([source, value]) => {
        const holder = titles.findByExternalId(source, value);
        return holder === undefined || holder === id;
      });
      titles.update(id, { ...facts, externalIds }, facts.updatedAt);
      if (facts.deletedAt !== null) titles.remove(id, facts.deletedAt);
      return true;
    },
    stateOf: (before) => ({ ...(before as StoredTitle), createdAt: '' }),
    nameOf: (id) => nameOfTitle(id),
  };

  const reviews: UndoTable = {
    what: 'review',
    count: 'reviews',
    read(id) {
      const review = own.findById(id);
      return review && { ...review, ownerId: review.userId };
    },
    erase(id) {
      const current = own.findById(id);
      if (current) reviewsOf(current.userId).erase(current.mediaId, current);
    },
    putBack(id, _last, before) {
      const current = own.findById(id);
      if (current) reviewsOf(current.userId).putBack(current.mediaId, current, before as StoredReview);
      return true;
    },
    stateOf: (before) => before as StoredReview,
    nameOf: (id) => nameOfTitle(own.findById(id)?.mediaId ?? null),
  };

  const shelf = (table: Shelf): UndoTable => {
    const shelves = createShelfWriter(sqlite);
    const read = states(
      `SELECT media_id AS mediaId, ${columns} FROM ${table} WHERE media_id = ? AND user_id = ?`,
    );
    return {
      what: table === 'favorites' ? 'favorite' : 'watchlist',
      count: table,
      read,
      erase: (mediaId, userId) => shelves.putBack(table, userId, mediaId, null),
      putBack(mediaId, userId, before) {
        shelves.putBack(table, userId, mediaId, before as StoredPlace);
        return true;
      },
      stateOf: (before) => {
        const place = before as StoredPlace;
        return { ...place, deleted: place.deletedAt !== null };
      },
      nameOf: (mediaId) => nameOfTitle(mediaId),
    };
  };

  return {
    of: {
      media,
      reviews,
      favorites: shelf('favorites'),
      watchlist: shelf('watchlist'),
      plays: {
        what: 'play',
        count: 'plays',
        read: (id) => readPlay(id),
        erase: (id) => plays.erase(id),
        putBack(id, _last, before) {
          const play = before as StoredPlay;
          plays.update(id, play, play.updatedAt);
          return true;
        },
        stateOf: (before) => before as StoredPlay,
        nameOf: (id) => nameOfTitle(readPlay(id)?.mediaId ?? null),
      },
      lists: {
        what: 'list',
        count: 'lists',
        read: (id) => readList(id),
        erase: (id) => lists.erase(id),
        putBack(id, _last, before) {
          const list = before as StoredList;
          lists.update(id, list, list.updatedAt);
          return true;
        },
        stateOf: (before) => ({ ...(before as StoredList), deleted: false }),
        nameOf: (id) => lists.find(id)?.name ?? '',
      },
      list_items: {
        what: 'list_item',
        count: 'listItems',
        read(mediaId, listId) {
          const item = readItem(mediaId, listId);
          return item && { ...item, ownerId: listId };
        },
        erase: (mediaId, listId) => lists.putItemBack(listId, mediaId, null),
        putBack(mediaId, listId, before) {
          lists.putItemBack(listId, mediaId, before as StoredListItem);
          return true;
        },
        stateOf: (before) => before as StoredListItem,
        nameOf: (mediaId) => nameOfTitle(mediaId),
      },
      users: {
        what: 'person',
        count: 'people',
        read: (id) => readUser(id),
        erase: (id) => void deleteUser.run(id),
        putBack: () => true,
        stateOf: (before) => before as RowState,
        nameOf: (id) => userName.get(id) ?? '',
      },
    },
    settleTotals: totals.settle,
    forget() {
      totals.forget();
      titles.reset();
    },
  };
}

interface StateRow {
  readonly mediaId: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
}

function rowToNow(row: StateRow | undefined): RowNow | undefined {
  return (
    row && {
      mediaId: row.mediaId,
      ownerId: null,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      deleted: row.deleted_at !== null,
    }
  );
}
