// Reads a profile's entries, some titles at a time: all of them in slices, so that nobody waits for a big diary, or
// those of titles that were written to.
import type Database from 'better-sqlite3';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { readColumns } from './columns.ts';
import { dateNumber, instantDay } from './days.ts';
import {
  addTitle,
  dropEntries,
  emptyLedger,
  sortEntries,
  type Ledger,
  type PlayEntry,
  type TitleEntries,
} from './ledger.ts';

export interface LedgerReader {
  /** Yields between slices of a few milliseconds. What is written meanwhile may be in it or not. */
  readAll(userId: number): Generator<void, Ledger>;
  /** Reads titles anew: nothing of another's entries depends on them. */
  readAgain(ledger: Ledger, userId: number, mediaIds: readonly number[]): void;
}

/** Titles that are read at a time. */
const slice = 500;

/** Reading is synchronous: call it, and each step of it, while no transaction is open on the connection. */
export function createLedgerReader(sqlite: Database.Database): LedgerReader {
  const titlesOf = sqlite.prepare<[number, number], number>(titlesQuery).pluck();
  const facts = sqlite.prepare<[string]>(factsQuery).raw();
  const genres = sqlite.prepare<[string]>(titleGenresQuery).raw();
  const plays = sqlite.prepare<[string, number]>(playsQuery).raw();
  const reviews = sqlite.prepare<[string, number]>(reviewsQuery).raw();
  const genreNames = sqlite.prepare<[], { id: number; name: string }>('SELECT id, name FROM genres');
  let genreById = new Map<number, string>();

  function read(ledger: Ledger, userId: number, mediaIds: readonly number[]): void {
    const wanted = JSON.stringify(mediaIds);
    const titles = openTitles(readColumns<FactsRow>(facts, wanted));
    const [owners, genreIds] = readColumns<[number, number]>(genres, wanted);
    if (genreIds.some((id) => !genreById.has(id)))
      genreById = new Map(genreNames.all().map(({ id, name }) => [id, name]));
    for (const [at, mediaId] of owners.entries())
      titles.get(mediaId)?.genres.push(genreById.get(genreIds[at] ?? 0) ?? '');
    takeReviews(titles, readColumns<ReviewRow>(reviews, wanted, userId));
    takePlays(titles, readColumns<PlayRow>(plays, wanted, userId));
    for (const title of titles.values()) addTitle(ledger, title);
  }

  return {
    *readAll(userId) {
      // After a restore they may have other numbers.
      genreById = new Map();
      const mediaIds = titlesOf.all(userId, userId);
      yield;
      const ledger = emptyLedger();
      for (let from = 0; from < mediaIds.length; from += slice) {
        read(ledger, userId, mediaIds.slice(from, from + slice));
        yield;
      }
      sortEntries(ledger);
      return ledger;
    },
    readAgain(ledger, userId, mediaIds) {
      dropEntries(ledger, mediaIds);
      read(ledger, userId, mediaIds);
      sortEntries(ledger);
    },
  };
}

type FactsRow = [number, MediaKind, number | null, number | null, string | null, number, number];
type ReviewRow = [number, number | null, 0 | 1, string];
type PlayRow = [
  number,
  number,
  string | null,
  string | null,
  number | null,
  number | null,
  0 | 1,
  number | null,
];
type Columns<Row extends unknown[]> = { readonly [Column in keyof Row]: readonly Row[Column][] };

interface OpenTitle extends TitleEntries {
  readonly genres: string[];
  review: TitleEntries['review'];
}

function openTitles(columns: Columns<FactsRow>): Map<number, OpenTitle> {
  const [ids, kinds, years, runtimes, creators, counts, sums] = columns;
  const titles = new Map<number, OpenTitle>();
  for (const [at, mediaId] of ids.entries()) {
    titles.set(mediaId, {
      mediaId,
      kind: kinds[at] ?? 'movie',
      year: years[at] ?? null,
      runtime: runtimes[at] ?? null,
      creator: creators[at] ?? null,
      genres: [],
      ratingCount: counts[at] ?? 0,
      ratingSum: sums[at] ?? 0,
      review: null,
      plays: [],
    });
  }
  return titles;
}

function takeReviews(titles: ReadonlyMap<number, OpenTitle>, columns: Columns<ReviewRow>): void {
  const [owners, ratings, written, times] = columns;
  for (const [at, mediaId] of owners.entries()) {
    const title = titles.get(mediaId);
    if (title)
      title.review = {
        rating: ratings[at] ?? null,
        written: written[at] === 1,
        date: instantDay(times[at] ?? ''),
      };
  }
}

function takePlays(titles: ReadonlyMap<number, OpenTitle>, columns: Columns<PlayRow>): void {
  const [ids, owners, dates, moments, seasons, episodes, rewatches, ratings] = columns;
  for (const [at, id] of ids.entries()) {
    const [season, episode, moment] = [seasons[at] ?? null, episodes[at] ?? null, moments[at] ?? null];
    const play: PlayEntry = {
      id,
      date: dateNumber(dates[at] ?? null),
      hour: moment === null ? -1 : new Date(moment).getHours(),
      episode: season === null && episode === null ? null : `${season} ${episode}`,
      rewatch: rewatches[at] === 1,
      rating: ratings[at] ?? null,
    };
    titles.get(owners[at] ?? 0)?.plays.push(play);
  }
}

/** Along two indexes, without a look at the rows: also titles whose plays are all deleted. */
export const titlesQuery = `
  SELECT media_id FROM plays WHERE user_id = ? UNION SELECT media_id FROM reviews WHERE user_id = ? ORDER BY 1`;
/** The others take a JSON array of titles' ids: one look by key for each. */
export const factsQuery = `
  SELECT json_group_array(media.id), json_group_array(kind), json_group_array(year), json_group_array(runtime),
    json_group_array(creator), json_group_array(rating_count), json_group_array(rating_sum)
  FROM json_each(?) AS wanted CROSS JOIN media ON media.id = wanted.value WHERE media.deleted_at IS NULL`;
export const titleGenresQuery = `
  SELECT json_group_array(media_id), json_group_array(genre_id)
  FROM json_each(?) AS wanted CROSS JOIN media_genres ON media_id = wanted.value`;
export const playsQuery = `
  SELECT json_group_array(plays.id), json_group_array(media_id), json_group_array(played_on),
    json_group_array(played_at), json_group_array(season), json_group_array(episode), json_group_array(rewatch),
    json_group_array(rating)
  FROM json_each(?) AS wanted CROSS JOIN plays ON user_id = ? AND media_id = wanted.value WHERE deleted_at IS NULL`;
export const reviewsQuery = `
  SELECT json_group_array(media_id), json_group_array(rating), json_group_array(body IS NOT NULL),
    json_group_array(created_at)
  FROM json_each(?) AS wanted CROSS JOIN reviews ON user_id = ? AND media_id = wanted.value
  WHERE deleted_at IS NULL`;
