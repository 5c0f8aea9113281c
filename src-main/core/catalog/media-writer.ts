// The one place that writes titles: the row, its genres, external ids and search entry together. Synchronous
// prepared statements, so that the catalogue (inside `transact`) and the import worker's hot loop share it.
import type Database from 'better-sqlite3';
import { externalSources } from '#shared/api/catalog.ts';
import { normaliseTitle, sortKey } from '#shared/domain/media-identity.ts';
import { kindTable, type MediaKind } from '#shared/domain/media-kind.ts';
import { createIndexWriter } from '../search/index-writer.ts';
import { mediaUidOfKey } from './media-uid.ts';

export interface TitleFacts {
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly genres: readonly string[];
  readonly runtime: number | null;
  readonly description: string | null;
  /** What the user or a source says to tell two works apart; null: what the kind's rule says. */
  readonly disambiguator: string | null;
  readonly externalIds: readonly (readonly [source: string, value: string])[];
}

export interface MediaWriter {
  /** The uid that these facts have: who has it is the same work. */
  uidOf(facts: TitleFacts): Buffer;
  /** The normalised title. */
  keyOf(facts: TitleFacts): string;
  findByUid(uid: Buffer): { readonly id: number; readonly deleted: boolean } | undefined;
  /** The same, or the title that it went into (title-merge.ts): what is meant where somebody names it. */
  findMeant(uid: Buffer): { readonly id: number; readonly deleted: boolean } | undefined;
  findByExternalId(source: string, value: string): number | undefined;
  /**
   * Call inside a transaction. `addedAt`: where it isn't the time of the write. Throws SQLite's constraint error where the
   * uid or an external id is taken.
   */
  insert(facts: TitleFacts, addedBy: number | null, time: string, addedAt?: string): number;
  update(id: number, facts: TitleFacts, time: string): void;
  addExternalId(mediaId: number, source: string, value: string): void;
  remove(id: number, time: string): void;
  restore(id: number, time: string): void;
  /** Writes a title's search entry anew, or takes it away where the title isn't there. */
  indexAnew(id: number): void;
  /** For undo: as if it had never been there, with all that hangs on it. */
  erase(id: number): void;
  /** The same for all of these ids. */
  eraseRun(first: number, last: number): void;
  /** Forgets what it remembers of genres: call after a rollback. */
  reset(): void;
}

interface Row {
  readonly id: number;
  readonly deleted_at: string | null;
}

interface Identified {
  readonly disambiguator: string;
  readonly uid: Buffer;
  readonly titleKey: string;
}

const mostKnown = 20_000;

export function createMediaWriter(sqlite: Database.Database): MediaWriter {
  const byUid = sqlite.prepare<[Buffer], Row>('SELECT id, deleted_at FROM media WHERE uid = ?');
  const mergedInto = sqlite.prepare<[number], Row>(
    `SELECT media.id, media.deleted_at FROM title_merges JOIN media ON media.id = keep_id WHERE drop_id = ? AND parted_at IS NULL`,
  );
  const byExternalId = sqlite
    .prepare<[string, string], number>('SELECT media_id FROM external_ids WHERE source = ? AND value = ?')
    .pluck();
  const insertMedia = sqlite.prepare(
    `INSERT INTO media (uid, kind, title, title_key, sort_key, year, disambiguator, creator, runtime, description, added_by, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateMedia = sqlite.prepare(
    `UPDATE media SET uid = ?, kind = ?, title = ?, title_key = ?, sort_key = ?, year = ?, disambiguator = ?, creator = ?, runtime = ?, description = ?, updated_at = ?
     WHERE id = ?`,
  );
  const setDeleted = sqlite.prepare('UPDATE media SET deleted_at = ?, updated_at = ? WHERE id = ?');
  const deleteMedia = sqlite.prepare('DELETE FROM media WHERE id = ?');
  const deleteRun = sqlite.prepare('DELETE FROM media WHERE id BETWEEN ? AND ?');
  const insertExternalId = sqlite.prepare(
    'INSERT INTO external_ids (source, value, media_id) VALUES (?, ?, ?)',
  );
  const deleteExternalIds = sqlite.prepare('DELETE FROM external_ids WHERE media_id = ?');
  const findGenre = sqlite.prepare<[string], number>('SELECT id FROM genres WHERE key = ?').pluck();
  const insertGenre = sqlite.prepare('INSERT INTO genres (name, key) VALUES (?, ?)');
  const insertMediaGenre = sqlite.prepare(
    'INSERT INTO media_genres (media_id, position, genre_id) VALUES (?, ?, ?)',
  );
  const deleteMediaGenres = sqlite.prepare('DELETE FROM media_genres WHERE media_id = ?');
  const index = createIndexWriter(sqlite);
  const genreIds = new Map<string, number>();

  function genreId(name: string): number {
    const known = genreIds.get(name);
    if (known !== undefined) return known;
    const key = normaliseTitle(name);
    const found = findGenre.get(key) ?? Number(insertGenre.run(name, key).lastInsertRowid);
    genreIds.set(name, found);
    return found;
  }

  function writeGenres(mediaId: number, genres: readonly string[]): number[] {
    const ids = [...new Set(genres.map(genreId))];
    for (const [position, id] of ids.entries()) insertMediaGenre.run(mediaId, position, id);
    return ids;
  }

  // An import asks for a title's uid and key, and then inserts it; and a listening history names the same song again and again.
  let latest: { readonly facts: TitleFacts; readonly identified: Identified } | undefined;
  const known = new Map<string, Identified>();
  function identify(facts: TitleFacts): Identified {
    if (latest?.facts === facts) return latest.identified;
    const { kind, title, year, creator } = facts;
    const told = (text: string | null) => (text === null ? '' : `=${text}`);
    const name = `${kind}\0${title}\0${year}\0${told(creator)}\0${told(facts.disambiguator)}`;
    let identified = known.get(name);
    if (identified === undefined) {
      const titleKey = normaliseTitle(title);
      const disambiguator = disambiguatorOf(facts);
      const uid = mediaUidOfKey({ kind, titleKey, year, disambiguator });
      identified = { disambiguator, uid, titleKey };
      if (known.size >= mostKnown) known.clear();
      known.set(name, identified);
    }
    latest = { facts, identified };
    return identified;
  }

  return {
    uidOf: (facts) => identify(facts).uid,
    keyOf: (facts) => identify(facts).titleKey,
    findByUid(uid) {
      const row = byUid.get(uid);
      return row === undefined ? undefined : { id: row.id, deleted: row.deleted_at !== null };
    },
    findMeant(uid) {
      let row = byUid.get(uid);
      // Only deleted ones went into others.
      for (let next = row; row?.deleted_at && next;) {
        next = mergedInto.get(row.id);
        row = next ?? row;
      }
      return row === undefined ? undefined : { id: row.id, deleted: row.deleted_at !== null };
    },
    findByExternalId: (source, value) => byExternalId.get(source, value),
    insert(facts, addedBy, time, addedAt = time) {
      const { uid, titleKey, disambiguator } = identify(facts);
      const { lastInsertRowid } = insertMedia.run(
        uid, facts.kind, facts.title, titleKey, sortKey(titleKey), facts.year, disambiguator, facts.creator,
        facts.runtime, facts.description, addedBy, addedAt, time,
      ); // prettier-ignore
      const id = Number(lastInsertRowid);
      index.add(id, facts, writeGenres(id, facts.genres));
      for (const [source, value] of facts.externalIds) insertExternalId.run(source, value, id);
      return id;
    },
    update(id, facts, time) {
      const { uid, titleKey, disambiguator } = identify(facts);
      const indexed = index.textOf(id);
      updateMedia.run(
        uid, facts.kind, facts.title, titleKey, sortKey(titleKey), facts.year, disambiguator, facts.creator,
        facts.runtime, facts.description, time, id,
      ); // prettier-ignore
      deleteMediaGenres.run(id);
      writeGenres(id, facts.genres);
      if (index.textOf(id) !== indexed) index.refresh(id);
      deleteExternalIds.run(id);
      for (const [source, value] of facts.externalIds) insertExternalId.run(source, value, id);
    },
    addExternalId(mediaId, source, value) {
      insertExternalId.run(source, value, mediaId);
    },
    remove(id, time) {
      setDeleted.run(time, time, id);
      index.remove(id);
    },
    restore(id, time) {
      setDeleted.run(null, time, id);
      index.refresh(id);
    },
    indexAnew: (id) => index.refresh(id),
    erase(id) {
      index.remove(id);
      deleteMedia.run(id);
    },
    eraseRun(first, last) {
      index.removeRun(first, last);
      deleteRun.run(first, last);
    },
    reset() {
      genreIds.clear();
      index.reset();
    },
  };
}

function disambiguatorOf(facts: TitleFacts): string {
  if (facts.disambiguator === null) return kindTable[facts.kind].disambiguator(facts.creator);
  return isSourceId(facts.disambiguator) ? facts.disambiguator : normaliseTitle(facts.disambiguator);
}

/** "movielens:6003" keeps its colon: it is an id, not words. */
function isSourceId(disambiguator: string): boolean {
  const [source] = disambiguator.split(':', 1);
  return source !== disambiguator && externalSources.some((known) => known === source);
}
