// What people make of titles, at the terminal: reviews, favourites, notifications.
import { beforeAll, describe, expect, it } from 'vitest';
import { ada, bob, createHousehold, type Mediary } from './mediary.ts';

// The Matrix, with the id 1, is there from the start.
let household: () => Mediary;
beforeAll(async () => {
  household = await createHousehold(async (client) => {
    await client.call('catalog.add', {
      kind: 'movie',
      title: 'The Matrix',
      year: 1999,
      creator: null,
      genres: [],
      runtime: null,
      description: null,
    });
  });
});

describe.concurrent('review', () => {
  it('rates with or without words, and again changes what is there', async () => {
    const mediary = household();
    const review = (...args: string[]) => mediary.json(['review', '1', ...args]);
    const instant = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    expect(await review('8.5', 'Better every time.')).toEqual({
      mediaId: 1,
      rating: 8.5,
      comment: 'Better every time.',
      createdAt: instant,
      updatedAt: instant,
    });
    expect(await review('9')).toMatchObject({ rating: 9, comment: 'Better every time.' });
    expect(await review('9', '')).toMatchObject({ rating: 9, comment: null });
    expect(await review('none', '"Woah" – 👍\nzwei')).toMatchObject({
      rating: null,
      comment: '"Woah" – 👍\nzwei',
    });
    expect(await mediary.run(['review', '1', '10'])).toMatchObject({
      code: 0,
      stdout: '10.0 for The Matrix (1999). Its mean is 10.0 from 1 rating.\n',
      stderr: '',
    });
  });

  it.each([
    ['0.9', '0.9 is not between 1.0 and 10.0'],
    ['10.1', '10.1 is not between 1.0 and 10.0'],
    ['abc', '"abc" is not a number from 1 to 10'],
    ['8,5', '"8,5": write it with a point, 8.5'],
    ['8.55', '8.55 is finer than steps of 0.1'],
    ['-3', '"-3" is not a number from 1 to 10'],
    ['', '"" is not a number from 1 to 10'],
  ])('refuses the rating %j and says why', async (rating, reason) => {
    const mediary = household();
    expect(await mediary.refusal(['review', '1', rating])).toEqual({
      code: 1,
      error: `error: invalid_input: rating: ${reason}`,
    });
  });

  it('of a title that is not there is refused', async () => {
    const mediary = household();
    const gone = { code: 1, error: 'error: not_found: There is no title with the id 7.' };
    const replies = await Promise.all(
      [
        ['review', '7', '5'],
        ['unreview', '7'],
        ['favorite', '7'],
        ['show', '7'],
      ].map((args) => mediary.refusal(args)),
    );
    expect(replies).toEqual([gone, gone, gone, gone]);
  });
});

describe.concurrent('unreview', () => {
  it('takes back the own review and nobody else’s', async () => {
    const mediary = household();
    await mediary.json(['review', '1', '8']);
    await mediary.json(['review', '1', '4'], { terminal: bob.terminal });
    expect(await mediary.json(['unreview', '1'])).toEqual({ mediaId: 1, deleted: true });
    expect(await mediary.json(['show', '1'])).toMatchObject({ averageRating: 4, ratingCount: 1 });
    expect(await mediary.refusal(['unreview', '1'])).toEqual({
      code: 1,
      error: 'error: not_found: You have no review of this title.',
    });
  });
});

describe.concurrent('favourites and notifications', () => {
  it('tell of the reviews that others wrote since the last look', async () => {
    const mediary = household();
    const hers = { terminal: ada.terminal };
    const his = { terminal: bob.terminal };
    expect(await mediary.json(['favorite', '1'], hers)).toEqual({ mediaId: 1, favorite: true });
    expect(await mediary.json(['notifications'], hers)).toEqual({ items: [], total: 0, unread: 0 });
    await mediary.json(['review', '1', '6.5'], his);
    await mediary.json(['review', '1', '9'], hers);

    const news = await mediary.json<{ items: unknown[] }>(['notifications'], hers);
    expect(news).toMatchObject({
      total: 1,
      unread: 1,
      items: [{ author: 'Bob', rating: 6.5, read: false, media: { id: 1, title: 'The Matrix', year: 1999 } }],
    });
    expect(await mediary.json(['notifications'], his)).toMatchObject({ total: 0 });
    const told = await mediary.run(['notifications', '--mark-read'], hers);
    expect(told.stdout).toMatch(
      /• +\d{4}-\d\d-\d\d +Bob +6\.5 +The Matrix \(1999\) +1\n\nAll marked as read\.\n/,
    );
    expect(await mediary.run(['notifications'], hers)).toMatchObject({ code: 0, stdout: 'Nothing new.\n' });
    expect(await mediary.json(['notifications', '--all'], hers)).toMatchObject({
      total: 1,
      unread: 0,
      items: [{ read: true }],
    });
  });

  it('come no more once the title is taken from the favourites', async () => {
    const mediary = household();
    await mediary.json(['favorite', '1']);
    await mediary.json(['favorite', '1']);
    expect(await mediary.json(['list', '--shelf', 'favorites'])).toMatchObject({ total: 1 });
    expect(await mediary.json(['unfavorite', '1'])).toEqual({ mediaId: 1, favorite: false });
    expect(await mediary.json(['list', '--shelf', 'favorites'])).toMatchObject({ total: 0 });
    await mediary.json(['review', '1', '6.5'], { terminal: bob.terminal });
    expect(await mediary.json(['notifications'])).toMatchObject({ total: 0 });
  });
});
