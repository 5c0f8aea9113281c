import { expect, test } from 'vitest';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { progressOf } from '#shared/domain/show-progress.ts';

const play = (season: number | null, episode: number | null, playedOn: string | null = null) => ({
  season,
  episode,
  playedOn: playedOn as PartialDate | null,
});

test('nothing seen, or only the show as a whole, has no next episode', () => {
  expect(progressOf([])).toEqual({ episodes: 0, last: null, next: null, seasons: [] });
  expect(progressOf([play(null, null, '2024')])).toMatchObject({ episodes: 0, next: null });
});

test('the next episode comes after the furthest seen, however often earlier ones were seen again', () => {
  const progress = progressOf([
    play(1, 1, '2020'),
    play(2, 4, '2021-05-01'),
    play(2, 2),
    play(1, 1, '2024-01-01'),
  ]);
  expect(progress).toEqual({
    episodes: 3,
    last: play(1, 1, '2024-01-01'),
    next: { season: 2, episode: 5 },
    seasons: [{ season: 1, seen: [1] }, { season: 2, seen: [2, 4] }],
  }); // prettier-ignore
});

test('specials do not count as the furthest, a whole season leads to the next one, no season is the first', () => {
  expect(progressOf([play(1, 3), play(0, 9)]).next).toEqual({ season: 1, episode: 4 });
  expect(progressOf([play(0, 9)]).next).toEqual({ season: 0, episode: 10 });
  expect(progressOf([play(3, null)]).next).toEqual({ season: 4, episode: 1 });
  expect(progressOf([play(null, 12)]).next).toEqual({ season: 1, episode: 13 });
});

test('of one day the furthest episode is the last', () => {
  expect(progressOf([play(1, 3, '2024-05-01'), play(1, 2, '2024-05-01')]).last).toMatchObject({ episode: 3 });
});
