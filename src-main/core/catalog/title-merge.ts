// Makes two titles one and takes a wrong merge apart again. Reviews, plays, lists, favourites, the watchlist and ids
// go over to the title that is kept; what both have is kept once, and every change is in a journal. The other title
// stays as a deleted one, under which files and links still find the kept one.
import type Database from 'better-sqlite3';
import type { TitleFacts, MediaWriter } from './media-writer.ts';
import {
  createMergeJournal,
  readJournal,
  takeBack,
  type Cell,
  type Cells,
  type MergeJournal,
} from './merge-journal.ts';

export interface MergeTitles {
  readonly keepId: number;
  readonly dropId: number;
  readonly userId: number;
  readonly time: string;
}

/** Tables whose rows are people's (or lists') own relation to a title: at most one each. */
const memberships = [
  { table: 'favorites', owner: 'user_id' },
  { table: 'watchlist', owner: 'user_id' },
  { table: 'dismissed', owner: 'user_id' },
  { table: 'list_items', owner: 'list_id' },
] as const;

/** Of ids in one row of the journal. */
const portion = 5000;

/** Call inside a transaction; the totals of both titles are to be counted anew. Gives the merge's id. */
export function mergeTitles(sqlite: Database.Database, writer: MediaWriter, merge: MergeTitles): number {
  const { keepId, dropId, userId, time } = merge;
  const { lastInsertRowid } = sqlite
    .prepare('INSERT INTO title_merges (keep_id, drop_id, merged_by, merged_at) VALUES (?, ?, ?, ?)')
    .run(keepId, dropId, userId, time);
  const mergeId = Number(lastInsertRowid);
  const journal = createMergeJournal(sqlite, mergeId);
  mergeReviews(sqlite, journal, merge);
  moveIds(sqlite, journal, 'plays', 'SELECT id FROM plays WHERE media_id = ?', merge);
  for (const { table, owner } of memberships) mergeMembership(sqlite, journal, table, owner, merge);
  mergeNews(sqlite, journal, merge);
  mergeViews(sqlite, journal, merge);
  const simple = [
    ['external_ids', ['source', 'value']],
    ['import_decisions', ['user_id', 'source', 'key']],
    ['import_choices', ['import_id', 'key']],
  ] as const;
  for (const [table, names] of simple) {
    for (const row of rowsOf(sqlite, table, dropId)) {
      const keys = Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
      journal.change(table, keys, { media_id: dropId }, { media_id: keepId });
    }
  }
  mergeFacts(sqlite, writer, journal, merge);
  writer.remove(dropId, time);
  return mergeId;
}

/** Call inside a transaction, like mergeTitles. Gives how many things stay, because they were edited since. */
export function partTitles(
  sqlite: Database.Database,
  writer: MediaWriter,
  { mergeId, keepId, dropId, time }: { mergeId: number; keepId: number; dropId: number; time: string },
): number {
  let left = 0;
  for (const entry of readJournal(sqlite, mergeId)) {
    if (entry.table === 'media')
      left += takeFactsBack(sqlite, writer, keepId, entry.before, entry.after, time);
    else left += takeBack(sqlite, entry);
  }
  writer.restore(dropId, time);
  sqlite.prepare('UPDATE title_merges SET parted_at = ? WHERE id = ?').run(time, mergeId);
  return left;
}

type Row = Record<string, Cell>;

function rowsOf(sqlite: Database.Database, table: string, mediaId: number): Row[] {
  return sqlite.prepare<[number], Row>(`SELECT * FROM ${table} WHERE media_id = ?`).all(mediaId);
}

function moveIds(
  sqlite: Database.Database,
  journal: MergeJournal,
  table: string,
  select: string,
  { keepId, dropId }: MergeTitles,
): void {
  const ids = sqlite.prepare<[number], number>(select).pluck().all(dropId);
  for (let at = 0; at < ids.length; at += portion)
    journal.change(table, { id: ids.slice(at, at + portion) }, { media_id: dropId }, { media_id: keepId });
}

/** Who reviewed both keeps the review of the kept title; what it lacks comes from the other. */
function mergeReviews(sqlite: Database.Database, journal: MergeJournal, merge: MergeTitles): void {
  const { keepId, dropId, time } = merge;
  const both = sqlite
    .prepare<[number, number], { keep: number; drop: number }>(
      `SELECT kept.id AS keep, other.id AS "drop" FROM reviews AS other
       JOIN reviews AS kept ON kept.user_id = other.user_id AND kept.media_id = ? WHERE other.media_id = ?`,
    )
    .all(keepId, dropId);
  const byId = sqlite.prepare<[number], Row>('SELECT * FROM reviews WHERE id = ?');
  for (const { keep, drop } of both) {
    const [kept, other] = [byId.get(keep) ?? {}, byId.get(drop) ?? {}];
    if (other['deleted_at'] !== null) continue;
    const isGone = kept['deleted_at'] !== null;
    const take = (name: string) => (isGone ? other[name] : (kept[name] ?? other[name])) ?? null;
    const after: Cells = {
      rating: take('rating'),
      body: take('body'),
      ...(isGone && { spoiler: take('spoiler'), created_at: take('created_at'), deleted_at: null }),
    };
    if (Object.keys(after).some((name) => after[name] !== kept[name])) {
      const changed = { ...after, updated_at: time };
      const before = Object.fromEntries(Object.keys(changed).map((name) => [name, kept[name] ?? null]));
      journal.change('reviews', { id: keep }, before, changed);
    }
    const { deleted_at, updated_at } = other as { deleted_at: Cell; updated_at: Cell };
    journal.change(
      'reviews',
      { id: drop },
      { deleted_at, updated_at },
      { deleted_at: time, updated_at: time },
    );
  }
  moveIds(
    sqlite,
    journal,
    'reviews',
    `SELECT id FROM reviews AS other WHERE media_id = ? AND NOT EXISTS (
       SELECT 1 FROM reviews AS kept WHERE kept.user_id = other.user_id AND kept.media_id = ${keepId})`,
    merge,
  );
}

function mergeMembership(
  sqlite: Database.Database,
  journal: MergeJournal,
  table: string,
  owner: string,
  { keepId, dropId, time }: MergeTitles,
): void {
  const kept = sqlite.prepare<[Cell, number], Row>(
    `SELECT * FROM ${table} WHERE ${owner} = ? AND media_id = ?`,
  );
  for (const other of rowsOf(sqlite, table, dropId)) {
    const id = other[owner] ?? null;
    const there = kept.get(id, keepId);
    if (!there) {
      journal.change(table, { [owner]: id, media_id: keepId }, { media_id: dropId }, { media_id: keepId });
      continue;
    }
    if (other['deleted_at'] !== null) continue;
    if (there['deleted_at'] !== null) {
      const after: Cells = { created_at: other['created_at'] ?? null, deleted_at: null, updated_at: time };
      const before = Object.fromEntries(Object.keys(after).map((name) => [name, there[name] ?? null]));
      journal.change(table, { [owner]: id, media_id: keepId }, before, after);
    }
    const { updated_at } = other as { updated_at: Cell };
    const gone = { deleted_at: time, updated_at: time };
    journal.change(table, { [owner]: id, media_id: dropId }, { deleted_at: null, updated_at }, gone);
  }
}

function mergeNews(sqlite: Database.Database, journal: MergeJournal, { keepId, dropId }: MergeTitles): void {
  const known = sqlite.prepare<[Cell, Cell, Cell, number], 1>(
    'SELECT 1 FROM notifications WHERE user_id = ? AND kind = ? AND author_id = ? AND media_id = ?',
  );
  for (const row of rowsOf(sqlite, 'notifications', dropId)) {
    const { id = null, user_id: user = null, kind = null, author_id: author = null } = row;
    if (known.get(user, kind, author, keepId)) journal.remove('notifications', { id }, row);
    else journal.change('notifications', { id }, { media_id: dropId }, { media_id: keepId });
  }
}

function mergeViews(sqlite: Database.Database, journal: MergeJournal, { keepId, dropId }: MergeTitles): void {
  const kept = sqlite.prepare<[Cell, number], Row>(
    'SELECT * FROM view_history WHERE user_id = ? AND media_id = ?',
  );
  for (const other of rowsOf(sqlite, 'view_history', dropId)) {
    const { user_id: user = null, viewed_at: viewed = null } = other;
    const there = kept.get(user, keepId)?.['viewed_at'] ?? null;
    const keys = { user_id: user, media_id: keepId };
    if (there === null) {
      journal.change('view_history', keys, { media_id: dropId }, { media_id: keepId });
      continue;
    }
    if (String(viewed) > String(there))
      journal.change('view_history', keys, { viewed_at: there }, { viewed_at: viewed });
    journal.remove('view_history', { user_id: user, media_id: dropId }, other);
  }
}

/** Facts that the kept title lacks and the other has. */
export const takenFacts = ['creator', 'runtime', 'description'] as const;

function mergeFacts(
  sqlite: Database.Database,
  writer: MediaWriter,
  journal: MergeJournal,
  { keepId, dropId, time }: MergeTitles,
): void {
  const [kept, other] = [readFacts(sqlite, keepId), readFacts(sqlite, dropId)];
  const names = takenFacts.filter((name) => kept[name] === null && other[name] !== null);
  const takesGenres = kept.genres.length === 0 && other.genres.length > 0;
  if (names.length === 0 && !takesGenres) return;
  const taken = Object.fromEntries(names.map((name) => [name, other[name]]));
  writer.update(keepId, { ...kept, ...taken, genres: takesGenres ? other.genres : kept.genres }, time);
  const before = Object.fromEntries(names.map((name) => [name, null]));
  journal.note(
    'media',
    { id: keepId },
    { ...before, ...(takesGenres && { genres: '[]' }) },
    { ...taken, ...(takesGenres && { genres: JSON.stringify(other.genres) }) },
  );
}

function takeFactsBack(
  sqlite: Database.Database,
  writer: MediaWriter,
  keepId: number,
  before: Cells,
  after: Cells | null,
  time: string,
): number {
  const facts = readFacts(sqlite, keepId);
  const held: Record<string, Cell> = { ...facts, genres: JSON.stringify(facts.genres) } as never;
  const names = Object.keys(before).filter((name) => held[name] === after?.[name]);
  const back = Object.fromEntries(names.map((name) => [name, name === 'genres' ? [] : null]));
  if (names.length > 0) writer.update(keepId, { ...facts, ...back }, time);
  return Object.keys(before).length - names.length;
}

function readFacts(sqlite: Database.Database, id: number): TitleFacts {
  const row = sqlite
    .prepare<[number], Omit<TitleFacts, 'genres' | 'externalIds'>>(
      'SELECT kind, title, year, creator, runtime, description, disambiguator FROM media WHERE id = ?',
    )
    .get(id);
  if (!row) throw new Error('a title that is merged is not there');
  const genres = sqlite
    .prepare<[number], string>(
      'SELECT name FROM media_genres JOIN genres ON genres.id = genre_id WHERE media_id = ? ORDER BY position',
    )
    .pluck()
    .all(id);
  const externalIds = sqlite
    .prepare<[number], [string, string]>(
      'SELECT source, value FROM external_ids WHERE media_id = ? ORDER BY 1, 2',
    )
    .raw()
    .all(id);
  return { ...row, genres, externalIds };
}
