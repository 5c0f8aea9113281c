// One profile's entries over all time, in the order of their dates: every figure and the titles behind it are counted
// from the same list, so that they can't disagree. It is kept in columns of numbers: counting goes along them, where
// twenty thousand objects would be looked for all over the memory (three to five times as long, measured).
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';

export interface Ledger {
  readonly entries: EntryColumns;
  readonly titles: TitleColumns;
  readonly genres: Names;
  readonly creators: Names;
}

/** By date and order, undated ones first. */
export interface EntryColumns {
  /** Its place in the title columns. */
  title: number[];
  /** As days.ts writes dates; 0 where there is none. */
  date: number[];
  /** Among those of one date: the play's id; reviews come after the plays of their day. */
  order: number[];
  /** Of the computer's clock; -1 where only the day is known. */
  hour: number[];
  /** 1: played before, the same title or the same episode of it. */
  again: (0 | 1)[];
  /** 0 for a title that has a review and no play at all. */
  logged: (0 | 1)[];
}

/** A title may have no entry any more. */
export interface TitleColumns {
  readonly placeOf: Map<number, number>;
  readonly mediaId: number[];
  /** In the table of kinds. */
  readonly kind: number[];
  /** 0 where it isn't known, like the runtime, which is in minutes. */
  readonly year: number[];
  readonly runtime: number[];
  /** In `creators`; -1: nobody. */
  readonly creator: number[];
  /** From and to in `genreOf`, whose numbers are of `genres`. */
  readonly genreStart: number[];
  readonly genreEnd: number[];
  readonly genreOf: number[];
  /** The review's rating; where it has none, that of the last play that has one; else 0. */
  readonly rating: number[];
  /** 1: its review has words. */
  readonly written: (0 | 1)[];
  /** Of everybody. */
  readonly ratingCount: number[];
  readonly ratingSum: number[];
}

/** Names as they are shown. Two spellings that differ in case are one, as they are in the library's filter. */
export interface Names {
  readonly shown: string[];
  readonly placeOf: Map<string, number>;
}

/** A title with all of its entries. */
export interface TitleEntries {
  readonly mediaId: number;
  readonly kind: MediaKind;
  readonly year: number | null;
  readonly runtime: number | null;
  readonly creator: string | null;
  readonly genres: readonly string[];
  readonly ratingCount: number;
  readonly ratingSum: number;
  readonly review: {
    readonly rating: number | null;
    readonly written: boolean;
    readonly date: number;
  } | null;
  readonly plays: PlayEntry[];
}

export interface PlayEntry {
  readonly id: number;
  readonly date: number;
  readonly hour: number;
  /** Season and episode; null for a play of the title as a whole. */
  readonly episode: string | null;
  readonly rewatch: boolean;
  readonly rating: number | null;
}

export function emptyLedger(): Ledger {
  return {
    entries: { title: [], date: [], order: [], hour: [], again: [], logged: [] },
    titles: {
      placeOf: new Map(), mediaId: [], kind: [], year: [], runtime: [], creator: [], genreStart: [], genreEnd: [],
      genreOf: [], rating: [], written: [], ratingCount: [], ratingSum: [],
    }, // prettier-ignore
    genres: { shown: [], placeOf: new Map() },
    creators: { shown: [], placeOf: new Map() },
  };
}

/** Above all ids of plays. */
const reviewOrder = 2 ** 40;

/** Adds entries at the end: `sortEntries` is due. Facts of a title that is there already are replaced. */
export function addTitle(ledger: Ledger, title: TitleEntries): void {
  const { entries } = ledger;
  const { review, plays } = title;
  const place = placeTitle(ledger, title);
  plays.sort((one, other) => one.date - other.date || one.id - other.id);
  const seen = new Set<string | null>();
  let rating = 0;
  for (const play of plays) {
    entries.title.push(place);
    entries.date.push(play.date);
    entries.order.push(play.id);
    entries.hour.push(play.hour);
    entries.again.push(play.rewatch || seen.has(play.episode) ? 1 : 0);
    entries.logged.push(1);
    seen.add(play.episode);
    rating = play.rating ?? rating;
  }
  ledger.titles.rating[place] = review?.rating ?? rating;
  if (!review || plays.length > 0) return;
  entries.title.push(place);
  entries.date.push(review.date);
  entries.order.push(reviewOrder + title.mediaId);
  entries.hour.push(-1);
  entries.again.push(0);
  entries.logged.push(0);
}

export function dropEntries({ entries, titles }: Ledger, mediaIds: readonly number[]): void {
  const dropped = new Set(mediaIds.map((mediaId) => titles.placeOf.get(mediaId)));
  const kept: number[] = [];
  for (const [at, title] of entries.title.entries()) if (!dropped.has(title)) kept.push(at);
  arrange(entries, kept);
}

/** Numbers sort five times faster than by a comparison, which is left to the entries of one date. */
export function sortEntries({ entries }: Ledger): void {
  const { date, order } = entries;
  const room = 2 ** 24;
  const keys = Float64Array.from(date, (day, at) => day * room + at).sort();
  const places = Array.from(keys, (key) => key % room);
  const dateAt = (at: number) => date[places[at] ?? -1];
  for (let from = 0, to = 0; from < places.length; from = to) {
    for (to = from + 1; to < places.length && dateAt(to) === dateAt(from);) to++;
    if (to - from === 1) continue;
    const ofDay = places.slice(from, to).sort((one, other) => (order[one] ?? 0) - (order[other] ?? 0));
    for (const [at, place] of ofDay.entries()) places[from + at] = place;
  }
  arrange(entries, places);
}

function placeTitle({ titles, genres, creators }: Ledger, title: TitleEntries): number {
  const place = titles.placeOf.get(title.mediaId) ?? titles.mediaId.length;
  titles.placeOf.set(title.mediaId, place);
  titles.mediaId[place] = title.mediaId;
  titles.kind[place] = mediaKinds.indexOf(title.kind);
  titles.year[place] = title.year ?? 0;
  titles.runtime[place] = title.runtime ?? 0;
  titles.creator[place] = title.creator === null ? -1 : placeName(creators, title.creator);
  titles.genreStart[place] = titles.genreOf.length;
  for (const genre of title.genres) titles.genreOf.push(placeName(genres, genre));
  titles.genreEnd[place] = titles.genreOf.length;
  titles.written[place] = title.review?.written ? 1 : 0;
  titles.ratingCount[place] = title.ratingCount;
  titles.ratingSum[place] = title.ratingSum;
  return place;
}

function placeName({ shown, placeOf }: Names, name: string): number {
  const known = placeOf.get(name);
  if (known !== undefined) return known;
  const key = name.toLowerCase();
  const place = placeOf.get(key) ?? shown.push(name) - 1;
  placeOf.set(key, place);
  placeOf.set(name, place);
  return place;
}

function arrange(entries: EntryColumns, places: readonly number[]): void {
  const pick = <T>(column: readonly T[]) => places.map((place) => column[place] as T);
  entries.title = pick(entries.title);
  entries.date = pick(entries.date);
  entries.order = pick(entries.order);
  entries.hour = pick(entries.hour);
  entries.again = pick(entries.again);
  entries.logged = pick(entries.logged);
}
