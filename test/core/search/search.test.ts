import Database from 'better-sqlite3';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import { findSearchFaults } from '#main/core/catalog/search-entries.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { createMediaWriter, type TitleFacts } from '#main/core/catalog/media-writer.ts';
import { createSearchUpkeep } from '#main/core/search/upkeep.ts';
import { addTitle, testCore } from '../../support/core.ts';

async function library() {
  const desk = await testCore();
  const { client } = await desk.register('Ada');
  return { ...desk, client, ids: (text: string) => idsOf(client, text) };
}

async function idsOf(client: Client, text: string): Promise<number[]> {
  return (await client.call('catalog.search', { text })).items.map((item) => item.id);
}

const rate = (client: Client, mediaId: MediaId, rating: number) =>
  client.call('reviews.save', { mediaId, rating: rating as never });

function factsOf(title: string): TitleFacts {
  return {
    kind: 'movie',
    title,
    year: 2000,
    creator: null,
    genres: [],
    runtime: null,
    description: null,
    disambiguator: null,
    externalIds: [],
  };
}

/** How many segments FTS5 has, by the record of its structure: varints of levels and of segments after a cookie. */
function piecesOf(sqlite: Database.Database): number {
  const record = sqlite
    .prepare<[], Buffer>('SELECT block FROM media_search_data WHERE id = 10')
    .pluck()
    .get();
  if (record === undefined) throw new Error('there is no record of the structure');
  return record[record[4] === 0xff ? 9 : 5] ?? 0;
}

/** Opens the same database beside core. */
function beside<T>(dataFolder: string, work: (sqlite: Database.Database) => T): T {
  const sqlite = new Database(join(dataFolder, 'mediary.sqlite3'));
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}

test('whole titles come before beginnings, words, creators, substrings and typos', async () => {
  const { client, ids } = await library();
  const typo = await addTitle(client, 'Marx');
  const inside = await addTitle(client, 'Benchmarks');
  const creator = await addTitle(client, 'Song', { creator: 'Mark Hollis' });
  const word = await addTitle(client, 'Hello Mark');
  const beginning = await addTitle(client, 'Markers');
  const first = await addTitle(client, 'Mark and I');
  const whole = await addTitle(client, 'The Mark');
  expect(await ids('mark')).toEqual([whole, first, beginning, word, creator, inside]);
  expect(await ids('hello marx')).toEqual([word]);
  const [exact, ...mended] = await ids('marx');
  expect(exact).toBe(typo);
  expect(mended.toSorted((one, other) => one - other)).toEqual([creator, word, beginning, first, whole]);
});

test('titles of one grade come by their popularity, also after it changed', async () => {
  const { client, ids, register, core } = await library();
  const one = await addTitle(client, 'Night One');
  const two = await addTitle(client, 'Night Two');
  expect(await ids('night')).toEqual([one, two]);
  await rate(client, two, 80);
  await rate((await register('Ben')).client, two, 70);
  await rate(client, one, 100);
  await core.settled();
  expect(await ids('night')).toEqual([two, one]);
  expect(await ids('kind:movie')).toEqual([two, one]);
});

test.each([
  ['千と千尋の神隠し', '尋'],
  ['千と千尋の神隠し', '神隠'],
  ['カメラを止めるな', 'めら'],
  ['기생충', '생'],
  ['Сталкер', 'стал'],
  ['Ёлки', 'елки'],
  ['الفِيلْم الأزرق', 'الازرق'],
  ['Amélie', 'amelie'],
  ['Spider-Man', 'spiderman'],
  ['Spiderman', 'spider man'],
  ['Catamaran', 'tamar'],
  ['Seven Samurai', 'sam sev'],
  ['The Godfather', 'godfahter'],
  ['The Godfather', 'the godfater'],
  ['Casablanca', 'cassablanka'],
  ['Casablanca', 'cassabl'],
  ['הנערה עם קעקוע', 'קעקו'],
  ['ฟ้าทะลายโจร', 'ทะลาย'],
  ['Ζορμπάς', 'ζορμπασ'],
  ['🎬 Night 🎉', '🎉'],
  ['Straße', 'STRASSE'],
  ['Søstre på ski', 'sostre pa'],
  ['Łódka', 'lodka'],
  ['Cafe\u0301 Society', 'café'],
  ['Café Society', 'cafe\u0301'],
])('%s is found by "%s"', async (title, text) => {
  const { client, ids } = await library();
  const id = await addTitle(client, title);
  await addTitle(client, 'Unrelated');
  expect(await ids(text)).toEqual([id]);
});

test('where only typos found something, the mended words are told and marked', async () => {
  const { client } = await library();
  await addTitle(client, 'The Silent Garden', { creator: 'Ingrid Holm', genres: ['Drama'] });
  const mended = await client.call('catalog.search', { text: 'silnet gardn' });
  expect(mended.corrected).toBe('silent garden');
  expect(mended.items[0]?.marks).toEqual({ title: [[4, 10], [11, 17]], creator: [], genres: [] }); // prettier-ignore
  const plain = await client.call('catalog.search', { text: 'holm dra' });
  expect(plain).toMatchObject({ corrected: null, total: 1, isTotalExact: true });
  expect(plain.items[0]?.marks).toEqual({ title: [], creator: [[7, 11]], genres: ['Drama'] });
});

test('filters narrow a search and stand alone', async () => {
  const { client, ids } = await library();
  const heat = await addTitle(client, 'Heat', { year: 1995, genres: ['Crime'], creator: 'Michael Mann' });
  const thief = await addTitle(client, 'Thief', {
    year: 1981,
    genres: ['Crime', 'Drama'],
    creator: 'Michael Mann',
  });
  const song = await addTitle(client, 'Heat Wave', {
    kind: 'song',
    year: 1963,
    creator: 'Martha Reeves',
    genres: ['Soul'],
  });
  await rate(client, heat, 90);
  await rate(client, thief, 60);
  expect(await ids('heat kind:song')).toEqual([song]);
  expect((await ids('kind:movie')).toSorted((one, other) => one - other)).toEqual([heat, thief]);
  expect(await ids('year:1990s')).toEqual([heat]);
  expect(await ids('year:1960-1985 sort:newest')).toEqual([thief, song]);
  expect(await ids('genre:crime genre:drama')).toEqual([thief]);
  expect(await ids('genre:cri sort:title')).toEqual([heat, thief]);
  expect((await ids('creator:"michael mann"')).toSorted((one, other) => one - other)).toEqual([heat, thief]);
  expect(await ids('rating:>8')).toEqual([heat]);
  expect(await ids('rating:6')).toEqual([thief]);
  expect(await ids('mine:unrated')).toEqual([song]);
  expect(await ids('h mine:rated')).toEqual([heat]);
});

test.each(['"', '""', "'", '...', '*', '(', 'NEAR(', '^', '-', ':', '\u0301', '\u200b', "'; DROP TABLE media; --", '"unbalanced', 'a"b*', 'x'.repeat(400), 'ab '.repeat(133), '\ud800', 'kind:', 'rating:>99', 'year:abc kind:9 mine:'])(
  '%j is no error, and finds nothing where nothing is called that',
  async (text) => {
    const { ids } = await library();
    const { client } = await library();
    await addTitle(client, 'Heat');
    expect((await client.call('catalog.search', { text })).items).toEqual([]);
    expect(await ids(text)).toEqual([]);
  },
); // prettier-ignore

test('one letter finds whatever begins with it, in any script', async () => {
  const { client, ids } = await library();
  const heat = await addTitle(client, 'Heat');
  const cyrillic = await addTitle(client, 'Ёлки');
  const japanese = await addTitle(client, '千と千尋');
  expect(await ids('h')).toEqual([heat]);
  expect(await ids('е')).toEqual([cyrillic]);
  expect(await ids('と')).toEqual([japanese]);
});

test('an order other than by popularity tells where it is an order of some only', async () => {
  const { client, core } = await library();
  for (let index = 0; index < 70; index++) await addTitle(client, `Night ${index}`, { year: 1950 + index });
  await core.settled();
  const some = await client.call('catalog.search', { text: 'night sort:newest' });
  expect(some.notes).toEqual([{ reason: 'sorted_part', name: 'sort', value: String(some.total) }]);
  const all = await client.call('catalog.search', { text: 'kind:movie sort:newest' });
  expect(all.notes).toEqual([]);
  expect(all.items[0]?.year).toBe(2019);
  expect((await client.call('catalog.search', { text: 'night' })).notes).toEqual([]);
});

test('a filter that nothing can meet is told, and is no error', async () => {
  const { client } = await library();
  await addTitle(client, 'Heat', { genres: ['Crime'] });
  const answer = await client.call('catalog.search', { text: 'heat genre:opera list:nowhere kind:dance' });
  expect(answer.items).toEqual([]);
  expect(answer.notes).toEqual([
    { reason: 'bad_value', name: 'kind', value: 'dance' },
    { reason: 'no_such', name: 'genre', value: 'opera' },
    { reason: 'no_such', name: 'list', value: 'nowhere' },
  ]);
});

test('filters alone give every title once, page by page', async () => {
  const { client, core } = await library();
  const all: number[] = [];
  for (let index = 0; index < 23; index++) {
    const id = await addTitle(client, `Film ${index}`);
    all.push(id);
    if (index % 3 === 0) await rate(client, id, 50 + index);
  }
  await core.settled();
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof client.call<'catalog.search'>>> = await client.call(
      'catalog.search',
      { text: 'kind:movie', limit: 5, cursor },
    );
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen.toSorted((one, other) => one - other)).toEqual(all);
});

test('whatever is written, the index holds every title as it is', async () => {
  const { client, dataFolder, core } = await library();
  const made: MediaId[] = [];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('add', 'edit', 'delete', 'restore', 'rate'),
      fc.nat(50),
      fc.constantFrom('Heat', 'Amélie', '千と千尋', '!!!', 'Spider-Man', 'Сталкер'),
      async (what, at, title) => {
        const id = made[at % Math.max(1, made.length)] ?? (0 as MediaId);
        const draft = {
          kind: 'movie' as const,
          title,
          year: 1900 + at,
          creator: title,
          genres: [title],
          runtime: null,
          description: null,
        };
        const work =
          what === 'add' || made.length === 0
            ? client.call('catalog.add', draft).then((added) => made.push(added.id))
            : what === 'edit'
              ? client.call('catalog.edit', { id, draft })
              : what === 'rate'
                ? rate(client, id, 10 + at)
                : client.call(`catalog.${what}`, { id });
        await work.catch(() => undefined);
      },
    ),
    { seed: 8, numRuns: 60 },
  );
  await core.settled();
  expect(beside(dataFolder, (sqlite) => findSearchFaults(sqlite).faults)).toEqual([]);
});

test('after many writes the index becomes one piece, and answers as before', async () => {
  const { client, dataFolder, ids } = await library();
  const heat = await addTitle(client, 'Heat');
  beside(dataFolder, (sqlite) => {
    const writer = createMediaWriter(sqlite);
    for (const title of ['Thief', 'Heat Wave', 'Ran'])
      sqlite.transaction(() => writer.insert(factsOf(title), null, '2026-03-01T10:00:00.000Z'))();
    // As if 20,000 titles had come since.
    sqlite.exec(`INSERT OR REPLACE INTO search_state (key, value) VALUES ('merged', -20000)`);
    const upkeep = createSearchUpkeep(sqlite);
    expect(piecesOf(sqlite)).toBeGreaterThan(1);
    expect(upkeep.isSmall(20)).toBe(false);
    expect(upkeep.run(() => true)).toBe(true);
    expect(piecesOf(sqlite)).toBe(1);
    expect(upkeep.isDue()).toBe(false);
    expect(findSearchFaults(sqlite).faults).toEqual([]);
  });
  expect((await ids('heat'))[0]).toBe(heat);
  expect(await ids('ran')).toHaveLength(1);
});

test('a damaged index is noticed and built anew', async () => {
  const { client, dataFolder, core, ids } = await library();
  const heat = await addTitle(client, 'Heat', { creator: 'Michael Mann' });
  await addTitle(client, 'Alien');
  beside(dataFolder, (sqlite) => {
    sqlite.exec(`DELETE FROM media_search WHERE media_search MATCH '"heat"'`);
    const upkeep = createSearchUpkeep(sqlite);
    expect(findSearchFaults(sqlite).faults).toEqual([
      { mediaId: heat, words: `Heat, number ${heat}, cannot be found` },
    ]);
    upkeep.startOver();
  });
  expect((await client.call('catalog.search', { text: 'alien' })).isIndexing).toBe(true);
  await core.settled();
  expect(await ids('hea')).toEqual([heat]);
  // The vocabulary is there again, too.
  expect(await ids('mihcael')).toEqual([heat]);
  expect(beside(dataFolder, (sqlite) => findSearchFaults(sqlite).faults)).toEqual([]);
});

test('searches are kept by name, for their owner alone', async () => {
  const { client, register } = await library();
  const saved = await client.call('search.save', { name: 'Old horror', query: 'genre:horror year:-1970' });
  await client.call('search.save', { name: 'old HORROR', query: 'genre:horror' });
  expect(await client.call('search.saved', {})).toMatchObject([
    { id: saved.id, name: 'old HORROR', query: 'genre:horror' },
  ]);
  const other = await client.call('search.save', { name: 'Songs', query: 'kind:song' });
  await expect(client.call('search.rename', { id: other.id, name: 'OLD horror' })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await client.call('search.rename', { id: other.id, name: 'My songs' })).toMatchObject({
    name: 'My songs',
  });
  const ben = (await register('Ben')).client;
  expect(await ben.call('search.saved', {})).toEqual([]);
  await expect(ben.call('search.forget', { id: saved.id })).rejects.toMatchObject({ code: 'not_found' });
  await client.call('search.forget', { id: saved.id });
  expect((await client.call('search.saved', {})).map(({ name }) => name)).toEqual(['My songs']);
});

test('recent searches are kept newest first, and forgotten when asked', async () => {
  const { client } = await library();
  for (const text of ['heat', 'alien', 'heat']) await client.call('search.remember', { text });
  expect(await client.call('search.recent', {})).toEqual(['heat', 'alien']);
  await client.call('search.forgetRecent', {});
  expect(await client.call('search.recent', {})).toEqual([]);
});

test('values complete a filter with what is there', async () => {
  const { client } = await library();
  await addTitle(client, 'Heat', { genres: ['Crime', 'Science Fiction'], creator: 'Michael Mann' });
  expect(await client.call('search.values', { name: 'genre', begins: 'fic' })).toEqual(['Science Fiction']);
  expect(await client.call('search.values', { name: 'creator', begins: 'man' })).toEqual(['Michael Mann']);
  expect(await client.call('search.values', { name: 'kind', begins: '' })).toEqual([
    'movie',
    'web_show',
    'song',
  ]);
});
