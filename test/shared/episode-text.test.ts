import { expect, test } from 'vitest';
import { episodeCode, parseEpisodeNumbers } from '#shared/domain/episode-text.ts';

test.each([
  ['4', [4]],
  ['4-6', [4, 5, 6]],
  [' 1, 3–5 ,4', [1, 3, 4, 5]],
  ['0', [0]],
])('%j is read as %j', (text, numbers) => {
  expect(parseEpisodeNumbers(text)).toEqual(numbers);
});

test.each(['', 'four', '6-4', '1-501', '1,,2', '-3', '12345'])('%j is refused', (text) => {
  expect(parseEpisodeNumbers(text)).toBeUndefined();
});

test('an episode has its code, as far as it is known', () => {
  expect([episodeCode(2, 5), episodeCode(2, null), episodeCode(null, 12), episodeCode(null, null)]).toEqual([
    'S02E05',
    'S02',
    'E12',
    '',
  ]);
});
