// Which parts of a text a search matched: the beginnings of words, compared as the search compares them. Pure.
import { normaliseTitle } from '#shared/domain/media-identity.ts';

export interface TextPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** The text in parts, in order; together they are the whole text. */
export function matchedParts(text: string, query: string): TextPart[] {
  const wanted = normaliseTitle(query).split(' ').filter(Boolean);
  if (wanted.length === 0) return [{ text, isMatch: false }];
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}'’]+/gu)) {
    const length = matchedLength(word, wanted);
    if (length === 0) continue;
    if (index > end) parts.push({ text: text.slice(end, index), isMatch: false });
    parts.push({ text: word.slice(0, length), isMatch: true });
    end = index + length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isMatch: false });
  return parts;
}

/** How much of a word's beginning is marked: where folding changes lengths ("ß"), the whole word. */
function matchedLength(word: string, wanted: readonly string[]): number {
  const key = normaliseTitle(word);
  const longest = Math.max(
    0,
    ...wanted.filter((start) => key.startsWith(start)).map((start) => start.length),
  );
  return key.length === word.length ? longest : longest === 0 ? 0 : word.length;
}
