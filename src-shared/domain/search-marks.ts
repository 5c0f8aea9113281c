// Which parts of a text a search matched, as ranges of it. Pure; reads the text as the search does.
import { foldForSearch } from './search-words.ts';

/** From and to (exclusive), as `slice` takes them. */
export type MarkRange = readonly [start: number, end: number];

export interface MarkTerms {
  /** Marked where words begin. */
  readonly starts: readonly string[];
  /** Marked anywhere. */
  readonly inside: readonly string[];
}

/** In order, never touching each other. */
export function markRanges(text: string, { starts, inside }: MarkTerms): MarkRange[] {
  const found: [number, number][] = [];
  for (const { letters, from, to, isStart } of chunksOf(text)) {
    for (const term of starts) {
      for (const at of placesOf(letters, term)) {
        if (isStart[at] === true) found.push([from[at] ?? 0, to[at + term.length - 1] ?? text.length]);
      }
    }
    for (const term of inside) {
      for (const at of placesOf(letters, term))
        found.push([from[at] ?? 0, to[at + term.length - 1] ?? text.length]);
    }
  }
  return merged(found);
}

/** Where the term stands in the letters, also where it overlaps itself. */
function placesOf(letters: string, term: string): number[] {
  const found: number[] = [];
  if (term === '') return found;
  let at = letters.indexOf(term);
  while (at >= 0) {
    found.push(at);
    at = letters.indexOf(term, at + 1);
  }
  return found;
}

interface Chunk {
  /** Folded, without punctuation. */
  readonly letters: string;
  /** Where what each of the letters comes from begins and ends in the text. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly isStart: readonly boolean[];
}

/** By code: how the search reads a character; '' for punctuation. */
const ascii = Array.from({ length: 128 }, (_, code) => {
  const folded = foldForSearch(String.fromCharCode(code));
  return /^[\p{P}\p{Cf}]*$/u.test(folded) ? '' : folded;
});

/** What stands between spaces, so that "Spider-Man" is marked as one word and as two. */
function* chunksOf(text: string): Generator<Chunk> {
  for (const { 0: chunk, index } of text.matchAll(/\S+/gu)) {
    let letters = '';
    const from: number[] = [];
    const to: number[] = [];
    const isStart: boolean[] = [];
    let afterGap = true;
    for (const { text: cluster, at } of clustersOf(chunk)) {
      const code = cluster.charCodeAt(0);
      const isAscii = cluster.length === 1 && code < ascii.length;
      const folded = isAscii ? (ascii[code] ?? '') : foldForSearch(cluster);
      if (isAscii ? folded === '' : /^[\p{P}\p{Cf}]*$/u.test(folded)) {
        if (!/['’]/u.test(cluster)) afterGap = true;
        continue;
      }
      for (const [place, letter] of Array.from(folded).entries()) {
        for (let unit = 0; unit < letter.length; unit++) {
          from.push(index + at);
          to.push(index + at + cluster.length);
          isStart.push((afterGap && place === 0 && unit === 0) || (!isAscii && isSpaceless(letter)));
        }
        letters += letter;
      }
      afterGap = false;
    }
    yield { letters, from, to, isStart };
  }
}

/** Letters with the marks that stand on them. */
function clustersOf(chunk: string): Iterable<{ readonly text: string; readonly at: number }> {
  if (/^[\x20-\x7e]*$/.test(chunk)) return Array.from(chunk, (text, at) => ({ text, at }));
  return Array.from(chunk.matchAll(/\P{M}\p{M}*/gu), ({ 0: text, index: at }) => ({ text, at }));
}

function isSpaceless(letter: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Thai}]/u.test(letter);
}

function merged(ranges: [number, number][]): MarkRange[] {
  const joined: [number, number][] = [];
  for (const [start, end] of ranges.toSorted((one, other) => one[0] - other[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
