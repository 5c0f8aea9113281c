// Importing reviews: whose they are, which title they find, and what they change.
import { describe, expect, it } from 'vitest';
import { reading } from '#shared/api/import-formats.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { titlesWithWrongTotals } from '#main/core/reviews/rating-totals.ts';
import { addTitle } from '../../support/core.ts';
import { deskOf, importDesk } from './support.ts';

describe('importing reviews by id', () => {
  it("takes ratings on Mediary's own scale and comments of several lines, whole", async () => {
    const desk = await importDesk();
    const id = await addTitle(desk.client, 'Solaris');
    const other = await addTitle(desk.client, 'Stalker');
    const comment = ' "Slow",\r\nbut 👍 great ';
    const file = `media_id,rating,comment\r\n${id},8.5,"${comment.replaceAll('"', '""')}"\r\n${other},,only words\r\n`;
    expect((await desk.apply(file)).outcomes).toMatchObject({ rows: 2, inserted: 2 });
    expect(await desk.client.call('reviews.mine', { mediaId: id })).toMatchObject({
      rating: 85,
      body: comment,
    });
    expect(await desk.client.call('reviews.mine', { mediaId: other })).toMatchObject({
      rating: null,
      body: 'only words',
    });
    expect((await desk.apply(file)).outcomes).toMatchObject({ rows: 2, unchanged: 2 });
    expect(await desk.client.call('catalog.get', { id })).toMatchObject({
      ratingCount: 1,
      averageRating: 85,
    });
  });

  it('refuses unknown titles and bad ratings by line and field', async () => {
    const desk = await importDesk();
    const id = await addTitle(desk.client, 'Solaris');
    const rows = [
      `99999,8,x`,
      `${id},0.9,`,
      `${id},10.1,`,
      `${id},abc,`,
      `${id},"8,5",`,
      `x,8,`,
      `,8,`,
      `${id},,`,
    ];
    const record = await desk.apply(`media_id,rating,comment\n${rows.join('\n')}\n`);
    expect(record.outcomes).toMatchObject({ rows: 8, rejected: 8 });
    const { items } = await desk.client.call('imports.rejects', { importId: record.id });
    expect(items.map(({ line, field, reason }) => `${line} ${field ?? '-'}: ${reason}`)).toEqual([
      '2 media_id: there is no title with the id 99999',
      '3 rating: 0.9 is not between 1.0 and 10.0',
      '4 rating: 10.1 is not between 1.0 and 10.0',
      '5 rating: "abc" is not a number from 1 to 10',
      '6 rating: "8,5": write it with a point, 8.5',
      '7 media_id: "x" is no id of a title',
      '8 media_id: is missing: the row names no title',
      '9 rating: there is neither a rating nor a comment',
    ]);
    expect(items[4]?.cells).toEqual([String(id), '8,5', '']);
  });

  it('reads dates as spreadsheets write them: in the order that was said, or that only one can be', async () => {
    const desk = await importDesk();
    const file = 'title,kind,rating,date\nHeat,movie,9,31.12.2020\nAlien,movie,8,1/2/2020\n';
    const said = (dateOrder: 'month-first' | null) => ({
      scale: { min: 1, max: 10 },
      reading: reading.parse({ dateOrder }),
    });
    const open = await desk.apply(file, said(null));
    expect(open.outcomes).toMatchObject({ inserted: 1, rejected: 1 });
    const { items } = await desk.client.call('imports.rejects', { importId: open.id });
    expect(items[0]?.reason).toBe(
      '"1/2/2020" can be read in two ways: say whether the day or the month comes first',
    );
    expect((await desk.apply(file, said('month-first'))).outcomes).toMatchObject({
      inserted: 1,
      unchanged: 1,
    });
    const sqlite = desk.sql();
    const dates = sqlite.prepare('SELECT created_at FROM reviews ORDER BY created_at').pluck().all();
    sqlite.close();
    expect(dates).toEqual(['2020-01-02T00:00:00.000Z', '2020-12-31T00:00:00.000Z']);
  });

  it('changes an own review where the file says something else, keeps what it leaves blank, and notes what was before', async () => {
    const desk = await importDesk();
    const id = await addTitle(desk.client, 'Solaris');
    await desk.client.call('reviews.save', { mediaId: id, rating: 70 as never, body: 'mine' });
    const record = await desk.apply(`media_id,rating,comment\n${id},9,\n`);
    expect(record.outcomes).toMatchObject({ updated: 1 });
    expect(await desk.client.call('reviews.mine', { mediaId: id })).toMatchObject({
      rating: 90,
      body: 'mine',
    });
    expect(await desk.client.call('catalog.get', { id })).toMatchObject({
      ratingCount: 1,
      averageRating: 90,
    });
    const sqlite = desk.sql();
    const before = sqlite
      .prepare<[number], string>(`SELECT before FROM import_changes WHERE import_id = ?`)
      .pluck()
      .get(record.id);
    expect(JSON.parse(before ?? '{}')).toMatchObject({ rating: 70, body: 'mine' });
    sqlite.close();
    const rest = await desk.apply(`media_id,rating,comment\n${id},,theirs\n`);
    expect(rest.outcomes).toMatchObject({ updated: 1 });
    expect(await desk.client.call('reviews.mine', { mediaId: id })).toMatchObject({
      rating: 90,
      body: 'theirs',
    });
  });

  it('takes identical rows as one and refuses a contradiction by both lines', async () => {
    const desk = await importDesk();
    const id = await addTitle(desk.client, 'Solaris');
    const record = await desk.apply(`media_id,rating,comment\n${id},9,x\n${id},9,x\n${id},7,x\n`);
    expect(record.outcomes).toMatchObject({ rows: 3, inserted: 1, unchanged: 1, rejected: 1 });
    const { items } = await desk.client.call('imports.rejects', { importId: record.id });
    expect(items).toMatchObject([
      { line: 4, field: 'rating', reason: expect.stringContaining('contradicts line 2') },
    ]);
  });

  it('tells others who have the title among their favourites', async () => {
    const desk = await importDesk();
    const { client: fan } = await desk.test.register('Fan');
    const id = await addTitle(desk.client, 'Solaris');
    await fan.call('favorites.set', { mediaId: id, on: true });
    await desk.apply(`media_id,rating,comment\n${id},9,x\n`);
    const sqlite = desk.sql();
    expect(sqlite.prepare('SELECT count(*) FROM notifications').pluck().get()).toBe(1);
    sqlite.close();
  });
});

describe('importing reviews by name', () => {
  const mapping = { title: 'Name', year: 'Year', rating: 'Score' } as const;
  const options = { shape: 'reviews', kind: 'movie', mapping, scale: { min: 0.5, max: 5 } } as const;

  it('finds titles by name and year, adds the missing ones, and counts them', async () => {
    const desk = await importDesk();
    const id = await addTitle(desk.client, 'Solaris', { year: 1972 });
    const record = await desk.apply(
      'Name,Year,Score\nSOLARIS,1973,4.5\nNew One,2001,0.5\nUnrated,2002,\n',
      options,
    );
    expect(record.outcomes).toMatchObject({ rows: 3, inserted: 2, titlesAdded: 1, rejected: 1 });
    expect(await desk.client.call('reviews.mine', { mediaId: id })).toMatchObject({ rating: 90 });
    expect(
      (await desk.plan('Name,Year,Score\nNobody,2001,3\n', { ...options, addMissing: false })).rejects,
    ).toMatchObject([{ line: 2, field: 'title', reason: 'Nobody (2001) is not in the catalogue' }]);
  });

  it('raises what comes to less than 1.0, and says how often', async () => {
    const desk = await importDesk();
    const record = await desk.apply('Name,Score\nA,2\nB,5\nC,100\nD,0\n', {
      ...options,
      mapping: { title: 'Name', rating: 'Score' },
      scale: { min: 1, max: 100 },
    });
    expect(record.outcomes).toMatchObject({ rows: 4, inserted: 3, raised: 2, rejected: 1 });
  });

  it('takes decimal commas where cells are not split by commas', async () => {
    const desk = await importDesk();
    expect(
      (await desk.apply('Name;Score\nA;4,5\n', { ...options, mapping: { title: 'Name', rating: 'Score' } }))
        .outcomes,
    ).toMatchObject({ inserted: 1 });
    expect((await desk.apply('media_id;rating;comment\n1;8,5;\n')).outcomes).toMatchObject({ rejected: 0 });
    expect(
      (await desk.apply('Name,Score\nB,"4,5"\n', { ...options, mapping: { title: 'Name', rating: 'Score' } }))
        .outcomes,
    ).toMatchObject({ rejected: 1 });
  });

  it('asks for what it may not guess: the scale, the columns, the kind', async () => {
    const desk = await importDesk();
    const file = 'Name,Year,Score\nA,2001,3\n';
    await expect(desk.plan(file, { ...options, scale: null })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { field: 'scale' },
    });
    await expect(
      desk.plan(file, { ...options, mapping: { ...mapping, rating: 'Stars' } }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/"Stars".*Name, Year, Score/),
      details: { field: 'mapping.rating', column: 'Stars' },
    });
    await expect(desk.plan(file, { ...options, mapping: { rating: 'Score' } })).rejects.toMatchObject({
      details: { field: 'mapping.title' },
    });
    await expect(
      desk.plan(file, { ...options, where: [{ column: 'user', value: '1' }] }),
    ).rejects.toMatchObject({ details: { field: 'where', column: 'user' } });
    await expect(desk.plan('title,genre\nx,y\n', { kind: null })).rejects.toMatchObject({
      details: { field: 'kind' },
    });
    await expect(
      desk.plan('Name,Name,Score\nA,B,3\n', { ...options, mapping: { title: 'Name', rating: 'Score' } }),
    ).rejects.toMatchObject({ message: expect.stringContaining('several columns') });
  });

  it('reads dates as the moment of the review, and refuses what is none', async () => {
    const desk = await importDesk();
    const record = await desk.apply('Name,Score,When\nA,4,2019-05-31\nB,3,05/06/2019\n', {
      ...options,
      mapping: { title: 'Name', rating: 'Score', date: 'When' },
    });
    expect(record.outcomes).toMatchObject({ inserted: 1, rejected: 1 });
    const sqlite = desk.sql();
    expect(sqlite.prepare('SELECT created_at FROM reviews').pluck().all()).toEqual([
      '2019-05-31T00:00:00.000Z',
    ]);
    sqlite.close();
  });
});

describe('importing the ratings of many people', () => {
  const file = 'who,film,score\n7,m1,4\n8,m1,5\n7,m2,3\n';
  const options = {
    shape: 'reviews',
    mapping: { author: 'who', movielens: 'film', rating: 'score' },
    scale: { min: 1, max: 5 },
  } as const;

  it('makes an author of each, without a password, and keeps totals right', async () => {
    const desk = await importDesk();
    await desk.apply('title,kind,movielens\nOne,movie,m1\nTwo,movie,m2\n');
    const record = await desk.apply(file, options);
    expect(record.outcomes).toMatchObject({ rows: 3, inserted: 3, titlesAdded: 0 });
    expect((await desk.apply(file, options)).outcomes).toMatchObject({ unchanged: 3 });
    const sqlite = desk.sql();
    expect(
      sqlite.prepare('SELECT name FROM users WHERE password_hash IS NULL ORDER BY id').pluck().all(),
    ).toEqual(['MovieLens 7', 'MovieLens 8']);
    expect(
      sqlite.prepare('SELECT title, rating_count, rating_sum FROM media ORDER BY id').raw().all(),
    ).toEqual([
      ['One', 2, 180],
      ['Two', 1, 60],
    ]);
    expect(
      sqlite
        .prepare(
          'SELECT table_name, first_id, last_id FROM import_changes WHERE import_id = ? ORDER BY table_name',
        )
        .raw()
        .all(record.id),
    ).toEqual([
      ['reviews', 1, 3],
      ['users', expect.any(Number), expect.any(Number)],
    ]);
    sqlite.close();
  });

  it('adds up what changed ratings change, beside those of people here', async () => {
    const desk = await importDesk();
    await desk.apply('title,kind,movielens\nOne,movie,m1\nTwo,movie,m2\n');
    await desk.client.call('reviews.save', { mediaId: 1, rating: 100 as Rating });
    await desk.apply(file, options);
    const changed = 'who,film,score\n7,m1,1\n9,m1,5\n7,m2,5\n';
    const record = await desk.apply(changed, { ...options, conflicts: 'takeTheirs' });
    expect(record.outcomes).toMatchObject({ inserted: 1, updated: 2 });
    const sqlite = desk.sql();
    expect(sqlite.prepare('SELECT title, rating_count, rating_sum FROM media').raw().all()).toEqual([
      ['One', 4, 320],
      ['Two', 1, 100],
    ]);
    expect(titlesWithWrongTotals(sqlite)).toEqual([]);
    sqlite.close();
  });

  it('is for admins alone', async () => {
    const desk = await importDesk();
    const { client } = await desk.test.register('Member');
    const member = deskOf(desk.test, client);
    await expect(member.plan(file, options)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(member.apply(file, options)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
