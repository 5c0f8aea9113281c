// The diary, lists and the watchlist at the terminal.
import { beforeAll, describe, expect, it } from 'vitest';
import { createHousehold, type Mediary } from './mediary.ts';

interface Told {
  readonly plays: readonly {
    readonly id: number;
    readonly season: number | null;
    readonly episode: number | null;
  }[];
}

// The Matrix has the id 1, Dark (a show) 2, Ran 3.
let household: () => Mediary;
beforeAll(async () => {
  household = await createHousehold(async (client) => {
    for (const [kind, title, year] of [['movie', 'The Matrix', 1999], ['web_show', 'Dark', 2017], ['movie', 'Ran', 1985]] as const) {
      await client.call('catalog.add', { kind, title, year, creator: null, genres: [], runtime: null, description: null });
    }
  });
}); // prettier-ignore

describe.concurrent('log', () => {
  it('writes a play with everything that is known of it, and unlog takes it back', async () => {
    const mediary = household();
    const { plays } = await mediary.json<Told>([
      'log',
      '1',
      '--date',
      '2019-05',
      '--rating',
      '8.5',
      '--note',
      'Old cinema',
      '--tag',
      '35 mm',
      'Ben',
    ]);
    expect(plays).toEqual([
      {
        id: expect.any(Number) as number,
        media: { id: 1, uid: expect.any(String) as string, kind: 'movie', title: 'The Matrix', year: 1999 },
        playedOn: '2019-05', season: null, episode: null, rewatch: false, rating: 8.5, note: 'Old cinema', tags: ['35 mm', 'Ben'],
      },
    ]); // prettier-ignore
    const again = await mediary.run(['log', '1', '--date', '2020-01-02']);
    expect(again.stdout).toMatch(
      /^Logged The Matrix \(1999\) on 2020-01-02, again\. Take it back: mediary unlog \d+\n$/,
    );
    expect(await mediary.json(['diary', '--month', '2019-05'])).toMatchObject({
      items: plays,
      total: 1,
      more: false,
    });
    expect(await mediary.json(['unlog', String(plays[0]?.id)])).toMatchObject({ deleted: true });
    expect(await mediary.json(['diary', '--month', '2019'])).toMatchObject({ items: [], total: 0 });
  });

  it('takes a span of episodes', async () => {
    const mediary = household();
    const { plays } = await mediary.json<Told>([
      'log',
      '2',
      '--season',
      '2',
      '--episode',
      '3-5',
      '--date',
      'unknown',
    ]);
    expect(plays.map(({ season, episode }) => [season, episode])).toEqual([[2, 3], [2, 4], [2, 5]]); // prettier-ignore
    expect((await mediary.run(['diary', '--title', '2'])).stdout).toMatch(/– {2,}Dark \(2017\) S02E05/);
  });

  it.each([
    [
      ['log', '1', '--date', '1.5.2019'],
      'date: "1.5.2019" is not a date: expected today, yesterday, unknown, 2019, 2019-05 or 2019-05-01',
    ],
    [
      ['log', '1', '--date', '2999'],
      'date: "2999" is not a date: expected today, yesterday, unknown, 2019, 2019-05 or 2019-05-01',
    ],
    [['log', '1', '--date', '2099'], 'playedOn: 2099 is in the future'],
    [['log', '1', '--season', '1'], 'season: a movie has no episodes'],
    [
      ['log', '2', '--episode', '5-3'],
      'episode: "5-3" is not one or several episodes, like 3, 3-5 or 1,3, at most 500',
    ],
    [['log', '2', '--rating', '11'], 'rating: 11 is not between 1.0 and 10.0'],
  ])('%j is refused, saying what was expected', async (args, reason) => {
    expect(await household().refusal(args)).toEqual({ code: 1, error: `error: invalid_input: ${reason}` });
  });
});

describe.concurrent('lists', () => {
  it('are made, filled, ordered and shown, by name or id', async () => {
    const mediary = household();
    expect(await mediary.json(['lists', 'create', 'Best of', '--ranked'])).toMatchObject({
      name: 'Best of',
      ranked: true,
      count: 0,
    });
    expect(await mediary.json(['lists', 'add', 'best of', '1', '2', '3', '1'])).toMatchObject({
      added: 3,
      total: 3,
    });
    expect(await mediary.json(['lists', 'move', 'Best of', '3', '1'])).toMatchObject({ place: 1 });
    expect(await mediary.json(['lists', 'remove', 'Best of', '1'])).toMatchObject({ total: 2 });
    const shown = await mediary.json<{ items: { title: string }[] }>(['lists', 'show', 'Best of']);
    expect(shown.items.map(({ title }) => title)).toEqual(['Ran', 'Dark']);
    expect((await mediary.run(['lists'])).stdout).toMatch(/Best of +2/);
    expect(await mediary.refusal(['lists', 'create', 'Best of'])).toMatchObject({
      code: 1,
      error: expect.stringContaining('error: conflict: You have a list of this name already') as string,
    });
    expect((await mediary.run(['lists', 'delete', 'Best of'])).stdout).toBe('Best of is deleted.\n');
    expect(await mediary.refusal(['lists', 'show', 'Best of'])).toEqual({
      code: 1,
      error: 'error: not_found: You have no list "Best of". All of them: mediary lists',
    });
  });
});

describe.concurrent('watchlist', () => {
  it('takes titles on and off and is shown', async () => {
    const mediary = household();
    expect((await mediary.run(['watchlist'])).stdout).toBe(
      'Nothing on your watchlist. Put a title on it: mediary watchlist ID\n',
    );
    expect((await mediary.run(['watchlist', '1', '3'])).stdout).toBe(
      'On your watchlist: The Matrix (1999), Ran (1985).\n',
    );
    expect(await mediary.json(['watchlist', '--sort', 'title'])).toMatchObject({
      total: 2,
      items: [{ title: 'The Matrix' }, { title: 'Ran' }],
    });
    expect(await mediary.json(['watchlist', '1', '--remove'])).toEqual({ mediaIds: [1], watchlist: false });
    expect(await mediary.json(['watchlist'])).toMatchObject({ total: 1 });
  });
});
