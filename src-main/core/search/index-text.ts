// What the index holds of a title, as one line of tokens, and the place of its row. Pure.
//
// A row's number begins with how often the title was rated: FTS5 answers in the order of rows, so the first hundred are the most
// popular hundred and nothing has to be sorted. Tokens of different meaning differ in their first character, which is moved into a
// range of private use: a title's words stay plain; those of creators, a title's first word, kinds, years, genres and rating points don't.
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { searchWords, type SearchText } from '#shared/domain/search-words.ts';

export interface IndexedTitle {
  readonly title: string;
  readonly kind: MediaKind;
  readonly year: number | null;
  readonly creator: string | null;
  readonly genreIds: readonly number[];
}

/** How popular a title is, in steps of at most 4 %, and the whole points of its mean rating (0: nobody rated). */
export interface Standing {
  readonly tier: number;
  readonly points: number;
}

export const unrated: Standing = { tier: 0, points: 0 };

export const idSpan = 2 ** 40;
const highestTier = 1023;
const stepsPerDouble = 16;

export function standingOf(ratingCount: number, ratingSum: number): Standing {
  if (ratingCount === 0) return unrated;
  const tier =
    ratingCount <= stepsPerDouble
      ? ratingCount
      : Math.floor(stepsPerDouble * (1 + Math.log2(ratingCount / stepsPerDouble)));
  return { tier: Math.min(highestTier, tier), points: Math.floor(ratingSum / ratingCount / 10) };
}

/** The row of the index: ascending rows are of falling popularity. */
export function rowOf(mediaId: number, { tier }: Standing): number {
  return (highestTier - tier) * idSpan + mediaId;
}

/** SQL of the title's id, from a row of the index. */
export const mediaIdOf = (row: string) => `(${row} & ${idSpan - 1})`;

/** The first row of titles that nobody has rated. */
export const firstUnratedRow = highestTier * idSpan;

export const tokens = {
  kind: (kind: MediaKind) => String.fromCharCode(0xe001 + mediaKinds.indexOf(kind)),
  points: (points: number) => String.fromCharCode(0xe010 + points),
  year: (year: number) => String.fromCharCode(0xe100 + year - 1800),
  decade: (year: number) => String.fromCharCode(0xe300 + Math.floor((year - 1800) / 10)),
  genre: (id: number) => (id < 0x1200 ? String.fromCharCode(0xe400 + id) : `\ue3ff${id}`),
  /** Of any of the title's words. */
  initial: (word: string) => initialToken(0xf800, word),
  /** Of the title itself. */
  titleInitial: (word: string) => initialToken(0xf700, word),
  firstWord: (word: string) => moved(0xf0000, word),
  creator: (word: string) => moved(0x100000, word),
};

/** The word that a creator's token stands for; undefined for other tokens. */
export function creatorWord(token: string): string | undefined {
  const first = token.codePointAt(0) ?? 0;
  if (first < 0x100000) return undefined;
  return String.fromCodePoint(first - 0x100000) + token.slice(2);
}

export function indexText({ title, kind, year, creator, genreIds }: IndexedTitle, points: number): string {
  const words = searchWords(title);
  const plain = wordTokens(words);
  let text = plain.join(' ');
  const [first = ''] = plain;
  text += ` ${tokens.firstWord(first)} ${tokens.titleInitial(first)}`;
  const withoutArticle = words.words[1];
  if (withoutArticle && isArticle(first)) text += ` ${tokens.firstWord(withoutArticle.text)}`;
  const initials = new Set(words.words.map((word) => tokens.initial(word.text)));
  for (const initial of initials) text += ` ${initial}`;
  if (creator !== null)
    for (const word of wordTokens(searchWords(creator))) text += ` ${tokens.creator(word)}`;
  text += ` ${tokens.kind(kind)}`;
  if (year !== null) text += ` ${tokens.year(year)} ${tokens.decade(year)}`;
  for (const id of genreIds) text += ` ${tokens.genre(id)}`;
  if (points > 0) text += ` ${tokens.points(points)}`;
  return text;
}

/** Words as they are indexed: of a run of characters without spaces, every character and every pair. */
export function wordTokens({ words, joined }: SearchText): string[] {
  const all: string[] = [];
  for (const { text, isRun } of words) {
    if (isRun) all.push(...runTokens(text));
    else all.push(text);
  }
  all.push(...joined);
  return all;
}

function runTokens(run: string): string[] {
  const characters = Array.from(run);
  return [
    ...characters,
    ...characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`),
  ];
}

export function isArticle(word: string): boolean {
  return word === 'the' || word === 'a' || word === 'an';
}

function moved(plane: number, word: string): string {
  const first = word.codePointAt(0);
  if (first === undefined) return '';
  return String.fromCodePoint(plane + (first & 0xffff)) + word.slice(first > 0xffff ? 2 : 1);
}

function initialToken(base: number, word: string): string {
  const first = word.codePointAt(0) ?? 0;
  return first < 0xf0
    ? String.fromCharCode(base + first)
    : `${String.fromCharCode(base + 0xf0)}${String.fromCodePoint(first)}`;
}
