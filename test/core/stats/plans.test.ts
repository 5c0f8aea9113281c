// What statistics read, they read through an index: nobody's diary is scanned for another's.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sliceQuery } from '#main/core/stats/everyone.ts';
import {
  factsQuery,
  playsQuery,
  reviewsQuery,
  titleGenresQuery,
  titlesQuery,
} from '#main/core/stats/ledger-reader.ts';
import { testCore } from '../../support/core.ts';

test.each([
  ['whose entries there are', titlesQuery, [1, 1], [
    'SEARCH plays USING COVERING INDEX plays_user_media (user_id=?)',
    'SEARCH reviews USING COVERING INDEX reviews_user_media (user_id=?)',
  ]],
  ['plays of titles', playsQuery, ['[1]', 1], ['SEARCH plays USING INDEX plays_user_media (user_id=? AND media_id=?)']],
  ['reviews', reviewsQuery, ['[1]', 1], ['SEARCH reviews USING INDEX reviews_user_media (user_id=? AND media_id=?)']],
  ['titles', factsQuery, ['[1]'], ['SEARCH media USING INTEGER PRIMARY KEY (rowid=?)']],
  ['genres', titleGenresQuery, ['[1]'], ['SEARCH media_genres USING PRIMARY KEY (media_id=?)']],
  ['a slice of everyone', sliceQuery, [0, 1, 1], [
    'SEARCH reviews USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    'SEARCH media USING INTEGER PRIMARY KEY (rowid=?)',
  ]],
] as const)('%s', async (_name, query, values, expected) => {
  const { dataFolder } = await testCore();
  const sqlite = new Database(join(dataFolder, 'mediary.sqlite3'), { readonly: true });
  const plan = sqlite
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`)
    .all(...values)
    .map(({ detail }) => detail);
  sqlite.close();
  for (const step of expected) expect(plan).toContain(step);
  expect(plan.filter((step) => /^SCAN (plays|reviews|media)|USE TEMP B-TREE FOR ORDER/.test(step))).toEqual([]);
}); // prettier-ignore
