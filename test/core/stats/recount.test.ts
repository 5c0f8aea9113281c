// Any diary, counted by the service and again by the plainest code there is; and every figure has exactly its titles.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MediaId } from '#shared/api/contract.ts';
import type { Facet, Period } from '#shared/api/stats.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { addTitle, testCore } from '../../support/core.ts';
import { logPlays, type TestPlay } from '../../support/plays.ts';

interface TestTitle {
  readonly id: MediaId;
  readonly kind: MediaKind;
  readonly year: number | null;
  readonly runtime: number | null;
  readonly genres: readonly string[];
}

interface TestReview {
  readonly mediaId: number;
  readonly rating: number | null;
  readonly day: string;
}

interface Counted {
  readonly title: TestTitle;
  readonly date: string | null;
  readonly rating: number | null;
}

const dates = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 2021, max: 2024 }).map(String),
  fc
    .tuple(fc.integer({ min: 2021, max: 2024 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => `${year}-${two(month)}`),
  fc
    .date({
      min: new Date('2021-11-01T00:00:00Z'),
      max: new Date('2024-03-01T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().slice(0, 10)),
);
const periods = fc.constantFrom(
  {},
  { from: '2022', to: '2022' },
  { from: '2024-02', to: '2024-02' },
  { from: '2022-06-10' },
  { to: '2023-01' },
) as fc.Arbitrary<Period>;

test('figures are what a plain recount gives', { timeout: 120_000 }, async () => {
  const setup = await testCore();
  const { client, profile } = await setup.register('Ada');
  const titles: TestTitle[] = [];
  for (let at = 0; at < 8; at++) {
    const facts = {
      kind: (['movie', 'web_show', 'song'] as const)[at % 3] ?? 'movie',
      year: at === 0 ? null : 1980 + at * 3,
      runtime: at % 4 === 0 ? null : 40 + at,
      genres: ['Drama', 'Crime', 'Comedy'].slice(0, at % 4),
    };
    const id = await addTitle(client, `Title ${at}`, { ...facts, creator: 'Somebody' });
    titles.push({ id, ...facts });
  }
  const ids = fc.constantFrom(...titles.map(({ id }) => id));
  const rating = fc.option(fc.integer({ min: 10, max: 100 }), { nil: null });
  const plays = fc.array(fc.record({ mediaId: ids, playedOn: dates, rating, rewatch: fc.boolean() }), {
    maxLength: 30,
  });
  const reviews = fc.uniqueArray(
    fc.record({
      mediaId: ids,
      rating,
      day: fc.constantFrom('2021-12-31', '2022-06-10', '2024-02-29'),
    }),
    { selector: ({ mediaId }) => mediaId, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(
      plays, reviews, periods, fc.constantFrom(undefined, 'movie' as const, 'song' as const),
      async (logged, held, period, kind) => {
        rewrite(setup.dataFolder, profile.id, logged, held);
        const counted = recount(titles, logged, held, period, kind);
        const selection = { period, ...(kind && { kind }) };
        const figures = await client.call('stats.get', selection);
        const groups = [...new Set(counted.map(({ title }) => title))];
        const rated = groups.flatMap((title) => counted.find((one) => one.title === title)?.rating ?? []);
        expect(figures.totals.titles).toBe(groups.length);
        expect(figures.totals.plays + figures.totals.unlogged).toBe(counted.length);
        expect(figures.totals.minutes).toBe(sum(counted.map(({ title }) => title.runtime ?? 0)));
        expect(figures.totals.rated).toBe(rated.length);
        expect(figures.totals.average ?? 0).toBeCloseTo(rated.length === 0 ? 0 : sum(rated) / rated.length, 9);
        expect(figures.leftOut.untimed).toBe(counted.filter(({ title }) => title.runtime === null).length);
        expect(figures.ratings).toEqual(
          Array.from({ length: 10 }, (_nothing, at) => rated.filter((value) => Math.floor(value / 10) === at + 1).length),
        );
        expect(new Map(figures.genres.map(({ name, titles: count }) => [name, count]))).toEqual(
          countBy(groups.flatMap((title) => title.genres)),
        );
        expect(new Map(figures.releases.map(({ year, titles: count }) => [year, count]))).toEqual(
          countBy(groups.flatMap(({ year }) => year ?? [])),
        );
        expect(new Map(figures.days.map(({ day, entries }) => [day, entries]))).toEqual(
          countBy(counted.flatMap(({ date }) => (date?.length === 10 ? date : []))),
        );
        expect(sum(figures.weekdays)).toBe(sum(figures.days.map(({ entries }) => entries)));
        expect(figures.streaks.days.longest?.length ?? 0).toBe(
          longestRun(figures.days.map(({ day }) => Date.parse(day) / 86_400_000)),
        );

        // Every figure has exactly its titles behind it.
        const behind = async (facet: Facet, value: string | null) =>
          (await client.call('stats.titles', { ...selection, facet, value })).total;
        expect(await behind('all', null)).toBe(figures.totals.titles);
        expect(await behind('rated', null)).toBe(figures.totals.rated);
        for (const { name, titles: count } of figures.genres) expect(await behind('genre', name)).toBe(count);
        for (const { decade, titles: count } of figures.decades) expect(await behind('decade', String(decade))).toBe(count);
        for (const { span, titles: count } of figures.time.points) expect(await behind('span', span)).toBe(count);
        for (const [at, count] of figures.ratings.entries()) expect(await behind('rating', String(at + 1))).toBe(count);
      },
    ),
    { numRuns: 40, seed: 20_241_105 },
  ); // prettier-ignore
});

function rewrite(
  dataFolder: string,
  userId: number,
  plays: readonly TestPlay[],
  reviews: readonly TestReview[],
): void {
  const sqlite = new Database(join(dataFolder, 'mediary.sqlite3'));
  sqlite.exec('DELETE FROM plays; DELETE FROM reviews');
  const insert = sqlite.prepare(
    'INSERT INTO reviews (user_id, media_id, rating, body, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { mediaId, rating, day } of reviews) {
    const time = `${day}T00:00:00.000Z`;
    insert.run(userId, mediaId, rating, rating === null ? 'Words.' : null, time, time);
  }
  sqlite.close();
  logPlays(dataFolder, userId, plays);
}

/** Filters and counts one by one, with dates as texts. */
function recount(
  titles: readonly TestTitle[],
  plays: readonly TestPlay[],
  reviews: readonly TestReview[],
  { from, to }: Period,
  kind: MediaKind | undefined,
): Counted[] {
  const isInside = (date: string | null) => {
    if (from === undefined && to === undefined) return true;
    if (date === null) return false;
    return (from === undefined || first(date) >= first(from)) && (to === undefined || last(date) <= last(to));
  };
  return titles
    .filter((title) => kind === undefined || title.kind === kind)
    .flatMap((title) => {
      const own = plays.filter(({ mediaId }) => mediaId === title.id);
      const review = reviews.find(({ mediaId }) => mediaId === title.id);
      const latest = own
        .filter((play) => (play.rating ?? null) !== null)
        .toSorted((one, other) => ((one.playedOn ?? '') < (other.playedOn ?? '') ? -1 : (one.playedOn ?? '') > (other.playedOn ?? '') ? 1 : 0))
        .at(-1); // prettier-ignore
      const rating = review?.rating ?? latest?.rating ?? null;
      const moments =
        own.length > 0 ? own.map(({ playedOn }) => playedOn) : review === undefined ? [] : [review.day];
      return moments.filter(isInside).map((date) => ({ title, date, rating }));
    });
}

function first(date: string): string {
  return `${date}-01-01`.slice(0, 10);
}

function last(date: string): string {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length === 10) return date;
  const [year = 0, month = 1] = date.split('-').map(Number);
  return `${date}-${two(new Date(Date.UTC(year, month, 0)).getUTCDate())}`;
}

function longestRun(days: readonly number[]): number {
  const there = new Set(days);
  let longest = 0;
  for (const day of days) {
    let length = 0;
    while (there.has(day + length)) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}

function countBy<K>(values: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
