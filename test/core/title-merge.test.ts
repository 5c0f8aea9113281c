// Two titles made one and taken apart again: nothing that people hold is lost, and all is as it was.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore, type TestCore } from '../support/core.ts';
import { deskOf } from './imports/support.ts';

const open = (test: TestCore) => new Database(join(test.dataFolder, 'mediary.sqlite3'));

/** Every row of every table, without what a merge is about itself. */
function contents(test: TestCore): Record<string, unknown[]> {
  const sqlite = open(test);
  const tables = sqlite
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'media_search%' AND name NOT GLOB 'search_*' AND name NOT LIKE 'title_merge%'`,
    )
    .pluck()
    .all() as string[];
  const rows = Object.fromEntries(
    tables.map((table) => [
      table,
      (sqlite.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all() as Record<string, unknown>[]).map(
        (row) => (table === 'media' ? { ...row, updated_at: '' } : row),
      ),
    ]),
  );
  const search = sqlite
    .prepare(`SELECT rowid & 0xffffff AS id FROM media_search WHERE media_search MATCH '"heat"' ORDER BY 1`)
    .all();
  sqlite.close();
  return { ...rows, search };
}

async function twoHeats(): Promise<{ test: TestCore; client: Client; keep: MediaId; drop: MediaId }> {
  const test = await testCore();
  const { client } = await test.register('Ada');
  return {
    test,
    client,
    keep: await addTitle(client, 'Heat', { year: 1995, genres: [] }),
    drop: await addTitle(client, 'Heat', {
      year: 1996, creator: 'Michael Mann', genres: ['Crime'], externalIds: { imdb: 'tt0113277' },
    }), // prettier-ignore
  };
}

const save = async (client: Client, mediaId: MediaId, rating: number | null, body: string | null) =>
  await client.call('reviews.save', { mediaId, rating: rating as Rating | null, body });

describe('merging two titles', () => {
  it('is shown before it happens: both sides, what both have, and what is taken over', async () => {
    const { test, client, keep, drop } = await twoHeats();
    const { client: other } = await test.register('Ben');
    await save(client, keep, 80, null);
    await save(client, drop, 60, 'Long.');
    await save(other, drop, 90, null);
    const preview = await client.call('catalog.mergePreview', { keepId: keep, dropId: drop });
    expect(preview).toMatchObject({
      keep: { media: { id: keep }, reviews: 1, own: { rating: 80, comment: null } },
      drop: {
        media: { id: drop },
        reviews: 2,
        externalIds: { imdb: ['tt0113277'] },
        own: { rating: 60, comment: 'Long.' },
      },
      reviewedBoth: 1,
      taken: ['creator', 'genres'],
      allowed: true,
    });
    expect(await other.call('catalog.mergePreview', { keepId: keep, dropId: drop })).toMatchObject({
      allowed: false,
    });
    await expect(other.call('catalog.merge', { keepId: keep, dropId: drop })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(client.call('catalog.merge', { keepId: keep, dropId: keep })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('takes everything over; what both have is kept once, with what it lacks from the other', async () => {
    const { test, client, keep, drop } = await twoHeats();
    const { client: other } = await test.register('Ben');
    await save(client, keep, 80, null);
    await save(client, drop, 60, 'Long.');
    await save(other, drop, 90, null);
    await client.call('favorites.set', { mediaId: drop, on: true });
    await client.call('catalog.merge', { keepId: keep, dropId: drop });
    const merged = await client.call('catalog.get', { id: keep });
    expect(merged).toMatchObject({
      creator: 'Michael Mann',
      genres: ['Crime'],
      ratingCount: 2,
      averageRating: 85,
      externalIds: { imdb: ['tt0113277'] },
      mine: { rating: 80, favorite: true },
    });
    await expect(client.call('catalog.get', { id: drop })).rejects.toMatchObject({
      code: 'not_found',
      details: { mergedInto: keep },
    });
    expect((await client.call('catalog.list', {})).total).toBe(1);
    expect(await client.call('catalog.merges', { id: keep })).toMatchObject([
      { dropId: drop, title: 'Heat', year: 1996, mergedBy: 'Ada', allowed: true },
    ]);
    expect(await other.call('catalog.merges', { id: keep })).toMatchObject([{ allowed: false }]);
    await expect(client.call('catalog.restore', { id: drop })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('stands when the same file comes again: the name of the other means the kept one', async () => {
    const { test, client, keep, drop } = await twoHeats();
    await client.call('catalog.merge', { keepId: keep, dropId: drop });
    const desk = deskOf(test, client);
    const record = await desk.apply('title,year,kind\nHeat,1996,movie\n');
    expect(record.outcomes).toMatchObject({ rows: 1, inserted: 0 });
    expect((await client.call('catalog.list', {})).total).toBe(1);
    await expect(addTitle(client, 'Heat', { year: 1996 })).rejects.toMatchObject({
      code: 'conflict',
      details: { mediaId: keep },
    });
  });
});

describe('taking a merge apart', () => {
  it('leaves all as it was, whatever two people held of both', async () => {
    const { test, client, keep, drop } = await twoHeats();
    const { profile } = await test.register('Ben');
    const { client: third } = await test.register('Cid');
    const moment = fc.integer({ min: 1, max: 9 }).map((second) => `2026-01-01T00:00:0${second}.000Z`);
    const owner = fc.constantFrom(1, profile.id);
    const title = fc.constantFrom<number>(keep, drop);
    const held = fc.record({
      owner,
      title,
      at: moment,
      gone: fc.option(moment),
      rating: fc.option(fc.integer({ min: 10, max: 100 })),
    });
    const listId = 1;
    await fc.assert(
      fc.asyncProperty(
        fc.array(held, { maxLength: 6 }),
        fc.array(held, { maxLength: 8 }),
        fc.array(held, { maxLength: 6 }),
        async (reviews, shelves, plays) => {
          const sqlite = open(test);
          for (const table of [
            'reviews',
            'plays',
            'favorites',
            'watchlist',
            'dismissed',
            'list_items',
            'lists',
            'notifications',
            'view_history',
          ])
            sqlite.exec(`DELETE FROM ${table}`);
          sqlite.exec(
            `INSERT INTO lists (id, uid, user_id, name, created_at, updated_at) VALUES (${listId}, randomblob(16), 1, 'L', '', '')`,
          );
          for (const { owner: user, title: id, at, gone, rating } of reviews)
            sqlite
              .prepare(
                'INSERT OR IGNORE INTO reviews (user_id, media_id, rating, body, created_at, updated_at, deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
              )
              .run(user, id, rating, rating === null || rating % 2 ? 'Words' : null, at, at, gone);
          for (const { owner: user, title: id, at, gone, rating } of shelves) {
            for (const table of ['favorites', 'watchlist', 'dismissed'])
              sqlite
                .prepare(`INSERT OR IGNORE INTO ${table} VALUES (?, ?, ?, ?, ?)`)
                .run(user, id, at, at, gone);
            sqlite
              .prepare('INSERT OR IGNORE INTO list_items VALUES (?, ?, ?, ?, ?, ?, ?)')
              .run(listId, id, 'a0', null, at, at, gone);
            sqlite.prepare('INSERT OR IGNORE INTO view_history VALUES (?, ?, ?)').run(user, id, at);
            sqlite
              .prepare(
                `INSERT OR IGNORE INTO notifications (user_id, kind, media_id, author_id, created_at) VALUES (?, 'review', ?, ?, ?)`,
              )
              .run(user, id, rating === null ? 1 : profile.id, at);
          }
          for (const { owner: user, title: id, at, gone } of plays)
            sqlite
              .prepare(
                'INSERT INTO plays (uid, user_id, media_id, played_on, created_at, updated_at, deleted_at) VALUES (randomblob(16), ?, ?, ?, ?, ?, ?)',
              )
              .run(user, id, '2026', at, at, gone);
          // Totals as they should be, so that the merge has something to keep right.
          sqlite.exec(`UPDATE media SET (rating_count, rating_sum, weighted_rating) = (
            SELECT count(rating), coalesce(sum(rating), 0), iif(count(rating) = 0, 0, (sum(rating) + 325.0) / (count(rating) + 5))
            FROM reviews WHERE media_id = media.id AND deleted_at IS NULL)`);
          sqlite.close();
          const before = contents(test);
          const { mergeId } = await client.call('catalog.merge', { keepId: keep, dropId: drop });
          const after = open(test);
          const left = ['reviews', 'plays', 'favorites', 'watchlist', 'dismissed', 'list_items'].map(
            (table) =>
              after
                .prepare(`SELECT count(*) FROM ${table} WHERE media_id = ? AND deleted_at IS NULL`)
                .pluck()
                .get(drop),
          );
          const people = (mediaIds: readonly number[]) => (rows: unknown[]) =>
            new Set((rows as { user_id: number; media_id: number; deleted_at: string | null }[])
              .filter((row) => row.deleted_at === null && mediaIds.includes(row.media_id))
              .map((row) => row.user_id)); // prettier-ignore
          const merged = contents(test);
          after.close();
          expect(left).toEqual([0, 0, 0, 0, 0, 0]);
          for (const table of ['reviews', 'favorites', 'watchlist', 'plays'])
            expect(people([keep])(merged[table] ?? [])).toEqual(people([keep, drop])(before[table] ?? []));
          expect(await client.call('catalog.unmerge', { mergeId })).toEqual({
            keepId: keep,
            dropId: drop,
            left: 0,
          });
          expect(contents(test)).toEqual(before);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
    await expect(third.call('catalog.unmerge', { mergeId: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('leaves what somebody has edited since', async () => {
    const { client, keep, drop } = await twoHeats();
    await save(client, keep, 80, null);
    await save(client, drop, 60, 'Long.');
    const { mergeId } = await client.call('catalog.merge', { keepId: keep, dropId: drop });
    await save(client, keep, 100, 'Now I see.');
    expect(await client.call('catalog.unmerge', { mergeId })).toMatchObject({ left: 1 });
    expect((await client.call('catalog.get', { id: keep })).mine.rating).toBe(100);
    expect((await client.call('catalog.get', { id: drop })).mine.rating).toBe(60);
  });

  it('waits where the title went into another one since', async () => {
    const { client, keep, drop } = await twoHeats();
    const third = await addTitle(client, 'Heat', { year: 1994 });
    const first = await client.call('catalog.merge', { keepId: keep, dropId: drop });
    const second = await client.call('catalog.merge', { keepId: third, dropId: keep });
    await expect(client.call('catalog.unmerge', first)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'merged_since', mergeId: second.mergeId },
    });
    await expect(addTitle(client, 'Heat', { year: 1996 })).rejects.toMatchObject({
      details: { mediaId: third },
    });
    await client.call('catalog.unmerge', second);
    await client.call('catalog.unmerge', first);
    expect((await client.call('catalog.list', {})).total).toBe(3);
  });
});

it('knows every table that holds titles', async () => {
  const test = await testCore();
  const sqlite = open(test);
  const holding = sqlite
    .prepare(
      `SELECT DISTINCT m.name FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f."table" = 'media' ORDER BY 1`,
    )
    .pluck()
    .all();
  sqlite.close();
  // A new one has to be merged in title-merge.ts, or is about the title alone (its genres, its merges).
  expect(holding).toEqual([
    'dismissed', 'external_ids', 'favorites', 'import_choices', 'import_decisions', 'list_items', 'media_genres',
    'notifications', 'plays', 'reviews', 'title_merges', 'view_history', 'watchlist',
  ]); // prettier-ignore
});
