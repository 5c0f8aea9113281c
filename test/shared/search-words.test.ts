import { expect, test } from 'vitest';
import { markRanges } from '#shared/domain/search-marks.ts';
import { searchWords } from '#shared/domain/search-words.ts';

const wordsOf = (text: string) => searchWords(text).words.map((word) => word.text);

test.each([
  ['The Matrix', ['the', 'matrix']],
  ['Amélie', ['amelie']],
  ['Łódź', ['lodz']],
  ['Straße', ['strasse']],
  ['Don’t Look Up', ['dont', 'look', 'up']],
  ['M*A*S*H', ['mash']],
  ['Romeo & Juliet', ['romeo', 'and', 'juliet']],
  ['Ёлки', ['елки']],
  ['أَفْلام', ['افلام']],
  ['!!!', ['!!!']],
  ['ＦＵＬＬ', ['full']],
])('%s is read as its words', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('a hyphenated name is two words and one, a run of characters without spaces is one', () => {
  expect(searchWords('Spider-Man')).toEqual({
    words: [{ text: 'spider', isRun: false }, { text: 'man', isRun: false }],
    joined: ['spiderman'],
  }); // prettier-ignore
  expect(searchWords('千と千尋').words).toEqual([{ text: '千と千尋', isRun: true }]);
  expect(searchWords('カメラ').words).toEqual(searchWords('かめら').words);
});

test.each([
  ['The Matrix', ['mat'], [], [[4, 7]]],
  ['Amélie', ['amel'], [], [[0, 4]]],
  ['Ame\u0301lie', ['ame'], [], [[0, 4]]],
  ['Spider-Man', ['spiderman'], [], [[0, 10]]],
  ['Spider-Man', ['man'], [], [[7, 10]]],
  ['Straße', ['stras'], [], [[0, 5]]],
  ['千と千尋', ['千'], [], [[0, 1], [2, 3]]],
  ['Catamaran', ['mar'], ['mar'], [[4, 7]]],
  ['Catamaran', ['mar'], [], []],
] as const)('in %s, %s marks what was matched', (text, starts, inside, ranges) => {
  expect(markRanges(text, { starts, inside })).toEqual(ranges);
}); // prettier-ignore
