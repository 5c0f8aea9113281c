// What is asked of the index for words: expressions of FTS5. All of a list must hold. The last word may go on.
import type { SearchWord } from '#shared/domain/search-words.ts';
import { anyOf, quoted } from './conditions.ts';
import { tokens, wordTokens } from './index-text.ts';
import { isVocabulary } from './index-writer.ts';

/** What the last word may go on to be, itself among them; undefined: too much to name, so the index is to gather it. */
export type Endings = readonly string[] | undefined;

export function wordExpressions(
  words: readonly SearchWord[],
  endings: Endings,
  genresOf: (word: string) => number[],
) {
  const title: string[] = [];
  const everywhere: string[] = [];
  for (const [index, { text, isRun }] of words.entries()) {
    const isLast = index === words.length - 1;
    if (isRun) {
      title.push(...runExpressions(text));
      everywhere.push(...runExpressions(text));
    } else {
      title.push(titleWord(text, isLast, endings));
      everywhere.push(
        anyOf([...anywhere(text, isLast, endings), ...genresOf(text).map((id) => quoted(tokens.genre(id)))]),
      );
    }
  }
  const [first] = words;
  const start =
    first === undefined || first.isRun ? [] : [startExpression(first.text, words.length === 1, endings)];
  return { title, anywhere: everywhere, start };
}

function titleWord(word: string, isOpen: boolean, endings?: Endings): string {
  if (!isOpen) return quoted(word);
  if (endings) return anyOf(endings.map(quoted));
  return word.length === 1 ? anyOf([quoted(word), quoted(tokens.initial(word))]) : `${quoted(word)}*`;
}

export function anywhere(word: string, isOpen: boolean, endings?: Endings): string[] {
  if (isOpen && endings) return endings.flatMap(asWord);
  const creator = quoted(tokens.creator(word));
  return [titleWord(word, isOpen), isOpen && word.length > 1 ? `${creator}*` : creator];
}

function startExpression(word: string, isOpen: boolean, endings: Endings): string {
  if (isOpen && endings) return anyOf(endings.map((ending) => quoted(tokens.firstWord(ending))));
  if (isOpen && word.length === 1) return quoted(tokens.titleInitial(word));
  return `${quoted(tokens.firstWord(word))}${isOpen ? '*' : ''}`;
}

export function runExpressions(run: string): string[] {
  const characters = Array.from(run);
  const pairs = wordTokens({ words: [{ text: run, isRun: true }], joined: [] }).slice(characters.length);
  return [...(pairs.length > 0 ? pairs : characters)].map((token) =>
    anyOf([quoted(token), quoted(tokens.creator(token))]),
  );
}

/** Any of the words may go on: "sam sev". */
export function begunExpressions(words: readonly SearchWord[]): string[] {
  return words.flatMap(({ text, isRun }) => (isRun ? runExpressions(text) : anyOf(anywhere(text, true))));
}

export function canBeMistyped({ text, isRun }: SearchWord): boolean {
  return !isRun && isVocabulary(text);
}

/** As a word of a title or of a creator's name. */
export function asWord(word: string): string[] {
  return [quoted(word), quoted(tokens.creator(word))];
}

/** "spider man" may be "spiderman": neighbours as one word that there is, a pair at a time. */
export function joinedPairs(
  words: readonly SearchWord[],
  isKnown: (word: string, isOpen: boolean) => boolean,
): string[][] {
  if (words.length < 2 || words.length > 4 || words.some(({ isRun }) => isRun)) return [];
  return words.slice(1).flatMap((word, index) => {
    const texts = words.map(({ text }) => text);
    const joined = `${texts[index] ?? ''}${word.text}`;
    texts.splice(index, 2, joined);
    if (!isKnown(joined, index === texts.length - 1)) return [];
    return [texts.map((text, place) => titleWord(text, place === texts.length - 1))];
  });
}
