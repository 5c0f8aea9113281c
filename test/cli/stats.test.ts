// Looking back at the terminal: stats and match.
import { beforeAll, describe, expect, it } from 'vitest';
import { isRating, type Rating } from '#shared/domain/rating.ts';
import { createHousehold, type Mediary } from './mediary.ts';

let household: () => Mediary;

beforeAll(async () => {
  household = await createHousehold(async (ada, bob) => {
    for (const [at, title] of ['Ran', 'Ikiru', 'Heat', 'Alien', 'Seven'].entries()) {
      const { id } = await ada.call('catalog.add', {
        kind: 'movie',
        title,
        year: 1980 + at * 5,
        creator: at < 2 ? 'Akira Kurosawa' : null,
        genres: ['Drama'],
        runtime: 120,
        description: null,
      });
      await ada.call('reviews.save', { mediaId: id, rating: tenths(60 + at * 10) });
      await bob.call('reviews.save', { mediaId: id, rating: tenths(50 + at * 10) });
    }
  });
});

function tenths(value: number): Rating {
  if (!isRating(value)) throw new Error(`${value} is no rating`);
  return value;
}

describe.concurrent('looking back', () => {
  it('stats are one document with ratings on the scale from 1 to 10', async () => {
    const mediary = household();
    const told = await mediary.json(['stats']);
    expect(told).toMatchObject({
      period: { from: null, to: null },
      totals: { titles: 5, plays: 0, unlogged: 5, minutes: 600, average: 8 },
      ratings: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1],
      genres: [{ name: 'Drama', titles: 5, average: 8 }],
      best: [{ title: 'Seven', rating: 10 }, { title: 'Alien', rating: 9 }, {}, {}, {}],
    });
  });

  it('stats draw bars for people, and say how they counted', async () => {
    const { stdout, code } = await household().run(['stats']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^All time\nTitles\s+5\n/);
    expect(stdout).toContain('5 titles rated and never logged: each counts once, on the day of its review.');
    expect(stdout).toMatch(/Akira Kurosawa\s+█{28}\s+2\s+6\.5/);
  });

  it('a period without anything says where there is something', async () => {
    const { stdout } = await household().run(['stats', '--year', '1999']);
    expect(stdout).toMatch(/^Nothing in this period\. There is something in \d{4}\.$/m);
  });

  it('wrong periods are refused', async () => {
    const mediary = household();
    expect(await mediary.refusal(['stats', '--from', '2024-13'])).toEqual({
      code: 1,
      error: 'error: invalid_input: from: "2024-13" is not a date like 2024, 2024-05 or 2024-05-31',
    });
    expect((await mediary.refusal(['stats', '--year', '2024', '--to', '2025'])).code).toBe(2);
    expect((await mediary.refusal(['stats', '--from', '2024-05', '--to', '2024-04'])).code).toBe(2);
  });

  it('a match names the person by name, and nobody by another', async () => {
    const mediary = household();
    const told = await mediary.json(['match', 'bob']);
    // Always ten below, in the same order: as alike as five shared titles can say.
    expect(told).toMatchObject({ person: 'Bob', shared: 5, similarity: 1 / 3, percent: 67, together: [] });
    expect((await mediary.run(['match', 'Bob'])).stdout).toContain(
      '67% alike, from 5 titles that you and Bob both rated.',
    );
    expect(await mediary.refusal(['match', 'Zoe'])).toEqual({
      code: 1,
      error: 'error: not_found: There is no profile "Zoe" here. 2 profiles: Ada, Bob.',
    });
  });
});
