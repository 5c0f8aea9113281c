// What a profile exported arrives in an empty one as it was, texts to the byte.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportOptions } from '#shared/api/exports.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, scratchFolder, testCore } from '../../support/core.ts';
import { addDiary, addList, endOfJob, sideDoor } from '../jobs/support.ts';
import { applied, holdings, inspected } from './format-desk.ts';
import { deskOf, importDesk } from './support.ts';

const nasty = `=HYPERLINK("x")\r\n"quotes", commas; and\ttabs\n\n 'end'  `;

async function exported(name: string, format: ExportOptions['format']) {
  const core = await testCore();
  const { client, profile } = await core.register('Ada');
  const heat = await addTitle(client, '=Heat', {
    genres: ['Crime', 'A|B\\C', 'Rock, Pop'],
    runtime: 170,
    description: nasty,
    externalIds: { imdb: 'tt0113277', tmdb: '949' },
  });
  const twin = await addTitle(client, '=Heat', { disambiguator: 'the other' });
  const undated = await addTitle(client, 'Lost (2004)', { year: null });
  const show = await addTitle(client, '深夜食堂', {
    kind: 'web_show',
    year: 2009,
    externalIds: { tmdb: '949000' },
  });
  const song = await addTitle(client, 'فيروز', { kind: 'song', year: null, creator: `'74 Jailbreak` });
  await client.call('reviews.save', { mediaId: heat, rating: 87 as Rating, body: nasty, spoiler: true });
  await client.call('reviews.save', { mediaId: twin, rating: 10 as Rating, body: null });
  await client.call('reviews.save', { mediaId: song, rating: null, body: `'quoted` });
  await client.call('reviews.save', { mediaId: undated, rating: 55 as Rating, body: null });
  await client.call('favorites.set', { mediaId: heat, on: true });
  await client.call('watchlist.set', { mediaId: show, on: true });
  await client.call('discovery.dismiss', { mediaId: undated, on: true });
  const sqlite = sideDoor(core);
  addDiary(sqlite, profile.id, [
    { mediaId: heat, on: '2020-05-01', tags: ['cinema', '=tag', 'a|b'], rating: 80 },
    { mediaId: heat, on: '2020-05-01', tags: ['cinema', '=tag', 'a|b'], rating: 80 },
    { mediaId: heat, on: '2026-01-02', rewatch: 1, note: nasty },
    { mediaId: show, on: '2019-05', season: 1, episode: 3 },
  ]);
  addList(sqlite, profile.id, '+Best', [
    { mediaId: song, position: 'b' },
    { mediaId: heat, position: 'a', note: '@me' },
  ]);
  sqlite.close();
  const folder = scratchFolder();
  const { token } = core.core.targets.grant(join(folder, name), { overwrite: false });
  const job = await client.call('exports.start', { token, options: { format, catalogue: 'mine' } });
  expect(await endOfJob(client, job)).toMatchObject({ state: 'done' });
  return { path: join(folder, name), content: holdings(deskOf(core, client)) };
}

describe('an export of everything', () => {
  it.each([
    ['a folder of tables', 'everything', 'csv'],
    ['a ZIP of tables', 'everything.zip', 'csv'],
    ['one document', 'everything.json', 'json'],
  ] as const)('arrives whole from %s, and again changes nothing', async (_what, name, format) => {
    const { path, content } = await exported(name, format);
    const desk = await importDesk();
    const inspection = await inspected(desk, desk.grant(path));
    expect(inspection.found).toMatchObject({ name: 'mediary', needs: [] });
    const first = await applied(desk, inspection);
    expect(first.outcomes).toMatchObject({ rejected: 0, updated: 0 });
    expect(holdings(desk)).toEqual(content);
    const again = await applied(desk, inspection);
    expect(again.outcomes).toMatchObject({ rejected: 0, inserted: 0, updated: 0 });
    expect(holdings(desk)).toEqual(content);
  });

  it('arrives from the files for Letterboxd with what these can hold', async () => {
    const { path, content } = await exported('letterboxd', 'letterboxd');
    const desk = await importDesk();
    const inspection = await inspected(desk, desk.grant(path));
    expect(inspection.found).toMatchObject({ name: 'letterboxd' });
    // Of two films of one name and year Letterboxd's columns know but one.
    expect((await applied(desk, inspection)).outcomes).toMatchObject({ rejected: 1 });
    const reviews = holdings(desk)['reviews'] ?? [];
    expect(reviews.some((line) => line.includes(nasty))).toBe(true);
    expect(content['reviews']?.some((line) => line.includes(nasty))).toBe(true);
  });
});
