// Rows of an import that is over: listed with their titles, pointed at another one, and undone all the same.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ImportId, MediaId } from '#shared/api/contract.ts';
import type { ImportRowView } from '#shared/api/import-rows.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle } from '../../support/core.ts';
import { finished, importDesk, isAccounted, type ImportDesk } from './support.ts';

const reviews: Partial<ImportOptions> = {
  shape: 'reviews',
  kind: 'movie',
  mapping: { title: 'Film', year: 'Year', rating: 'Stars', imdb: 'Const' },
  scale: { min: 1, max: 10 },
};
const plays: Partial<ImportOptions> = {
  shape: 'plays',
  kind: 'movie',
  mapping: { title: 'Film', year: 'Year', played: 'Day', rating: 'Stars' },
  scale: { min: 1, max: 10 },
};

const rowsOf = async (desk: ImportDesk, importId: ImportId, text = ''): Promise<ImportRowView[]> =>
  (await desk.client.call('imports.rows', { importId, text })).items;

/** What people hold and which titles there are; ids of rows that came and went are no content. */
function contents(desk: ImportDesk): unknown {
  const sqlite = new Database(join(desk.test.dataFolder, 'mediary.sqlite3'), { readonly: true });
  const all = (query: string) => sqlite.prepare(query).all();
  const content = {
    media: all('SELECT id, title, year, rating_count, rating_sum, deleted_at FROM media ORDER BY id'),
    reviews: all(
      'SELECT user_id, media_id, rating, body, created_at, updated_at, deleted_at FROM reviews ORDER BY 1, 2',
    ),
    plays: all('SELECT user_id, media_id, played_on, rating, deleted_at FROM plays ORDER BY 1, 2, 3'),
    ids: all('SELECT * FROM external_ids ORDER BY 1, 2'),
    watchlist: all('SELECT * FROM watchlist ORDER BY 1, 2'),
  };
  sqlite.close();
  return content;
}

const undo = async (desk: ImportDesk, importId: ImportId) =>
  await finished(desk.client, await desk.client.call('imports.undo', { importId }));

describe('the rows of an import', () => {
  it('are listed with what they say and where they went, page by page and by text', async () => {
    const desk = await importDesk();
    const heat = await addTitle(desk.client, 'Heat', { year: 1995 });
    const record = await desk.apply(
      'Film,Year,Stars,Const\nHeat,1995,7,\nAlien,1979,9,tt0078748\nUp,2009,x,\nHeat,1995,7,\n',
      reviews,
    );
    const rows = await rowsOf(desk, record.id);
    expect(rows).toMatchObject([
      { line: 2, outcome: 'inserted', named: { title: 'Heat', year: 1995 }, title: { id: heat } },
      { line: 3, outcome: 'inserted', named: { ids: [['imdb', 'tt0078748']] }, title: { title: 'Alien' } },
      { line: 4, outcome: 'rejected', title: null, refusal: { field: 'rating' } },
      { line: 5, outcome: 'unchanged', title: { id: heat } },
    ]);
    expect((await rowsOf(desk, record.id, 'HEA')).map(({ line }) => line)).toEqual([2, 5]);
    const first = await desk.client.call('imports.rows', { importId: record.id, limit: 3 });
    expect(first).toMatchObject({ canMatch: true, nextCursor: '4' });
    const next = await desk.client.call('imports.rows', {
      importId: record.id,
      limit: 3,
      cursor: first.nextCursor,
    });
    expect(next.items.map(({ line }) => line)).toEqual([5]);
    const { client } = await desk.test.register('Other');
    await expect(client.call('imports.rows', { importId: record.id })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('pointing a row at another title', () => {
  it('moves what it wrote, takes a title that came for it alone along, and is undone with the import', async () => {
    const desk = await importDesk();
    const right = await addTitle(desk.client, 'The Thing', { year: 1982 });
    const before = contents(desk);
    const record = await desk.apply(
      'Film,Year,Stars,Const\nThe Thing,2011,7,tt0084787\nAlien,1979,9,\n',
      reviews,
    );
    const [wrong] = await rowsOf(desk, record.id);
    expect(wrong?.title?.id).not.toBe(right);
    expect(
      await desk.client.call('imports.rematch', { importId: record.id, line: 2, mediaId: right }),
    ).toEqual({
      outcome: 'inserted',
      left: 0,
    });
    expect(await desk.client.call('catalog.get', { id: right })).toMatchObject({
      mine: { rating: 70 },
      ratingCount: 1,
      externalIds: { imdb: ['tt0084787'] },
    });
    await expect(desk.client.call('catalog.get', { id: wrong?.title?.id as MediaId })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await rowsOf(desk, record.id))[0]).toMatchObject({ title: { id: right }, outcome: 'inserted' });
    // The next file that says the same goes there too.
    const again = await desk.apply(
      'Film,Year,Stars,Const\nThe Thing,2011,7,tt0084787\nAlien,1979,9,\n',
      reviews,
    );
    expect(again.outcomes).toMatchObject({ rows: 2, unchanged: 2 });
    await undo(desk, again.id);
    await undo(desk, record.id);
    expect(contents(desk)).toEqual(before);
  });

  it('gives back what was on the old title before, and keeps what was on the new one for the undo', async () => {
    const desk = await importDesk();
    const old = await addTitle(desk.client, 'Solaris', { year: 1972 });
    const right = await addTitle(desk.client, 'Solaris', { year: 2002 });
    for (const mediaId of [old, right])
      await desk.client.call('reviews.save', { mediaId, rating: 60 as Rating, body: 'Mine' });
    const before = contents(desk);
    const record = await desk.apply('Film,Year,Stars,Const\nSolaris,1972,9,\n', reviews);
    expect(record.outcomes).toMatchObject({ updated: 1 });
    await desk.client.call('imports.rematch', { importId: record.id, line: 2, mediaId: right });
    const rating = async (id: MediaId) => (await desk.client.call('catalog.get', { id })).mine.rating;
    expect([await rating(old), await rating(right)]).toEqual([60, 90]);
    await undo(desk, record.id);
    expect(contents(desk)).toEqual(before);
  });

  it('takes one of several plays along, and leaves the others', async () => {
    const desk = await importDesk();
    const old = await addTitle(desk.client, 'Heat', { year: 1995 });
    const right = await addTitle(desk.client, 'Heat', { year: 1986 });
    const before = contents(desk);
    const record = await desk.apply(
      'Film,Year,Day,Stars\nHeat,1995,2019-05-01,\nHeat,1995,2020-05-01,\n',
      plays,
    );
    await desk.client.call('imports.rematch', { importId: record.id, line: 3, mediaId: right });
    const sqlite = desk.sql();
    expect(sqlite.prepare('SELECT media_id, played_on FROM plays ORDER BY played_on').raw().all()).toEqual([
      [old, '2019-05-01'],
      [right, '2020-05-01'],
    ]);
    sqlite.close();
    await undo(desk, record.id);
    expect(contents(desk)).toEqual(before);
  });

  it('brings in a row that was refused, and the accounts hold', async () => {
    const desk = await importDesk();
    await addTitle(desk.client, 'Pinocchio', { year: 2019 });
    const right = await addTitle(desk.client, 'Pinocchio', { year: 2022 });
    const record = await desk.apply('Film,Year,Stars,Const\nPinocchio,,8,\nUp,2009,x,\n', reviews);
    expect(record.outcomes).toMatchObject({ rejected: 2 });
    await desk.client.call('imports.rematch', { importId: record.id, line: 2, mediaId: right });
    const { outcomes } = await desk.client.call('imports.get', { importId: record.id });
    expect(outcomes).toMatchObject({ inserted: 1, rejected: 1 });
    expect(isAccounted(outcomes)).toBe(true);
    expect((await desk.client.call('imports.rejects', { importId: record.id })).items).toHaveLength(1);
    await expect(
      desk.client.call('imports.rematch', { importId: record.id, line: 3, mediaId: right }),
    ).rejects.toMatchObject({ code: 'conflict', details: { reason: 'row_refused', field: 'rating' } });
    await expect(
      desk.client.call('imports.rematch', { importId: record.id, line: 9, mediaId: right }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves what somebody edited since, and says so', async () => {
    const desk = await importDesk();
    const right = await addTitle(desk.client, 'The Thing', { year: 1982 });
    const record = await desk.apply('Film,Year,Stars,Const\nAlien,1979,9,\n', reviews);
    const [row] = await rowsOf(desk, record.id);
    const old = row?.title?.id as MediaId;
    await desk.client.call('reviews.save', { mediaId: old, rating: 50 as Rating, body: 'Now' });
    expect(
      await desk.client.call('imports.rematch', { importId: record.id, line: 2, mediaId: right }),
    ).toMatchObject({ left: 1 });
    expect((await desk.client.call('catalog.get', { id: old })).mine.rating).toBe(50);
    expect((await desk.client.call('catalog.get', { id: right })).mine.rating).toBe(90);
  });
});
