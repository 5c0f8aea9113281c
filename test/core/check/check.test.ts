import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { CheckFinding, CheckName } from '#shared/api/jobs.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore, type TestCore } from '../../support/core.ts';
import { deskOf } from '../imports/support.ts';
import { endOfJob, sideDoor } from '../jobs/support.ts';

async function library() {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const heat = await addTitle(client, 'The Heat', { genres: ['Crime'] });
  const ran = await addTitle(client, 'Ran');
  await client.call('reviews.save', { mediaId: heat, rating: 80 as Rating });
  await client.call('reviews.save', { mediaId: ran, rating: 90 as Rating });
  const check = async (mend: boolean) => {
    const job = await endOfJob(client, await client.call('backups.check', { mend }));
    if (job.result?.kind !== 'check') throw new Error(JSON.stringify(job.error));
    return job.result;
  };
  return { core, client, check, heat, ran };
}

const wrongOnes = (findings: readonly CheckFinding[]) =>
  findings.filter(({ state }) => state !== 'ok').map(({ check, state, count }) => ({ check, state, count }));

test('a sound database is sound, and nothing is backed up or mended', async () => {
  const { check } = await library();
  const report = await check(true);
  expect(wrongOnes(report.findings)).toEqual([]);
  expect(report.backup).toBeNull();
  expect(report.findings.map(({ check: name }) => name)).toEqual([
    'pages', 'references', 'seals', 'identities', 'ratings', 'counts', 'search', 'imports', 'leftovers',
  ]); // prettier-ignore
});

interface Damage {
  readonly check: CheckName;
  readonly what: string;
  readonly count?: number;
  readonly harm: (sqlite: Database.Database, core: TestCore) => void;
}

const damages: readonly Damage[] = [
  {
    check: 'ratings',
    what: 'a count that is off',
    harm: (sqlite) => sqlite.exec('UPDATE media SET rating_count = 2, rating_sum = 160 WHERE id = 1'),
  },
  {
    check: 'ratings',
    what: 'a mean that is off',
    harm: (sqlite) => sqlite.exec('UPDATE media SET weighted_rating = 50 WHERE id = 1'),
  },
  {
    check: 'counts',
    what: 'a number of titles that is off',
    harm: (sqlite) => sqlite.exec(`UPDATE title_counts SET titles = titles + 1 WHERE kind = 'movie'`),
  },
  {
    check: 'identities',
    what: 'a wrong uid',
    harm: (sqlite) => sqlite.exec('UPDATE media SET uid = randomblob(16) WHERE id = 2'),
  },
  {
    check: 'identities',
    what: 'wrong keys',
    count: 2,
    harm: (sqlite) => sqlite.exec(`UPDATE media SET title_key = 'x', sort_key = 'y'`),
  },
  {
    check: 'search',
    what: 'a title that cannot be found',
    harm: (sqlite) => sqlite.exec('DELETE FROM media_search WHERE (rowid & 0xffff) = 1'),
  },
  {
    check: 'search',
    what: 'an entry of no title',
    harm: (sqlite) => sqlite.exec(`INSERT INTO media_search (rowid, words) VALUES (99, 'ghost')`),
  },
  {
    check: 'references',
    what: 'rows of nobody',
    count: 2,
    harm: (sqlite) => {
      sqlite.pragma('foreign_keys = OFF');
      sqlite.exec(`INSERT INTO favorites VALUES (1, 99, '2026', '2026', NULL)`);
      sqlite.exec('UPDATE media SET added_by = 99 WHERE id = 1');
    },
  },
  {
    check: 'leftovers',
    what: 'the copy of an import that is gone',
    harm: (_sqlite, { dataFolder }) => {
      const folder = join(dataFolder, 'imports', '77');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'source'), 'x');
      utimesSync(folder, 1, 1);
    },
  },
];

test.for(damages)(
  '$check: $what is found, and mended after a backup',
  async ({ check: name, count = 1, harm }) => {
    const { core, check, client } = await library();
    await core.core.settled();
    const sqlite = sideDoor(core);
    harm(sqlite, core);
    sqlite.close();

    const found = await check(false);
    expect(wrongOnes(found.findings)).toEqual([{ check: name, state: 'wrong', count }]);
    expect(found.findings.find((one) => one.check === name)?.examples.length).toBeGreaterThan(0);
    expect(found.backup).toBeNull();

    const mended = await check(true);
    expect(wrongOnes(mended.findings)).toEqual([{ check: name, state: 'mended', count }]);
    expect(readdirSync(join(core.dataFolder, 'backups'))).toEqual([mended.backup]);
    expect(wrongOnes((await check(false)).findings)).toEqual([]);
    expect((await client.call('catalog.search', { text: 'heat' })).items).toMatchObject([
      { title: 'The Heat', ratingCount: 1, averageRating: 80 },
    ]);
  },
);

test('the kept file of an import that is over is no leftover; what lies beside it is', async () => {
  const { core, check, client } = await library();
  const { id } = await deskOf(core, client).apply('title,year,kind\nAlien,1979,movie\n');
  const folder = join(core.dataFolder, 'imports', String(id));
  const source = join(folder, 'source');
  const old = () => {
    for (const name of ['', ...readdirSync(folder)]) utimesSync(join(folder, name), 1, 1);
  };
  expect(existsSync(source)).toBe(true);
  old();
  expect(wrongOnes((await check(true)).findings)).toEqual([]);
  expect(existsSync(source)).toBe(true);

  writeFileSync(join(folder, 'original-0'), 'x');
  old();
  expect(wrongOnes((await check(true)).findings)).toEqual([
    { check: 'leftovers', state: 'mended', count: 1 },
  ]);
  expect(readdirSync(folder)).toEqual(['source']);
});

test('two titles that are one work are told, and left to people', async () => {
  const { core, check } = await library();
  const sqlite = sideDoor(core);
  sqlite.exec(`UPDATE media SET title = 'Ran', title_key = 'ran', sort_key = 'ran' WHERE id = 1`);
  sqlite.close();
  const report = await check(true);
  expect(wrongOnes(report.findings)).toContainEqual({ check: 'identities', state: 'wrong', count: 1 });
});

test('an index that lost an entry is made anew', async () => {
  const { core, check } = await library();
  const sqlite = sideDoor(core);
  sqlite.unsafeMode();
  sqlite.pragma('writable_schema = ON');
  const { sql } = sqlite.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'media_creator'`).get() as {
    sql: string;
  };
  // An index that believes itself to be of other rows, as after a fault: made partial, filled, and said to be whole.
  sqlite.exec('DROP INDEX media_creator');
  sqlite.exec(
    'CREATE INDEX media_creator ON media (lower(creator), id) WHERE deleted_at IS NULL AND id <> 1',
  );
  sqlite.prepare(`UPDATE sqlite_schema SET sql = ? WHERE name = 'media_creator'`).run(sql);
  sqlite.pragma('writable_schema = RESET');
  sqlite.close();
  // Other checks may have read that index, and believed it.
  const found = await check(false);
  expect(wrongOnes(found.findings)[0]).toMatchObject({ check: 'pages', state: 'wrong' });
  const mended = await check(true);
  expect(wrongOnes(mended.findings)).toMatchObject([{ check: 'pages', state: 'mended' }]);
  expect(wrongOnes((await check(false)).findings)).toEqual([]);
});
