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
import { entryOfShelf } from './own-library.ts';

export type UndoneTable = ChangedTable | PairedTable;

/** Whose rows may have the file's times: both of them the same, where nobody has changed one since. */
export const datedTables: ReadonlySet<UndoneTable> = new Set(['reviews', 'plays', 'lists']);

/** Tables of which imports write so many rows that an undo takes many back at once. */
export const runTables = ['media', 'reviews', 'plays', 'users'] as const satisfies readonly UndoneTable[];
export type RunTable = (typeof runTables)[number];

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
  /** All rows of these ids, which must be as an import left them. */
  readonly eraseRun: Readonly<Record<RunTable, (first: number, last: number) => void>>;
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

  const deleteUsers = sqlite.prepare('DELETE FROM users WHERE id BETWEEN ? AND ?');
  const countOf = sqlite
    .prepare<[number, number, number], number>(
      'SELECT count(*) FROM reviews WHERE +user_id = ? AND id BETWEEN ? AND ?',
    )
    .pluck();

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

  /** Plays, lists, and what stands on shelves and in lists: only their own row changes. */
  const plain = <Before extends { readonly updatedAt: string }>(
    given: Pick<UndoTable, 'what' | 'count' | 'read' | 'erase' | 'nameOf'> & {
      putBack(first: number, last: number, before: Before): void;
      stateOf?: (before: Before) => RowState;
    },
  ): UndoTable => ({
    ...given,
    putBack(first, last, before) {
      given.putBack(first, last, before as Before);
      return true;
    },
    stateOf: (before) => given.stateOf?.(before as Before) ?? (before as RowState),
  });

  const shelves = createShelfWriter(sqlite);
  const shelf = (table: Shelf) =>
    plain<StoredPlace>({
      what: entryOfShelf[table],
      count: table,
      read: states(`SELECT media_id AS mediaId, ${columns} FROM ${table} WHERE media_id = ? AND user_id = ?`),
      erase: (mediaId, userId) => shelves.putBack(table, userId, mediaId, null),
      putBack: (mediaId, userId, before) => shelves.putBack(table, userId, mediaId, before),
      stateOf: (before) => ({ ...before, deleted: before.deletedAt !== null }),
      nameOf: (mediaId) => nameOfTitle(mediaId),
    });

  return {
    of: {
      media,
      reviews,
      favorites: shelf('favorites'),
      watchlist: shelf('watchlist'),
      dismissed: shelf('dismissed'),
      plays: plain<StoredPlay>({
        what: 'play',
        count: 'plays',
        read: (id) => readPlay(id),
        erase: (id) => plays.erase(id),
        putBack: (id, _last, before) => plays.update(id, before, before.updatedAt),
        nameOf: (id) => nameOfTitle(readPlay(id)?.mediaId ?? null),
      }),
      lists: plain<StoredList>({
        what: 'list',
        count: 'lists',
        read: (id) => readList(id),
        erase: (id) => lists.erase(id),
        putBack: (id, _last, before) => lists.update(id, before, before.updatedAt),
        stateOf: (before) => ({ ...before, deleted: false }),
        nameOf: (id) => lists.find(id)?.name ?? '',
      }),
      list_items: plain<StoredListItem>({
        what: 'list_item',
        count: 'listItems',
        read(mediaId, listId) {
          const item = readItem(mediaId, listId);
          return item && { ...item, ownerId: listId };
        },
        erase: (mediaId, listId) => lists.putItemBack(listId, mediaId, null),
        putBack: (mediaId, listId, before) => lists.putItemBack(listId, mediaId, before),
        nameOf: (mediaId) => nameOfTitle(mediaId),
      }),
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
    eraseRun: {
      media: titles.eraseRun,
      plays: plays.eraseRun,
      reviews(first, last) {
        const ofImporter = countOf.get(importer, first, last) ?? 0;
        (ofImporter > 0 ? own : others).eraseRun(first, last);
      },
      users: (first, last) => void deleteUsers.run(first, last),
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
