// What statistics need to know of titles, kept between requests: a diary of years touches thousands of titles whose
// facts hardly ever change.
import type Database from 'better-sqlite3';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { readColumns } from './columns.ts';

export interface TitleFacts {
  readonly mediaId: number;
  readonly kind: MediaKind;
  readonly year: number | null;
  readonly runtime: number | null;
  /** Names as they are shown; one object for each, so that they can be counted by identity. */
  readonly creator: Named | null;
  readonly genres: readonly Named[];
  /** Of everybody. */
  readonly ratingCount: number;
  readonly ratingSum: number;
}

/** A genre, or somebody who made something. */
export interface Named {
  readonly name: string;
}

export interface TitleFactsStore {
  /** The titles that are there and not deleted, by id. Synchronous. */
  load(mediaIds: readonly number[]): ReadonlyMap<number, TitleFacts>;
  /** null: all of them. */
  forget(mediaId: number | null): void;
}

/** Above this the store begins anew. */
const mostTitles = 100_000;

export function createTitleFacts(sqlite: Database.Database): TitleFactsStore {
  const factsOf = sqlite.prepare<[string]>(factsQuery).raw();
  const genresOf = sqlite.prepare<[string]>(titleGenresQuery).raw();
  const genreNames = sqlite.prepare<[], { id: number; name: string }>('SELECT id, name FROM genres');
  let facts = new Map<number, TitleFacts>();
  let genreById = new Map<number, Named>();
  let creatorByKey = new Map<string, Named>();

  function read(mediaIds: readonly number[]): void {
    const wanted = JSON.stringify(mediaIds);
    const genres = new Map<number, Named[]>();
    const [owners, genreIds] = readColumns<[number, number]>(genresOf, wanted);
    for (const [at, mediaId] of owners.entries()) {
      const genre = genreOf(genreIds[at] ?? 0);
      const known = genres.get(mediaId);
      if (known) known.push(genre);
      else genres.set(mediaId, [genre]);
    }
    const [ids, kinds, years, runtimes, creators, counts, sums] = readColumns<
      [number, MediaKind, number | null, number | null, string | null, number, number]
    >(factsOf, wanted);
    for (const [at, mediaId] of ids.entries()) {
      facts.set(mediaId, {
        mediaId,
        kind: kinds[at] ?? 'movie',
        year: years[at] ?? null,
        runtime: runtimes[at] ?? null,
        creator: creatorOf(creators[at] ?? null),
        genres: genres.get(mediaId) ?? none,
        ratingCount: counts[at] ?? 0,
        ratingSum: sums[at] ?? 0,
      });
    }
  }

  function genreOf(id: number): Named {
    let genre = genreById.get(id);
    if (!genre) {
      for (const row of genreNames.iterate())
        if (!genreById.has(row.id)) genreById.set(row.id, { name: row.name });
      genre = genreById.get(id) ?? { name: '' };
    }
    return genre;
  }

  /** Two spellings that differ in case are one person, as they are in the library's filter. */
  function creatorOf(name: string | null): Named | null {
    if (name === null) return null;
    const key = name.toLowerCase();
    const known = creatorByKey.get(key);
    if (known) return known;
    const creator = { name };
    creatorByKey.set(key, creator);
    return creator;
  }

  function forgetAll(): void {
    facts = new Map();
    genreById = new Map();
    creatorByKey = new Map();
  }

  return {
    load(mediaIds) {
      if (facts.size > mostTitles) forgetAll();
      const missing = mediaIds.filter((mediaId) => !facts.has(mediaId));
      if (missing.length > 0) read(missing);
      return facts;
    },
    forget(mediaId) {
      if (mediaId === null) forgetAll();
      else facts.delete(mediaId);
    },
  };
}

const none: readonly Named[] = [];

/** Both take a JSON array of ids: one look by key for each. */
export const factsQuery = `
  SELECT json_group_array(media.id), json_group_array(kind), json_group_array(year), json_group_array(runtime),
    json_group_array(creator), json_group_array(rating_count), json_group_array(rating_sum)
  FROM json_each(?) AS wanted CROSS JOIN media ON media.id = wanted.value WHERE media.deleted_at IS NULL`;
export const titleGenresQuery = `
  SELECT json_group_array(media_id), json_group_array(genre_id)
  FROM json_each(?) AS wanted CROSS JOIN media_genres ON media_id = wanted.value`;
