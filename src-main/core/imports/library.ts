// What an import looks up and writes: titles, people and their reviews, through the same writers as the services,
// with every change noted for undo. The plan has one of its own that writes nothing (planned-library.ts).
import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { createMediaWriter, type TitleFacts } from '../catalog/media-writer.ts';
import { createReviewWriter, type ReviewFacts, type StoredReview } from '../reviews/review-writer.ts';
import type { ChangeLog } from './change-log.ts';
import { createGatheredTotals } from './gathered-totals.ts';
import { createUncountedTotals, type UncountedTotals } from './uncounted-totals.ts';
import { createOwnLibrary, pastOr, type OwnLibrary } from './own-library.ts';

export interface TitleGlance {
  readonly id: number;
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly disambiguator: string;
  readonly deleted: boolean;
}

export interface StoredTitle extends TitleFacts {
  readonly id: number;
  readonly disambiguator: string;
  readonly deleted: boolean;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}

export type ExternalIds = readonly (readonly [source: string, value: string])[];

export interface ReviewChange {
  readonly userId: number;
  readonly mediaId: number;
  readonly facts: ReviewFacts;
  readonly before: StoredReview | undefined;
  /** Null for now, as is a date that lies ahead. */
  readonly createdAt: string | null;
  /** When the file says that it was rated or written; lists by time go by it. */
  readonly ratedAt: string | null;
}

export interface Library extends OwnLibrary {
  findByExternalId(source: string, value: string): number | undefined;
  findByUid(facts: TitleFacts): { readonly id: number; readonly deleted: boolean } | undefined;
  /** Titles of the same kind and normalised name, not the deleted ones. */
  findByName(facts: TitleFacts): readonly TitleGlance[];
  glance(id: number): TitleGlance | undefined;
  read(id: number): StoredTitle;
  externalIds(id: number): ExternalIds;
  /** `addedAt`: null for now. */
  addTitle(facts: TitleFacts, addedAt: string | null): number;
  /** Added by this run, so that only its rows are about it. May be false of such a title too, never true of others. */
  isNewTitle(id: number): boolean;
  /** Gives a title these facts, and brings it back if it was deleted. */
  changeTitle(before: StoredTitle, facts: TitleFacts): void;
  /** The author who stands for this name or number in the file. */
  findAuthor(name: string): number | undefined;
  /** The same; added if missing. */
  author(name: string): number;
  /** `isNew`: the file has not named this review before, so a new author's can't be there. */
  findReview(userId: number, mediaId: number, isNew: boolean): StoredReview | undefined;
  writeReview(change: ReviewChange): void;
}

export interface RealLibrary extends Library {
  /** What makes a title itself (`uid`), and the name that it is found by. */
  identify(facts: TitleFacts): { readonly uid: string; readonly nameKey: string };
  /** Writes the totals of the titles that the importer rated since: call before each commit. */
  settleTotals(): void;
  /** Titles that authors of the file rated, whose totals are to be counted at the end (recount-totals.ts). */
  readonly uncounted: UncountedTotals;
  /** Forgets what it remembers: after a rollback, and when others have written. */
  forget(): void;
}

export interface LibraryOptions {
  readonly sqlite: Database.Database;
  readonly changes: ChangeLog;
  /** Who imports. */
  readonly userId: number;
  /** What the file's people are called and known by: "MovieLens", "movielens". */
  readonly authorSource: string;
  readonly authorLabel: string;
  /** The moment of the current batch. */
  readonly time: () => string;
}

interface TitleRow {
  readonly id: number;
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly disambiguator: string;
  readonly creator: string | null;
  readonly runtime: number | null;
  readonly description: string | null;
  readonly updated_at: string;
  readonly deleted_at: string | null;
}

const mostRemembered = 200_000;

export function createLibrary(options: LibraryOptions): RealLibrary {
  const { sqlite, changes, userId: importer, time } = options;
  const titles = createMediaWriter(sqlite);
  const totals = createGatheredTotals(sqlite);
  const own = createReviewWriter(sqlite, { notify: true, addToTotals: totals.add });
  const uncounted = createUncountedTotals();
  const keeping = createOwnLibrary({ sqlite, changes, userId: importer, time });
  const others = createReviewWriter(sqlite, {
    notify: false,
    addToTotals: uncounted.add,
  });

  const glanceById = sqlite.prepare<[number], TitleRow>(
    'SELECT id, kind, title, year, disambiguator, deleted_at FROM media WHERE id = ?',
  );
  const byName = sqlite.prepare<[string, string], TitleRow>(
    'SELECT id, kind, title, year, disambiguator, deleted_at FROM media WHERE title_key = ? AND kind = ?',
  );
  const titleById = sqlite.prepare<[number], TitleRow>(
    'SELECT id, kind, title, year, disambiguator, creator, runtime, description, updated_at, deleted_at FROM media WHERE id = ?',
  );
  const genresOf = sqlite
    .prepare<[number], string>(
      'SELECT name FROM media_genres JOIN genres ON genres.id = genre_id WHERE media_id = ? ORDER BY position',
    )
    .pluck();
  const idsOf = sqlite
    .prepare<[number], [string, string]>(
      'SELECT source, value FROM external_ids WHERE media_id = ? ORDER BY source, value',
    )
    .raw();
  const findUser = sqlite.prepare<[Buffer], number>('SELECT id FROM users WHERE uid = ?').pluck();
  const insertUser = sqlite.prepare(
    `INSERT INTO users (uid, name, role, hue, created_at, updated_at) VALUES (?, ?, 'member', ?, ?, ?)`,
  );
  const anyReview = sqlite
    .prepare<[number], number>('SELECT 1 FROM reviews WHERE user_id = ? LIMIT 1')
    .pluck();

  const idByExternal = new Map<string, Map<string, number>>();
  /** Titles that aren't deleted. */
  const idByUid = new Map<string, number>();
  const glances = new Map<number, TitleGlance>();
  const authors = new Map<string, number>();
  const newTitles = new Set<number>();
  /** Authors who had no review when they were first met. */
  const newAuthors = new Set<number>();

  const insertAuthor = (name: string, uid: Buffer): number => {
    const hue = uid.readUInt16BE(0) % 360;
    const { lastInsertRowid } = insertUser.run(
      uid,
      authorName(options.authorLabel, name),
      hue,
      time(),
      time(),
    );
    changes.inserted('users', Number(lastInsertRowid));
    return Number(lastInsertRowid);
  };

  return {
    ...keeping,
    findByExternalId(source, value) {
      let known = idByExternal.get(source);
      if (known === undefined) idByExternal.set(source, (known = new Map()));
      const remembered = known.get(value);
      if (remembered !== undefined) return remembered;
      const id = titles.findByExternalId(source, value);
      if (id !== undefined) remember(known, value, id);
      return id;
    },
    identify: (facts) => ({
      uid: titles.uidOf(facts).toString('latin1'),
      nameKey: `${facts.kind}\0${titles.keyOf(facts)}`,
    }),
    findByUid(facts) {
      const uid = titles.uidOf(facts);
      const key = uid.toString('latin1');
      const known = idByUid.get(key);
      if (known !== undefined) return { id: known, deleted: false };
      const found = titles.findMeant(uid);
      if (found?.deleted === false) remember(idByUid, key, found.id);
      return found;
    },
    findByName: (facts) =>
      byName
        .all(titles.keyOf(facts), facts.kind)
        .map(rowToGlance)
        .filter(({ deleted }) => !deleted)
        .sort(byYear),
    glance(id) {
      const known = glances.get(id);
      if (known !== undefined) return known;
      const row = glanceById.get(id);
      if (row === undefined) return undefined;
      const glance = rowToGlance(row);
      remember(glances, id, glance);
      return glance;
    },
    read(id) {
      const row = titleById.get(id);
      if (row === undefined) throw new Error('a title that was just found is not there');
      const { updated_at: updatedAt, deleted_at: deletedAt, ...facts } = row;
      return {
        ...facts,
        genres: genresOf.all(id),
        externalIds: idsOf.all(id),
        updatedAt,
        deletedAt,
        deleted: deletedAt !== null,
      };
    },
    externalIds: (id) => idsOf.all(id),
    addTitle(facts, addedAt) {
      const now = time();
      const id = titles.insert(facts, importer, now, pastOr(addedAt, now));
      changes.inserted('media', id);
      if (newTitles.size < mostRemembered) newTitles.add(id);
      return id;
    },
    isNewTitle: (id) => newTitles.has(id),
    changeTitle(before, facts) {
      changes.updated('media', before.id, before);
      if (before.deleted) titles.restore(before.id, time());
      titles.update(before.id, facts, time());
      glances.delete(before.id);
      // A year that is filled in makes another identity.
      idByUid.delete(titles.uidOf(before).toString('latin1'));
    },
    findAuthor: (name) => authors.get(name) ?? findUser.get(authorUid(options.authorSource, name)),
    author(name) {
      const known = authors.get(name);
      if (known !== undefined) return known;
      const uid = authorUid(options.authorSource, name);
      const found = findUser.get(uid);
      const id = found ?? insertAuthor(name, uid);
      if (found === undefined || anyReview.get(id) === undefined) newAuthors.add(id);
      authors.set(name, id);
      return id;
    },
    findReview(userId, mediaId, isNew) {
      return isNew && newAuthors.has(userId) ? undefined : own.find(userId, mediaId);
    },
    writeReview({ userId, mediaId, facts, before, createdAt, ratedAt }) {
      const writer = userId === importer ? own : others;
      const now = time();
      const updatedAt = pastOr(ratedAt, now);
      const created = pastOr(createdAt, before === undefined ? updatedAt : now);
      const id = writer.write({
        userId,
        mediaId,
        facts,
        before,
        createdAt: created,
        updatedAt,
        time: now,
      });
      if (before === undefined)
        changes.inserted('reviews', id, updatedAt === created || updatedAt === now ? undefined : updatedAt);
      else changes.updated('reviews', id, { userId, mediaId, ...before }, updatedAt);
    },
    settleTotals: totals.settle,
    uncounted,
    forget() {
      for (const memory of [idByExternal, idByUid, glances, authors, newAuthors, newTitles]) memory.clear();
      titles.reset();
      totals.forget();
      uncounted.doubt();
    },
  };
}

/** The identity of somebody who is known only by what a source calls them: the same on every device. */
export function authorUid(source: string, name: string): Buffer {
  return createHash('sha256').update(`author:v1\0${source}\0${name}`).digest().subarray(0, 16);
}

function authorName(label: string, name: string): string {
  return Array.from(`${label} ${name}`.trim()).slice(0, 60).join('').trim();
}

function rowToGlance({ id, kind, title, year, disambiguator, deleted_at: deletedAt }: TitleRow): TitleGlance {
  return { id, kind, title, year, disambiguator, deleted: deletedAt !== null };
}

/** Sorted here: with ORDER BY, SQLite takes four times as long to find nothing, which is what it mostly finds. */
function byYear(one: TitleGlance, other: TitleGlance): number {
  return (one.year ?? 0) - (other.year ?? 0) || one.id - other.id;
}

/** Keeps what is asked again and again, within bounds. */
function remember<K, V>(memory: Map<K, V>, key: K, value: V): void {
  if (memory.size >= mostRemembered) memory.clear();
  memory.set(key, value);
}
