import { describe, expect, it } from 'vitest';
import { createHousehold } from './mediary.ts';

interface Found {
  readonly items: readonly { readonly title: string }[];
  readonly total: number;
  readonly tookMs: number;
}

const household = await createHousehold(async (ada) => {
  const add = (title: string, kind: 'movie' | 'song', year: number, creator: string | null = null) =>
    ada.call('catalog.add', {
      kind, title, year, creator, genres: kind === 'song' ? ['Jazz'] : ['Crime'], runtime: null, description: null,
    }); // prettier-ignore
  await add('Night Train', 'song', 1952, 'Oscar Peterson');
  await add('Night and the City', 'movie', 1950);
  await add('Sinnerman', 'song', 1965, 'Nina Simone');
  await add('千と千尋の神隠し', 'movie', 2001);
});
const library = household();
const titles = ({ items }: Found) => items.map(({ title }) => title);
const search = async (...args: string[]) => titles(await library.json<Found>(['search', ...args]));

describe('mediary search', () => {
  it('takes words and filters as they come from the terminal, quoted or not', async () => {
    expect(await search('night')).toEqual(['Night Train', 'Night and the City']);
    expect(await search('night', 'kind:song')).toEqual(['Night Train']);
    expect(await search('kind:song night')).toEqual(['Night Train']);
    expect(await search('night', '--kind', 'film')).toEqual(['Night and the City']);
    expect(await search('creator:nina simone')).toEqual(['Sinnerman']);
    expect(await search('year:1950s', 'genre:jazz')).toEqual(['Night Train']);
    expect(await search('神隠')).toEqual(['千と千尋の神隠し']);
    expect(await search('night', '--limit', '1')).toEqual(['Night Train']);
  });

  it('tells how many there are, what was mended and what was left out', async () => {
    const { total, tookMs } = await library.json<Found>(['search', 'night', '--limit', '1']);
    expect({ total, isTime: tookMs > 0 }).toEqual({ total: 2, isTime: true });
    const [typo, wrong, cut] = await Promise.all([
      library.run(['search', 'sinnremann']),
      library.run(['search', 'night', 'year:abc', 'rating:>99', 'colour:red']),
      library.run(['search', 'night', '--limit', '1']),
    ]);
    expect(typo.stdout).toMatch(/^Nothing is called “sinnremann”: these match “sinnerman”\.\n/);
    expect(wrong).toMatchObject({ code: 0, stderr: '' });
    expect(wrong.stdout).toContain('year:abc was left out: years look like 1999, 1990-1999, 1990s or >2000.');
    expect(wrong.stdout).toContain(
      'rating:>99 was left out: ratings look like >8, 7-9 or <=5.5, from 1 to 10.',
    );
    expect(wrong.stdout).toContain('There is no filter “colour:” (there are kind, year,');
    expect(cut.stdout).toMatch(/\n\nthe first 1 of 2 titles in \d+\.\d ms\n$/);
  });

  it('is no crash and no error for whatever is typed', async () => {
    const texts = ['"', '!!!', '"unbalanced', 'genre:"open', ':', 'NEAR(', "'; DROP TABLE media", '🎬', 'kind:', '\u0301'];
    const all = await Promise.all(texts.map((text) => library.run(['search', '--', text])));
    expect(all.map(({ code, stderr }) => ({ code, stderr }))).toEqual(texts.map(() => ({ code: 0, stderr: '' })));
    expect(all.map(({ stdout }) => stdout.includes('Nothing found.'))).toEqual(texts.map(() => true));
  }); // prettier-ignore

  it('says what is wrong with its options, and asks for a text', async () => {
    const refusals = await Promise.all([
      library.refusal(['search', 'a'.repeat(500)]),
      library.refusal(['search', 'x', '--limit', '0']),
      library.refusal(['search', 'x', '--kind', 'radio']),
      library.refusal(['search', '--saved', 'Nothing']),
    ]);
    expect(refusals).toEqual([
      { code: 1, error: 'error: invalid_input: text: at most 400 characters, these are 500' },
      { code: 1, error: 'error: invalid_input: limit: "0" is not a whole number from 1 to 100' },
      { code: 1, error: 'error: invalid_input: kind: "radio" is not one of movie, web_show, song' },
      { code: 1, error: 'error: not_found: There is no saved search “Nothing”: see mediary searches' },
    ]);
    expect((await library.refusal(['search', ' '])).code).toBe(2);
    expect((await library.refusal(['search', 'x', '--saved', 'a', '--save-as', 'b'])).code).toBe(2);
  });
});

describe('mediary searches', () => {
  it('lists what was saved, runs it with more words, and forgets it', async () => {
    const mine = household();
    expect((await mine.run(['searches'])).stdout).toBe(
      'No saved searches yet. Keep one with: mediary search TEXT --save-as NAME\n',
    );
    await mine.json(['search', 'kind:song', '--save-as', 'Songs']);
    await mine.json(['search', 'year:1950s', '--save-as', 'Fifties']);
    expect((await mine.run(['searches'])).stdout).toBe('Fifties: year:1950s\nSongs: kind:song\n');
    expect(titles(await mine.json<Found>(['search', 'night', '--saved', 'songs']))).toEqual(['Night Train']);
    expect(titles(await mine.json<Found>(['search', '--saved', 'FIFTIES']))).toHaveLength(2);
    expect(await mine.json(['searches', '--forget', 'songs'])).toEqual({ forgotten: 'Songs' });
    expect(await mine.json<{ items: unknown[]; total: number }>(['searches'])).toMatchObject({
      items: [{ name: 'Fifties', query: 'year:1950s' }],
      total: 1,
    });
    expect(await mine.refusal(['searches', '--forget', 'songs'])).toEqual({
      code: 1,
      error: 'error: not_found: There is no saved search “songs”.',
    });
  });
});
