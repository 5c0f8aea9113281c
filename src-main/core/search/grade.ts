// How well a title matches what was typed. Lower is better; popularity orders titles of one grade.
import { searchWords, type SearchWord } from '#shared/domain/search-words.ts';
import { isArticle } from './index-text.ts';
import type { NearWord } from './vocabulary.ts';

export interface Candidate {
  readonly id: number;
  readonly title: string;
  readonly creator: string | null;
  readonly year: number | null;
  readonly rating_count: number;
  readonly rating_sum: number;
  readonly weighted_rating: number;
  /** Its row in the index, where it was found there. */
  readonly place?: number;
}

/** In which way a candidate was found, from the best on. */
export const ways = { words: 4, anywhere: 5, inside: 6, typos: 7 } as const;
export type Way = keyof typeof ways;

/** 0: the whole title; 1: its first words; 2: its beginning; 3: words of it; 4: beginnings of words; then as it was found. */
export function gradeOf(
  { title, creator }: Candidate,
  words: readonly SearchWord[],
  way: Way,
  near: readonly (readonly NearWord[])[],
): number {
  const { words: titleWords, joined } = searchWords(title);
  const texts = titleWords.map(({ text }) => text);
  const grade = gradeInTitle(texts, joined, words);
  if (grade !== undefined) return grade;
  if (way !== 'typos') return Math.max(ways.anywhere, ways[way]);
  const others = [...texts, ...joined];
  if (creator !== null) others.push(...searchWords(creator).words.map(({ text }) => text));
  let distance = 0;
  const meant = words.map((word, index): SearchWord => {
    if (others.some((other) => other.startsWith(word.text))) return word;
    const mended = near[index]?.find((one) => others.includes(one.word));
    distance += mended?.distance ?? 2;
    return mended === undefined ? word : { text: mended.word, isRun: false };
  });
  return ways.typos + distance * 10 + (gradeInTitle(texts, joined, meant) ?? ways.anywhere);
}

function gradeInTitle(
  texts: readonly string[],
  joined: readonly string[],
  words: readonly SearchWord[],
): number | undefined {
  const typed = words.map(({ text }) => text);
  const wanted = typed.join(' ');
  for (const whole of wholes(texts, typed)) {
    if (whole === wanted || joined.includes(wanted)) return 0;
    if (whole.startsWith(`${wanted} `)) return 1;
    if (whole.startsWith(wanted)) return 2;
  }
  const all = [...texts, ...joined];
  if (typed.every((word) => all.includes(word))) return 3;
  const isBegun = words.every(({ text, isRun }) =>
    all.some((word) => (isRun ? word.includes(text) : word.startsWith(text))),
  );
  return isBegun ? 4 : undefined;
}

/** Whether every word begins a word of title or creator, or is inside one. Undefined: neither. */
export function matchesWords(
  { title, creator }: Candidate,
  words: readonly SearchWord[],
  other: (word: string) => boolean,
): Way | undefined {
  const titleText = searchWords(title);
  const all = [...titleText.words.map(({ text }) => text), ...titleText.joined];
  if (creator !== null) all.push(...searchWords(creator).words.map(({ text }) => text));
  const isWord = words.every(
    ({ text, isRun }) =>
      all.some((word) => (isRun ? word.includes(text) : word.startsWith(text))) || other(text),
  );
  if (isWord) return 'anywhere';
  return words.every(({ text }) => text.length >= 3 && all.some((word) => word.includes(text)))
    ? 'inside'
    : undefined;
}

function wholes(texts: readonly string[], typed: readonly string[]): string[] {
  const whole = texts.join(' ');
  const [first = ''] = texts;
  if (!isArticle(first) || texts.length === 1 || typed[0] === first) return [whole];
  return [whole, texts.slice(1).join(' ')];
}
