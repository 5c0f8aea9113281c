// What people type into the search box: words and filters, `night kind:song year:1990-1999 creator:"nina simone"`. Pure, and both ways:
// what chips show is written back as text. Nothing that is typed is an error: a filter that can't be read is left out and noted.
import { lastYear, mediaKinds, type MediaKind } from './media-kind.ts';

export const searchFilterNames = [
  'kind',
  'year',
  'genre',
  'creator',
  'rating',
  'mine',
  'list',
  'sort',
] as const;
export type SearchFilterName = (typeof searchFilterNames)[number];

export const searchShelves = ['rated', 'unrated', 'reviewed', 'favorite', 'watchlist', 'played'] as const;
export type SearchShelf = (typeof searchShelves)[number];

export const searchSorts = ['popular', 'newest', 'oldest', 'rating', 'title', 'added'] as const;
export type SearchSort = (typeof searchSorts)[number];

export type SearchFilter =
  | { readonly name: 'kind'; readonly value: MediaKind }
  | { readonly name: 'year'; readonly from: number | null; readonly to: number | null }
  | { readonly name: 'genre' | 'creator' | 'list'; readonly value: string }
  | RatingFilter
  | { readonly name: 'mine'; readonly value: SearchShelf }
  | { readonly name: 'sort'; readonly value: SearchSort };

/** Everybody's mean, in tenths of the 1.0–10.0 scale; a bound that is `open` is itself outside. */
export interface RatingFilter {
  readonly name: 'rating';
  readonly from: number | null;
  readonly to: number | null;
  readonly isOpen: boolean;
}

export interface SearchNote {
  readonly reason: 'unknown_filter' | 'bad_value';
  /** As it was typed. */
  readonly name: string;
  readonly value: string;
}

export interface SearchQuery {
  /** The words, without the filters. */
  readonly text: string;
  readonly filters: readonly SearchFilter[];
  readonly notes: readonly SearchNote[];
}

export const longestSearch = 400;

const kindWords: Readonly<Record<string, MediaKind>> = {
  movie: 'movie', movies: 'movie', film: 'movie', films: 'movie',
  web_show: 'web_show', webshow: 'web_show', show: 'web_show', shows: 'web_show', series: 'web_show', tv: 'web_show', 'web show': 'web_show',
  song: 'song', songs: 'song', music: 'song', track: 'song',
}; // prettier-ignore
const shelfWords: Readonly<Record<string, SearchShelf>> = {
  favorites: 'favorite', favourite: 'favorite', favourites: 'favorite', watched: 'played', seen: 'played', plays: 'played', review: 'reviewed',
}; // prettier-ignore
const nameWords: Readonly<Record<string, SearchFilterName>> = {
  years: 'year', genres: 'genre', by: 'creator', director: 'creator', artist: 'creator', ratings: 'rating', my: 'mine', in: 'list', type: 'kind',
}; // prettier-ignore

const filterPattern = /(?<=^|\s)(\p{L}+):("[^"]*"?|\S*)/gu;

export function parseSearch(typed: string): SearchQuery {
  const filters: SearchFilter[] = [];
  const notes: SearchNote[] = [];
  let text = '';
  let end = 0;
  for (const part of typed.matchAll(filterPattern)) {
    const [whole, name = '', quoted = ''] = part;
    const value = quoted.startsWith('"') ? quoted.replaceAll('"', '') : quoted;
    const known = filterName(name);
    if (known === undefined) {
      // A title may hold a colon: these words are searched for as well.
      if (value !== '') notes.push({ reason: 'unknown_filter', name, value });
      continue;
    }
    // "kind:" is on its way to be one; "in:" may be a word.
    const isEmpty = value.trim() === '';
    if (isEmpty && known !== name.toLowerCase()) continue;
    text += typed.slice(end, part.index);
    end = part.index + whole.length;
    if (isEmpty) continue;
    const filter = readFilter(known, value.trim());
    if (filter === undefined) notes.push({ reason: 'bad_value', name: known, value: value.trim() });
    else filters.push(filter);
  }
  text += typed.slice(end);
  return { text: text.replaceAll(/\s+/gu, ' ').trim(), filters, notes };
}

/** The text of words and filters; `parseSearch` reads the same again. */
export function formatSearch({ text, filters }: Pick<SearchQuery, 'text' | 'filters'>): string {
  return [text, ...filters.map(formatFilter)].filter(Boolean).join(' ');
}

export function formatFilter(filter: SearchFilter): string {
  return `${filter.name}:${quote(filterValue(filter))}`;
}

/** The value as it is typed: "1990-1999", ">8", "song". */
export function filterValue(filter: SearchFilter): string {
  if (filter.name === 'rating') return ratingText(filter);
  if (filter.name !== 'year') return filter.value;
  const { from, to } = filter;
  return from !== null && from === to ? String(from) : `${from ?? ''}-${to ?? ''}`;
}

export function filterName(typed: string): SearchFilterName | undefined {
  const lower = typed.toLowerCase();
  return searchFilterNames.find((name) => name === lower) ?? nameWords[lower];
}

/** The filter that the caret stands in or after, for completion: name and value as far as they are typed. */
export function partAt(
  typed: string,
  caret: number,
): { readonly start: number; readonly name: string | null; readonly value: string } {
  const before = typed.slice(0, caret);
  const found = /(?:^|\s)((\p{L}+):("[^"]*|[^\s"]*))$/u.exec(before);
  if (found?.[1] !== undefined && filterName(found[2] ?? '') !== undefined) {
    return {
      start: caret - found[1].length,
      name: filterName(found[2] ?? '') ?? null,
      value: (found[3] ?? '').replace('"', ''),
    };
  }
  const word = /\S*$/u.exec(before)?.[0] ?? '';
  return { start: caret - word.length, name: null, value: word };
}

function quote(value: string): string {
  return /\s/u.test(value) ? `"${value}"` : value;
}

function readFilter(name: SearchFilterName, value: string): SearchFilter | undefined {
  const lower = value.toLowerCase();
  switch (name) {
    case 'kind': {
      const kind = mediaKinds.find((one) => one === lower) ?? kindWords[lower];
      return kind && { name, value: kind };
    }
    case 'year':
      return readYears(lower);
    case 'rating':
      return readRating(lower);
    case 'mine': {
      const shelf = searchShelves.find((one) => one === lower) ?? shelfWords[lower];
      return shelf && { name, value: shelf };
    }
    case 'sort': {
      const sort = searchSorts.find((one) => one === lower) ?? (lower === 'year' ? 'newest' : undefined);
      return sort && { name, value: sort };
    }
    case 'genre':
    case 'creator':
    case 'list':
      return value === '' ? undefined : { name, value };
  }
  return undefined;
}

function readYears(value: string): SearchFilter | undefined {
  const decade = /^(\d{3})0s$/.exec(value);
  if (decade) return { name: 'year', from: Number(`${decade[1]}0`), to: Number(`${decade[1]}9`) };
  const found = /^(?:([<>])(=?))?(\d{4})?(?:(-|–|\.\.)(\d{4})?)?$/.exec(value);
  if (!found || (found[3] === undefined && found[5] === undefined)) return undefined;
  const [, sign, equal, first, dash, second] = found;
  const low = first === undefined ? null : Number(first);
  const high = second === undefined ? null : Number(second);
  if ([low, high].some((year) => year !== null && (year < 1800 || year > lastYear))) return undefined;
  if (sign !== undefined) {
    if (dash !== undefined || low === null) return undefined;
    const step = equal === '=' ? 0 : 1;
    return sign === '>'
      ? { name: 'year', from: low + step, to: null }
      : { name: 'year', from: null, to: low - step };
  }
  if (dash === undefined) return { name: 'year', from: low, to: low };
  if (low !== null && high !== null && low > high) return { name: 'year', from: high, to: low };
  return { name: 'year', from: low, to: high };
}

function readRating(value: string): RatingFilter | undefined {
  const found = /^(>=|<=|>|<)?(\d{1,2}(?:[.,]\d)?)(?:(?:-|–|\.\.)(\d{1,2}(?:[.,]\d)?))?$/.exec(value);
  if (!found) return undefined;
  const [, sign, first = '', second] = found;
  const low = tenths(first);
  const high = second === undefined ? undefined : tenths(second);
  if (low === undefined || (second !== undefined && (high === undefined || sign !== undefined)))
    return undefined;
  if (high !== undefined)
    return { name: 'rating', from: Math.min(low, high), to: Math.max(low, high), isOpen: false };
  if (sign === undefined) return { name: 'rating', from: low, to: low, isOpen: false };
  const isOpen = !sign.includes('=');
  return sign.startsWith('>')
    ? { name: 'rating', from: low, to: null, isOpen }
    : { name: 'rating', from: null, to: low, isOpen };
}

function tenths(text: string): number | undefined {
  const value = Math.round(Number(text.replace(',', '.')) * 10);
  return value >= 10 && value <= 100 ? value : undefined;
}

function ratingText({ from, to, isOpen }: RatingFilter): string {
  const equal = isOpen ? '' : '=';
  if (to === null) return `>${equal}${(from ?? 10) / 10}`;
  if (from === null) return `<${equal}${to / 10}`;
  return from === to ? String(from / 10) : `${from / 10}-${to / 10}`;
}
