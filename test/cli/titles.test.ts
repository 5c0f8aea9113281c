// Finding titles at the terminal: list, search, show, top-rated, in both forms of output.
import { beforeAll, describe, expect, it } from 'vitest';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { isRating, type Rating } from '#shared/domain/rating.ts';
import { createHousehold, type Mediary } from './mediary.ts';

let library: Mediary;

interface List {
  readonly items: readonly { readonly id: number; readonly title: string }[];
  readonly total: number;
}

const titles = (list: List) => list.items.map(({ title }) => title);

// Nothing here writes: one copy serves all.
beforeAll(async () => {
  const household = await createHousehold(async (ada, bob) => {
    const add = async (
      kind: MediaKind,
      title: string,
      year: number,
      creator: string | null,
      genres: string[] = [],
    ) => {
      const { id } = await ada.call('catalog.add', {
        kind,
        title,
        year,
        creator,
        genres,
        runtime: kind === 'movie' ? 136 : null,
        description: null,
      });
      return id;
    };
    const matrix = await add('movie', 'The Matrix', 1999, 'Lana Wachowski', ['Action', 'Sci-Fi']);
    const ran = await add('movie', 'Ran', 1985, 'Akira Kurosawa', ['Drama']);
    await add('web_show', 'もののけ島', 2015, null);
    await add('song', 'Running Up That Hill', 1985, 'Kate Bush');
    await ada.call('reviews.save', { mediaId: matrix, rating: tenths(85), body: 'Better every time.' });
    await bob.call('reviews.save', {
      mediaId: matrix,
      rating: tenths(90),
      body: 'He is the one.',
      spoiler: true,
    });
    await bob.call('reviews.save', { mediaId: ran, rating: tenths(97) });
    await ada.call('favorites.set', { mediaId: ran, on: true });
  });
  library = household();
});

function tenths(value: number): Rating {
  if (!isRating(value)) throw new Error(`${value} is no rating`);
  return value;
}

describe.concurrent('titles', () => {
  it('are listed, found and shown', async () => {
    const matrix = {
      id: 1,
      uid: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      kind: 'movie',
      title: 'The Matrix',
      year: 1999,
      creator: 'Lana Wachowski',
      genres: ['Action', 'Sci-Fi'],
      averageRating: 8.75,
      ratingCount: 2,
    };
    const [all, shown, full, found, top] = await Promise.all([
      library.json<List>(['list']),
      library.json(['show', '1']),
      library.json(['show', '1', '--full']),
      library.json<List & { tookMs: number }>(['search', 'matr', '--limit', '5']),
      library.json<List>(['top-rated', '--limit', '1']),
    ]);
    // By title, without a leading article; a title is exactly these fields.
    expect(titles(all)).toEqual(['The Matrix', 'Ran', 'Running Up That Hill', 'もののけ島']);
    expect(all).toEqual({ items: expect.any(Array) as object[], total: 4 });
    expect(all.items[0]).toEqual(matrix);
    expect(shown).toEqual(matrix);
    expect(found).toEqual({ items: [matrix], total: 1, tookMs: expect.any(Number) as number });
    // Two good ratings beat one better one.
    expect(titles(top)).toEqual(['The Matrix']);
    expect(full).toMatchObject({
      ...matrix,
      runtime: 136,
      mine: { rating: 8.5, favorite: false },
      reviews: [
        { author: 'Ada', rating: 8.5, comment: 'Better every time.', spoiler: false },
        { author: 'Bob', rating: 9, comment: 'He is the one.', spoiler: true },
      ],
    });
  });

  it('are filtered and sorted', async () => {
    const list = async (...args: string[]) => titles(await library.json<List>(['list', ...args]));
    const [movies, films, eighties, since, until, genre, creator, shelf, byYear] = await Promise.all([
      list('--kind', 'movie'),
      list('--kind', 'Film'),
      list('--year', '1980-1989'),
      list('--year', '1999-'),
      list('--year', '-1985', '--kind', 'song'),
      list('--genre', 'Drama'),
      list('--creator', 'Kate Bush'),
      list('--shelf', 'favorites'),
      list('--sort', 'year', '--desc'),
    ]);
    expect(movies).toEqual(['The Matrix', 'Ran']);
    expect(films).toEqual(movies);
    expect(eighties).toEqual(['Ran', 'Running Up That Hill']);
    expect(since).toEqual(['The Matrix', 'もののけ島']);
    expect(until).toEqual(['Running Up That Hill']);
    expect(genre).toEqual(['Ran']);
    expect(creator).toEqual(['Running Up That Hill']);
    expect(shelf).toEqual(['Ran']);
    expect(byYear.slice(0, 2)).toEqual(['もののけ島', 'The Matrix']);
  });

  it('come in numbered pages that share nothing and miss nothing', async () => {
    const page = (n: number) => library.json<List>(['list', '--per-page', '3', '--page', String(n)]);
    const [first, second, third] = await Promise.all([page(1), page(2), page(3)]);
    expect(titles(first)).toEqual(['The Matrix', 'Ran', 'Running Up That Hill']);
    expect(titles(second)).toEqual(['もののけ島']);
    expect(third).toEqual({ items: [], total: 4 });
    expect(second.total).toBe(4);
    const told = await library.run(['list', '--per-page', '3']);
    expect(told.stdout).toContain('4 titles · page 1 of 2 · next: --page 2');
  });

  it('come in numbered pages however deep they lie', async () => {
    const household = await createHousehold(async (ada) => {
      for (let n = 1; n <= 220; n++) {
        await ada.call('catalog.add', {
          kind: 'song',
          title: `Etude ${String(n).padStart(3, '0')}`,
          year: null,
          creator: 'Chopin',
          genres: [],
          runtime: null,
          description: null,
        });
      }
    });
    const { items, total } = await household().json<List>(['list', '--per-page', '70', '--page', '4']);
    expect({ total, count: items.length, first: items[0]?.title, last: items.at(-1)?.title }).toEqual({
      total: 220,
      count: 10,
      first: 'Etude 211',
      last: 'Etude 220',
    });
  });

  it('are aligned in columns, wide characters counted as two', async () => {
    const { code, stdout, stderr } = await library.run(['list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'ID  Title                 Year  Kind      Rating  Votes  You  By              Genres',
        ' 1  The Matrix            1999  Movie        8.8      2  8.5  Lana Wachowski  Action, Sci-Fi',
        ' 2  Ran                   1985  Movie        9.7      1    ♥  Akira Kurosawa  Drama',
        ' 4  Running Up That Hill  1985  Song           –      0       Kate Bush',
        ' 3  もののけ島            2015  Web show       –      0',
        '',
        '4 titles · page 1 of 1',
        '',
      ].join('\n'),
    );
  });

  it('are shown on a page of their own, with the endings kept back', async () => {
    const [page, spoiled, top, found, none] = await Promise.all([
      library.run(['show', '1']),
      library.run(['show', '1', '--spoilers']),
      library.run(['top-rated']),
      library.run(['search', 'kurosawa']),
      library.run(['search', 'zzzz']),
    ]);
    expect(page.stdout).toMatch(/^The Matrix \(1999\)\nMovie · 2 h 16 min\n/);
    expect(page.stdout).toContain('Director  Lana Wachowski\n');
    expect(page.stdout).toContain('Rating    8.8 from 2 ratings\n');
    expect(page.stdout).toMatch(/ 8\.5 {2}You {2}\d{4}-\d\d-\d\d\n {6}Better every time\./);
    expect(page.stdout).not.toContain('He is the one.');
    expect(spoiled.stdout).toContain('He is the one.');
    expect(top.stdout).toMatch(/^# +ID +Title.*\n1 +1 +The Matrix.*\n2 +2 +Ran .*9\.7/);
    expect(found.stdout).toMatch(/Ran.*\n\n1 title in \d+\.\d ms/);
    expect(none).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing found.') as string });
  });

  it('are not looked for by wrong values', async () => {
    const wrong = [
      [['list', '--kind', 'radio'], 'kind: "radio" is not one of movie, web_show, song'],
      [['list', '--page', '0'], 'page: "0" is not a whole number from 1 to 1000000'],
      [['list', '--per-page', '201'], 'per-page: "201" is not a whole number from 1 to 200'],
      [['list', '--year', 'nineties'], 'year: "nineties" is not a year or a span of years, like 1990-1999'],
      [['list', '--year', '-'], 'year: "-" is not a year or a span of years, like 1990-1999'],
      [['list', '--sort', 'colour'], 'sort: "colour" is not one of title, added, year, rating, mine'],
      [['top-rated', '--limit', '1e1'], 'limit: "1e1" is not a whole number from 1 to 100'],
    ] as const;
    await Promise.all(
      wrong.map(async ([args, told]) => {
        expect(await library.refusal(args)).toEqual({ code: 1, error: `error: invalid_input: ${told}` });
      }),
    );
  });
});
