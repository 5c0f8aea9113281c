// What next, at the terminal: recommend, similar, pick, dismiss.
import { beforeAll, describe, expect, it } from 'vitest';
import { isRating, type Rating } from '#shared/domain/rating.ts';
import { createHousehold, type Mediary } from './mediary.ts';

interface Told {
  readonly items: readonly {
    readonly id: number;
    readonly title: string;
    readonly reason?: { readonly because: string; readonly text: string };
  }[];
  readonly total: number;
}

let household: () => Mediary;

beforeAll(async () => {
  household = await createHousehold(async (ada, bob) => {
    const add = async (title: string, creator: string, genres: string[], runtime: number | null) => {
      const { id } = await ada.call('catalog.add', {
        kind: 'movie',
        title,
        year: 1985,
        creator,
        genres,
        runtime,
        description: null,
      });
      return id;
    };
    const ran = await add('Ran', 'Akira Kurosawa', ['Drama'], 162);
    const ikiru = await add('Ikiru', 'Akira Kurosawa', ['Drama'], 143);
    const airplane = await add('Airplane!', 'Jim Abrahams', ['Comedy'], 88);
    await ada.call('reviews.save', { mediaId: ran, rating: tenths(95) });
    for (const mediaId of [ran, ikiru]) await bob.call('reviews.save', { mediaId, rating: tenths(90) });
    await bob.call('reviews.save', { mediaId: airplane, rating: tenths(40) });
  });
});

function tenths(value: number): Rating {
  if (!isRating(value)) throw new Error(`${value} is no rating`);
  return value;
}

describe.concurrent('what next', () => {
  it('is suggested with the reason, in the shape that scripts rely on', async () => {
    const library = household();
    const { items, total } = await library.json<Told>(['recommend']);
    expect(total).toBe(2);
    expect(items[0]).toMatchObject({
      title: 'Ikiru', kind: 'movie', averageRating: 9, ratingCount: 1,
      reason: { because: 'rated', title: 'Ran', rating: 9.5, text: 'Because you gave Ran 9.5.' },
    }); // prettier-ignore
    const { stdout } = await library.run(['recommend', '--limit', '1']);
    expect(stdout).toMatch(/Ikiru.*Because you gave Ran 9\.5\./);
    expect(
      (await library.json<Told>(['recommend', '--genre', 'comedy'])).items.map(({ title }) => title),
    ).toEqual(['Airplane!']);
    expect((await library.json<Told>(['recommend', '--kind', 'song'])).items).toEqual([]);
  });

  it('goes with a title', async () => {
    const { items } = await household().json<Told>(['similar', '1', '--limit', '1']);
    expect(items.map(({ title }) => title)).toEqual(['Ikiru']);
  });

  it('is one title that fits mood and length, and another when it was turned down', async () => {
    const library = household();
    expect(await library.json(['pick'])).toMatchObject({ title: 'Ikiru' });
    expect(await library.json(['pick', '--except', '2'])).toMatchObject({ title: 'Airplane!' });
    expect(await library.json(['pick', '--mood', 'light', '--length', '90'])).toMatchObject({
      title: 'Airplane!',
    });
    expect(await library.json(['pick', '--length', '60'])).toBeNull();
    expect((await library.run(['pick', '--length', '60'])).stdout).toMatch(/^Nothing fits/);
  });

  it('is never what was dismissed, until that is taken back', async () => {
    const library = household();
    expect(await library.json(['dismiss', '2'])).toEqual({ mediaId: 2, dismissed: true });
    expect((await library.json<Told>(['recommend'])).items.map(({ id }) => id)).toEqual([3]);
    expect(await library.json(['dismiss', '2', '--undo'])).toEqual({ mediaId: 2, dismissed: false });
    expect((await library.json<Told>(['recommend'])).items.map(({ id }) => id)).toContain(2);
  });

  it('refuses moods, lengths and ids that there are not', async () => {
    const library = household();
    expect(await library.refusal(['pick', '--mood', 'angry'])).toEqual({
      code: 1,
      error: 'error: invalid_input: mood: "angry" is not one of light, tense, moving, adventurous, curious',
    });
    expect((await library.refusal(['pick', '--length', '0'])).error).toMatch(/^error: invalid_input: length/);
    expect((await library.refusal(['dismiss', '99'])).error).toMatch(/^error: not_found/);
    expect((await library.refusal(['similar', '99'])).error).toMatch(/^error: not_found/);
  });
});
