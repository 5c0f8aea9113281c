// Changing the catalogue at the terminal: add, edit, delete, undelete.
import { beforeAll, describe, expect, it } from 'vitest';
import { bob, createHousehold, type Mediary } from './mediary.ts';

let household: () => Mediary;
beforeAll(async () => {
  household = await createHousehold();
});

const matrix = ['add', 'movie', 'The Matrix', '--year', '1999'];

describe.concurrent('add', () => {
  it('answers with the title, and a duplicate with the id of what is there', async () => {
    const mediary = household();
    expect(await mediary.run([...matrix, '--genre', 'Action', '--genre', 'Sci-Fi'])).toMatchObject({
      code: 0,
      stdout: 'Added: The Matrix (1999) · id 1\n',
      stderr: '',
    });
    expect(await mediary.json(['show', '1'])).toMatchObject({
      genres: ['Action', 'Sci-Fi'],
      creator: null,
      averageRating: null,
      ratingCount: 0,
    });
    const { code, error } = await mediary.refusal(['add', 'film', 'the  MATRIX', '--year', '1999']);
    expect({ code, error }).toEqual({
      code: 1,
      error: expect.stringMatching(/^error: conflict: .*The Matrix \(1999\), id 1\./) as string,
    });
    expect(await mediary.json([...matrix, '--another', 'the ballet'])).toMatchObject({
      id: 2,
      title: 'The Matrix',
    });
  });

  it('refuses what no title is, and says what was expected', async () => {
    const mediary = household();
    const wrong = [
      [['movie', ''], 'title: must not be empty'],
      [['movie', '   '], 'title: must not be empty'],
      [['movie', 'x'.repeat(300)], 'title: must be at most 250 characters'],
      [['movie', 'two\nlines'], 'title: must not contain line breaks or control characters'],
      [['movie', 'X', '--year', '1700'], 'year: must be between 1870 and 2100 for a movie'],
      [['movie', 'X', '--year', '3000'], 'year: must be between 1870 and 2100 for a movie'],
      [['movie', 'X', '--year', 'soon'], 'year: "soon" is not a year, like 1999'],
      [['movie', 'X', '--runtime', '-5'], 'runtime: "-5" is not a whole number from 1 to 100000'],
      [
        ['movie', 'X', '--external-id', 'imdb'],
        'external-id: "imdb": expected SOURCE=ID, like imdb=tt0133093',
      ],
      [['song', 'X'], 'creator: a song needs its artist'],
      [['radio', 'X'], 'kind: "radio" is not one of movie, web_show, song'],
    ] as const;
    await Promise.all(
      wrong.map(async ([args, told]) => {
        expect(await mediary.refusal(['add', ...args])).toEqual({
          code: 1,
          error: `error: invalid_input: ${told}`,
        });
      }),
    );
    expect(await mediary.json(['list'])).toMatchObject({ total: 0 });
  });

  it('keeps control characters in a description away from the terminal', async () => {
    const mediary = household();
    await mediary.json([...matrix, '--description', 'Wake \u001b[31mup\u0007, Neo \u009b2J']);
    const { stdout } = await mediary.run(['show', '1']);
    expect(stdout).toContain('About   Wake \ufffd[31mup\ufffd, Neo \ufffd2J');
    expect(stdout).not.toMatch(/(?!\n)\p{Cc}/u);
    const json = await mediary.run(['show', '1', '--full', '--json']);
    expect(json.stdout).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(JSON.parse(json.stdout)).toMatchObject({ description: 'Wake \u001b[31mup\u0007, Neo \u009b2J' });
  });
});

describe.concurrent('edit', () => {
  it('changes only the fields that are given; "none" empties one', async () => {
    const mediary = household();
    await mediary.json([
      ...matrix,
      '--creator',
      'Lana Wachowski',
      '--genre',
      'Action',
      '--runtime',
      '136',
      '--external-id',
      'imdb=tt0133093',
    ]);
    expect(await mediary.json(['edit', '1', '--title', 'Matrix'])).toMatchObject({
      title: 'Matrix',
      year: 1999,
      creator: 'Lana Wachowski',
      genres: ['Action'],
    });
    expect(
      await mediary.json(['edit', '1', '--year', 'none', '--genre', 'none', '--creator', 'none']),
    ).toMatchObject({
      title: 'Matrix',
      year: null,
      genres: [],
      creator: null,
    });
    expect(await mediary.json(['show', '1', '--full'])).toMatchObject({
      runtime: 136,
      externalIds: { imdb: ['tt0133093'] },
    });
  });

  it('lets the identity of a song follow its artist', async () => {
    const mediary = household();
    const { uid } = await mediary.json<{ uid: string }>([
      'add',
      'song',
      'Hurt',
      '--creator',
      'Johnny Cash',
      '--year',
      '2002',
    ]);
    await mediary.json(['edit', '1', '--creator', 'Nine Inch Nails']);
    expect(
      await mediary.json(['add', 'song', 'Hurt', '--creator', 'Johnny Cash', '--year', '2002']),
    ).toMatchObject({ id: 2, uid });
  });

  it('needs something to change, and a title that is there and not another', async () => {
    const mediary = household();
    await mediary.json(matrix);
    await mediary.json(['add', 'movie', 'Matrix Reloaded', '--year', '2003']);
    expect(await mediary.refusal(['edit', '1'])).toMatchObject({ code: 2 });
    expect(await mediary.refusal(['edit', '9', '--year', '2000'])).toEqual({
      code: 1,
      error: 'error: not_found: There is no title with the id 9.',
    });
    expect((await mediary.refusal(['edit', '1', '--title', ''])).error).toBe(
      'error: invalid_input: title: must not be empty',
    );
    expect((await mediary.refusal(['edit', '2', '--title', 'The Matrix', '--year', '1999'])).error).toMatch(
      /^error: conflict: .*id 1\./,
    );
  });

  it('is for who added the title and for moderators', async () => {
    const mediary = household();
    await mediary.json(matrix);
    await mediary.json(['add', 'movie', 'Ran'], { terminal: bob.terminal });
    expect(
      (await mediary.refusal(['edit', '1', '--year', '2000'], { terminal: bob.terminal })).error,
    ).toMatch(/^error: forbidden/);
    expect((await mediary.refusal(['delete', '1'], { terminal: bob.terminal })).error).toMatch(
      /^error: forbidden/,
    );
    expect(await mediary.json(['edit', '2', '--year', '1985'])).toMatchObject({ year: 1985 });
  });
});

describe.concurrent('delete', () => {
  it('takes a title away, and undelete brings it back with its reviews', async () => {
    const mediary = household();
    await mediary.json(matrix);
    await mediary.json(['review', '1', '9.1']);
    expect(await mediary.run(['delete', '1'])).toMatchObject({
      code: 0,
      stdout: 'Deleted The Matrix (1999). Back with it: mediary undelete 1\n',
    });
    expect(await mediary.json(['list'])).toEqual({ items: [], total: 0 });
    expect(await mediary.refusal(['delete', '1'])).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^error: not_found/) as string,
    });
    expect(await mediary.json(['undelete', '1'])).toMatchObject({
      id: 1,
      averageRating: 9.1,
      ratingCount: 1,
    });
    expect(await mediary.json(['list'])).toMatchObject({ total: 1 });
    expect(await mediary.json(['delete', '1'])).toEqual({ id: 1, deleted: true });
  });
});

describe.concurrent('merge', () => {
  it('shows both, makes them one, and takes them apart again', async () => {
    const mediary = household();
    await mediary.json(['add', 'movie', 'Heat', '--year', '1995']);
    await mediary.json(['add', 'movie', 'Heat', '--year', '1996']);
    await mediary.json(['review', '2', '9']);
    expect(await mediary.json(['merge', '1', '2', '--dry-run'])).toMatchObject({
      keep: { reviews: 0 },
      drop: { reviews: 1 },
      allowed: true,
    });
    expect(await mediary.json(['list'])).toMatchObject({ total: 2 });
    expect((await mediary.run(['merge', '1', '2'])).stdout).toBe(
      'Heat (1995) is kept: nothing hangs on it\nHeat (1996) goes into it: 1 review\nMerged. Apart again: mediary unmerge 1\n',
    );
    expect(await mediary.json(['show', '1'])).toMatchObject({ ratingCount: 1 });
    expect((await mediary.run(['unmerge', '1'])).stdout).toBe('Two titles again: 1 and 2.\n');
    expect(await mediary.json(['show', '2'])).toMatchObject({ ratingCount: 1 });
    expect(await mediary.refusal(['unmerge', '1'])).toMatchObject({ code: 1 });
  });
});
