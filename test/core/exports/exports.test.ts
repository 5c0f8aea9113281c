import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { MediaId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { exportDocument } from '#shared/exports/document.ts';
import { unguardCell } from '#shared/exports/formula-guard.ts';
import { splitList } from '#shared/exports/list-cell.ts';
import { exportTableNames, tableOfHeader } from '#shared/exports/tables.ts';
import type { ExportOptions } from '#shared/api/exports.ts';
import { addTitle, scratchFolder, testCore } from '../../support/core.ts';
import { addDiary, addList, endOfJob, sideDoor } from '../jobs/support.ts';

const nasty = '=HYPERLINK("x")\r\n"quotes", commas; and\ttabs\n\n \'end\'  ';

async function library() {
  const core = await testCore();
  const { client, profile } = await core.register('Ada');
  const heat = await addTitle(client, '=Heat', {
    genres: ['Crime', 'A|B\\C'],
    externalIds: { imdb: 'tt0113277', tmdb: '949' },
  });
  const show = await addTitle(client, '深夜食堂', { kind: 'web_show', year: 2009 });
  const song = await addTitle(client, 'فيروز', { kind: 'song', year: null, creator: "'74 Jailbreak" });
  const other = await addTitle(client, 'Never touched');
  await client.call('reviews.save', { mediaId: heat, rating: 87 as Rating, body: nasty, spoiler: true });
  await client.call('reviews.save', { mediaId: song, rating: null, body: "'quoted" });
  await client.call('favorites.set', { mediaId: heat, on: true });
  await client.call('watchlist.set', { mediaId: show, on: true });
  const sqlite = sideDoor(core);
  addDiary(sqlite, profile.id, [
    { mediaId: heat, on: '2020-05-01', tags: ['cinema', '=tag'], rating: 80 },
    { mediaId: heat, on: '2026-01-02', rewatch: 1, note: nasty },
    { mediaId: show, on: '2019-05', season: 1, episode: 3 },
  ]);
  addList(sqlite, profile.id, '+Best', [
    { mediaId: song, position: 'b' },
    { mediaId: heat, position: 'a', note: '@me' },
  ]);
  sqlite.close();
  const folder = scratchFolder();
  const run = async (name: string, options: ExportOptions, overwrite = false) => {
    const { token } = core.core.targets.grant(join(folder, name), { overwrite });
    return await endOfJob(client, await client.call('exports.start', { token, options }));
  };
  const csv = (path: string) =>
    Papa.parse<Record<string, string>>(readFileSync(join(folder, path), 'utf8').replace(/^\ufeff/, ''), {
      header: true,
      skipEmptyLines: true,
    }).data;
  return { core, client, profile, folder, run, csv, ids: { heat, show, song, other } };
}

test('a folder of CSV tables holds everything of the profile, guarded, and each text to the byte', async () => {
  const { folder, run, csv } = await library();
  const job = await run('out', { format: 'csv', catalogue: 'mine' });
  expect(job).toMatchObject({
    state: 'done',
    error: null,
    result: { kind: 'export', name: 'out', remarks: [] },
  });
  expect(readdirSync(join(folder, 'out')).toSorted()).toEqual(
    exportTableNames.map((name) => `${name}.csv`).toSorted(),
  );

  const titles = csv('out/titles.csv');
  expect(titles.map((row) => row['title'])).toEqual(["'=Heat", '深夜食堂', 'فيروز']);
  expect(titles[0]).toMatchObject({ kind: 'movie', year: '1999', imdb: 'tt0113277', tmdb: '949' });
  expect(splitList(titles[0]?.['genres'] ?? '')).toEqual(['Crime', 'A|B\\C']);
  const reviews = csv('out/reviews.csv');
  expect(reviews.map((row) => [row['rating'], unguardCell(row['review'] ?? ''), row['spoiler']])).toEqual([
    ['8.7', nasty, 'yes'],
    ['', "'quoted", ''],
  ]);
  expect(reviews[1]).toMatchObject({ review: "''quoted", creator: "''74 Jailbreak" });
  expect(csv('out/plays.csv')).toMatchObject([
    { played_on: '2019-05', season: '1', episode: '3', title: '深夜食堂' },
    { played_on: '2020-05-01', rating: '8.0', tags: 'cinema|=tag', rewatch: '' },
    { played_on: '2026-01-02', rewatch: 'yes' },
  ]);
  expect(csv('out/watchlist.csv')).toHaveLength(1);
  expect(csv('out/favorites.csv')).toHaveLength(1);
  expect(csv('out/lists.csv')).toMatchObject([
    { name: "'+Best", ranked: 'yes', description: 'two\nlines', tags: 'a\\|b' },
  ]);
  expect(csv('out/list_items.csv')).toMatchObject([
    { position: '1', title: "'=Heat", note: "'@me" },
    { position: '2', title: 'فيروز' },
  ]);
  for (const name of exportTableNames) {
    const [header = ''] = readFileSync(join(folder, 'out', `${name}.csv`), 'utf8')
      .slice(1)
      .split('\r\n');
    expect(tableOfHeader(header.split(','))).toBe(name);
  }
});

test('the JSON document fits its schema, counts its records and has one on each line', async () => {
  const { folder, run } = await library();
  expect(await run('all.json', { format: 'json', catalogue: 'mine' })).toMatchObject({ state: 'done' });
  const text = readFileSync(join(folder, 'all.json'), 'utf8');
  const document = exportDocument.parse(JSON.parse(text));
  expect(document).toMatchObject({
    format: 'mediary/1',
    profile: { name: 'Ada', email: 'ada@example.org' },
    counts: { titles: 3, reviews: 2, plays: 3, watchlist: 1, favorites: 1, lists: 1, listItems: 2 },
  });
  expect(document.reviews[0]).toMatchObject({
    rating: 87,
    review: nasty,
    spoiler: true,
    title: { title: '=Heat' },
  });
  expect(document.titles[0]).toMatchObject({
    genres: ['Crime', 'A|B\\C'],
    externalIds: { imdb: ['tt0113277'] },
  });
  expect(document.listItems.map(({ position, title }) => [position, title.title])).toEqual([
    [1, '=Heat'],
    [2, 'فيروز'],
  ]);
  const records = text.split('\n').filter((line) => line.startsWith('{"'));
  const counted = Object.values(document.counts).reduce((sum, count) => sum + count, 0);
  // The head's own line is the one more.
  expect(records).toHaveLength(counted + 1);
});

test('the whole catalogue comes along on wish, nobody else’s reviews ever', async () => {
  const { core, run, csv, ids, folder } = await library();
  const bob = await core.register('Bob');
  await bob.client.call('reviews.save', { mediaId: ids.other, rating: 50 as Rating, body: 'Bob was here' });
  await run('out', { format: 'csv', catalogue: 'all' });
  expect(csv('out/titles.csv')).toHaveLength(4);
  await run('all.json', { format: 'json', catalogue: 'all' });
  expect(readFileSync(join(folder, 'all.json'), 'utf8')).not.toContain('Bob');
  expect(csv('out/reviews.csv')).toHaveLength(2);
});

test('a ZIP holds the same tables', async () => {
  const { folder, run } = await library();
  expect(await run('out.zip', { format: 'csv', catalogue: 'mine' })).toMatchObject({ state: 'done' });
  await run('out', { format: 'csv', catalogue: 'mine' });
  const { ZipReader, Uint8ArrayReader, Uint8ArrayWriter, configure } = await import('@zip.js/zip.js');
  configure({ useWebWorkers: false });
  const entries = await new ZipReader(
    new Uint8ArrayReader(readFileSync(join(folder, 'out.zip'))),
  ).getEntries();
  expect(entries.map(({ filename }) => filename)).toEqual(exportTableNames.map((name) => `${name}.csv`));
  for (const entry of entries) {
    if (entry.directory) throw new Error('a folder in the ZIP');
    const bytes = await entry.getData(new Uint8ArrayWriter());
    expect(Buffer.from(bytes).equals(readFileSync(join(folder, 'out', entry.filename)))).toBe(true);
  }
});

test('Letterboxd gets its movies with days, half stars and the review once; the rest is told', async () => {
  const { run, csv } = await library();
  const job = await run('films.csv', { format: 'letterboxd', catalogue: 'mine' });
  expect(job.result).toMatchObject({
    files: [{ name: 'films.csv', rows: 2 }],
    remarks: [
      { remark: 'shows', count: 2 },
      { remark: 'songs', count: 1 },
      { remark: 'rounded_ratings', count: 1 },
      { remark: 'lists', count: 1 },
      { remark: 'favorites', count: 1 },
    ],
  });
  expect(csv('films.csv')).toMatchObject([
    {
      Title: '\u2060=Heat',
      Year: '1999',
      imdbID: 'tt0113277',
      tmdbID: '949',
      Rating: '4',
      WatchedDate: '2020-05-01',
      Rewatch: 'false',
      Tags: 'cinema, =tag',
      Review: '',
    },
    { WatchedDate: '2026-01-02', Rewatch: 'true', Rating: '4.5', Review: `\u2060${nasty}` },
  ]);
});

test('Letterboxd’s files stay below its 1,000 rows and its 1 MB', async () => {
  const { core, client, profile, folder, run } = await library();
  const sqlite = sideDoor(core);
  const media = sqlite.prepare(
    `INSERT INTO media (uid, kind, title, title_key, sort_key, year, created_at, updated_at) VALUES (randomblob(16), 'movie', ?, 'x', 'x', 2000, ?, ?)`,
  );
  const review = sqlite.prepare(
    'INSERT INTO reviews (user_id, media_id, rating, body, created_at, updated_at) VALUES (?, ?, 50, ?, ?, ?)',
  );
  const time = '2026-01-01T00:00:00.000Z';
  for (let at = 0; at < 2500; at++) {
    const { lastInsertRowid } = media.run(`Film ${at}`, time, time);
    review.run(profile.id, lastInsertRowid, at < 200 ? 'ö'.repeat(10_000) : null, time, time);
  }
  sqlite.close();
  const job = await run('films', { format: 'letterboxd', catalogue: 'mine' });
  const files = job.result?.kind === 'export' ? job.result.files : [];
  expect(files.length).toBeGreaterThan(4);
  expect(files.reduce((sum, { rows }) => sum + rows, 0)).toBe(2502);
  for (const { name, rows } of files) {
    expect(rows).toBeLessThanOrEqual(1000);
    expect(statSync(join(folder, 'films', name)).size).toBeLessThanOrEqual(1_000_000);
  }
  expect(await client.call('exports.summary', {})).toMatchObject({
    reviews: 2502,
    texts: 202,
    plays: 3,
    lists: 1,
  });
});

test('what is there is only replaced with consent, and a folder never that holds other things', async () => {
  const { folder, run } = await library();
  writeFileSync(join(folder, 'mine.json'), 'precious');
  const refused = await run('mine.json', { format: 'json', catalogue: 'mine' });
  expect(refused).toMatchObject({
    state: 'failed',
    error: { code: 'conflict', details: { reason: 'exists' } },
  });
  expect(readFileSync(join(folder, 'mine.json'), 'utf8')).toBe('precious');
  expect(await run('mine.json', { format: 'json', catalogue: 'mine' }, true)).toMatchObject({
    state: 'done',
  });

  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs', 'thesis.txt'), 'precious');
  const inside = await run('docs', { format: 'csv', catalogue: 'mine' }, true);
  expect(inside).toMatchObject({ state: 'done', result: { name: 'Mediary Ada 2026-03-01' } });
  expect(readdirSync(join(folder, 'docs')).toSorted()).toEqual(['Mediary Ada 2026-03-01', 'thesis.txt']);
  expect(await run('docs', { format: 'csv', catalogue: 'mine' })).toMatchObject({
    error: { code: 'conflict' },
  });
  expect(await run('docs', { format: 'csv', catalogue: 'mine' }, true)).toMatchObject({ state: 'done' });
  writeFileSync(join(folder, 'docs', 'Mediary Ada 2026-03-01', 'note.txt'), 'precious');
  expect(await run('docs', { format: 'csv', catalogue: 'mine' }, true)).toMatchObject({
    error: { details: { reason: 'foreign_folder' } },
  });
  expect(existsSync(join(folder, 'docs', 'Mediary Ada 2026-03-01', 'note.txt'))).toBe(true);
});

test('a stopped export leaves nothing behind', async () => {
  const { client, folder, core } = await library();
  for (const name of ['stop.json', 'stop.zip', 'stop']) {
    const { token } = core.core.targets.grant(join(folder, name), { overwrite: false });
    const format = name.endsWith('.json') ? 'json' : 'csv';
    const started = await client.call('exports.start', { token, options: { format } });
    await client.call('jobs.cancel', started);
    const job = await endOfJob(client, started);
    if (job.state === 'cancelled')
      expect(readdirSync(folder).filter((entry) => entry.includes('stop'))).toEqual([]);
    expect(job.state).toBe('cancelled');
  }
});

test('a place that is not there, and the data folder itself, are refused in words', async () => {
  const { client, core, folder } = await library();
  const start = (path: string) =>
    client.call('exports.start', {
      token: core.core.targets.grant(path, { overwrite: true }).token,
      options: { format: 'json' },
    });
  await expect(start(join(folder, 'no', 'such', 'out.json'))).rejects.toMatchObject({
    code: 'storage',
    details: { reason: 'no_such_folder' },
  });
  await expect(start(join(core.dataFolder, 'mediary.sqlite3'))).rejects.toMatchObject({
    details: { reason: 'data_folder' },
  });
  await expect(
    client.call('exports.start', {
      token: 'target-00000000-0000-4000-8000-000000000000',
      options: { format: 'csv' },
    }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('whatever people write comes back from every table and from the document, to the byte', async () => {
  const { client, folder, run, csv, ids } = await library();
  const texts = fc.sample(
    fc
      .string({ unit: 'binary', minLength: 1, maxLength: 200 })
      .map((text) => text.replaceAll('\0', '').toWellFormed())
      .filter((text) => text.trim() !== ''),
    { seed: 20261121, numRuns: 40 },
  );
  const mediaIds: MediaId[] = [ids.heat];
  for (const [at, body] of texts.entries()) {
    const mediaId = (mediaIds[at] ??= await addTitle(client, `Title ${at}`));
    await client.call('reviews.save', { mediaId, rating: null, body });
  }
  const saved = await Promise.all(
    mediaIds.map(async (mediaId) => (await client.call('reviews.mine', { mediaId }))?.body),
  );
  await run('out', { format: 'csv', catalogue: 'mine' });
  const read = new Set(csv('out/reviews.csv').map((row) => unguardCell(row['review'] ?? '')));
  for (const body of saved) expect(read).toContain(body);
  await run('all.json', { format: 'json', catalogue: 'mine' });
  const document = exportDocument.parse(JSON.parse(readFileSync(join(folder, 'all.json'), 'utf8')));
  const told = new Set(document.reviews.map(({ review }) => review));
  for (const body of saved) expect(told).toContain(body);
});

test('own reviews come oldest first, page by page, of one year or with text alone', async () => {
  const { client, core, ids } = await library();
  const first = await client.call('exports.reviews', { limit: 1 });
  expect(first.items).toMatchObject([
    { media: { title: '=Heat' }, body: nasty, spoiler: true, playedOn: '2026-01-02' },
  ]);
  const second = await client.call('exports.reviews', { limit: 1, cursor: first.nextCursor });
  expect(second).toMatchObject({ items: [{ media: { title: 'فيروز' } }], nextCursor: null });
  core.clock.advance(400 * 86_400);
  await client.call('reviews.save', { mediaId: ids.show, rating: 30 as Rating });
  expect((await client.call('exports.reviews', { year: 2027 })).items).toHaveLength(1);
  expect((await client.call('exports.reviews', { withText: true })).items).toHaveLength(2);
  await expect(client.call('exports.reviews', { cursor: 'nonsense' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});
