import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { RestoreSource } from '#shared/api/backups.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, goodPassword, scratchFolder, testCore, type TestCore } from '../../support/core.ts';
import { importDesk } from '../imports/support.ts';
import { endOfJob, sideDoor } from '../jobs/support.ts';

const rating = 80 as Rating;
const backUp = async (client: Client) => await endOfJob(client, await client.call('backups.create', {}));
const restore = async (client: Client, source: RestoreSource) =>
  await endOfJob(client, await client.call('backups.restore', source));
const newestOf = async (client: Client) => (await client.call('backups.list', {})).items[0]?.name ?? '';
const titlesOf = async (client: Client) =>
  (await client.call('catalog.list', {})).items.map(({ title }) => title);

/** Everything in every table, but what belongs to the moment. */
function contentOf(core: TestCore): string {
  const sqlite = sideDoor(core);
  const tables = sqlite
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%' AND name <> 'high_water' ORDER BY name`,
    )
    .pluck()
    .all();
  const content = tables.map((table) => [table, sqlite.prepare(`SELECT * FROM "${table}"`).all()]);
  sqlite.close();
  return JSON.stringify(content);
}

test('a backup is whole, has its time and reason in its name, and is listed with its size', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  await client.call('reviews.save', { mediaId, rating, body: 'Two\nlines' });
  expect(await backUp(client)).toMatchObject({
    state: 'done',
    result: { kind: 'backup', titles: 1, reviews: 1 },
  });
  const { items, lastGood } = await client.call('backups.list', {});
  expect(items).toMatchObject([{ reason: 'manual', createdAt: lastGood }]);
  expect(items[0]?.name).toMatch(/^mediary-2026-03-01T10-00-\d\d\.\d{3}Z-manual\.mediary$/);
  const copy = new Database(join(core.dataFolder, 'backups', items[0]?.name ?? ''), { readonly: true });
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.pragma('journal_mode', { simple: true })).toBe('delete');
  expect(copy.prepare('SELECT body FROM reviews').pluck().all()).toEqual(['Two\nlines']);
  copy.close();
  expect(readdirSync(join(core.dataFolder, 'backups'))).toHaveLength(1);
});

test('restoring brings everything back as it was, and can be taken back itself', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const mediaId = await addTitle(client, 'Heat', { genres: ['Crime'] });
  await client.call('reviews.save', { mediaId, rating, body: 'before' });
  await backUp(client);
  const before = contentOf(core);
  const backup = await newestOf(client);

  await client.call('reviews.delete', { mediaId });
  await addTitle(client, 'Later', { genres: ['Drama'] });
  const later = contentOf(core);

  const job = await restore(client, { name: backup });
  expect(job).toMatchObject({
    state: 'done',
    result: { kind: 'restore', titles: 1, reviews: 1, profiles: 1, stillLoggedIn: true },
  });
  expect(contentOf(core)).toBe(before);
  expect(await titlesOf(client)).toEqual(['Heat']);
  expect(await client.call('catalog.search', { text: 'later' })).toMatchObject({ items: [] });

  const undo = job.result?.kind === 'restore' ? (job.result.before ?? '') : '';
  expect(await restore(client, { name: undo })).toMatchObject({ state: 'done' });
  expect(contentOf(core)).toBe(later);
  // What was remembered of the other database is forgotten: genres have other numbers now.
  const added = await addTitle(client, 'After all', { genres: ['Drama', 'New'] });
  expect((await client.call('catalog.get', { id: added })).genres).toEqual(['Drama', 'New']);
  const check = await endOfJob(client, await client.call('backups.check', {}));
  expect(check.result?.kind === 'check' && check.result.findings.every(({ state }) => state === 'ok')).toBe(
    true,
  );
});

test('a restore waits for whoever is writing, and is done when everything is back', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  await addTitle(client, 'Heat');
  await backUp(client);
  const name = await newestOf(client);
  await addTitle(client, 'Ran');
  const writer = sideDoor(core);
  writer.exec('BEGIN IMMEDIATE');
  const job = await client.call('backups.restore', { name });
  const reasons = async () => (await client.call('backups.list', {})).items.map(({ reason }) => reason);
  await expect.poll(reasons).toContain('before-restore');
  // Until it has come to the lock.
  await sleep(300);
  writer.exec('COMMIT');
  writer.close();
  expect(await endOfJob(client, job)).toMatchObject({ state: 'done' });
  expect(await titlesOf(client)).toEqual(['Heat']);
});

test('another process that has the database open sees the restored one, as the same person or as nobody', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  await addTitle(client, 'Heat');
  await backUp(client);
  const bob = await core.register('Bob');
  const other = await testCore(core.dataFolder, core.clock);
  const ada2 = other.connect().client;
  const bob2 = other.connect().client;
  await ada2.call('profiles.login', { who: 'Ada', password: goodPassword });
  await bob2.call('profiles.login', { who: 'Bob', password: goodPassword });
  await addTitle(client, 'Later');

  expect(await restore(client, { name: await newestOf(client) })).toMatchObject({
    state: 'done',
    result: { profiles: 1, stillLoggedIn: true },
  });
  expect(await titlesOf(ada2)).toEqual(['Heat']);
  expect(await ada2.call('profiles.whoami', {})).toMatchObject({ name: 'Ada' });
  expect(await bob2.call('profiles.whoami', {})).toBeNull();
  expect(await bob.client.call('profiles.whoami', {})).toBeNull();
  // A stranger who now has Bob's old number is not logged in as Bob was.
  await ada2.call('profiles.logout', {});
  await ada2.call('profiles.register', { name: 'Cleo', email: 'cleo@example.org', password: goodPassword });
  expect(await bob2.call('profiles.whoami', {})).toBeNull();
  await addTitle(ada2, 'Both can write');
  expect(await titlesOf(client)).toEqual(['Both can write', 'Heat']);
});

test('a terminal stays logged in as who it is, and none that was logged out is in again', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const one = core.connect('one').client;
  const two = core.connect('two').client;
  await one.call('profiles.login', { who: 'Ada', password: goodPassword });
  await backUp(client);
  await one.call('profiles.logout', {});
  await two.call('profiles.login', { who: 'Ada', password: goodPassword });
  await restore(client, { name: await newestOf(client) });
  expect(await one.call('profiles.whoami', {})).toBeNull();
  expect(await two.call('profiles.whoami', {})).toMatchObject({ name: 'Ada' });
});

test('admins alone restore and make backups; a computer without profiles takes a backup from anybody', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  await addTitle(client, 'Heat');
  const bob = await core.register('Bob');
  const file = join(scratchFolder(), 'mine.mediary');
  const { token } = core.core.targets.grant(file, { overwrite: false });
  expect(await endOfJob(client, await client.call('backups.create', { token }))).toMatchObject({
    state: 'done',
  });
  for (const call of [
    bob.client.call('backups.create', {}),
    bob.client.call('backups.list', {}),
    bob.client.call('backups.restore', { name: 'x' }),
    bob.client.call('backups.inspect', { token: core.core.files.grant(file).token }),
    bob.client.call('backups.check', { mend: true }),
  ])
    await expect(call).rejects.toMatchObject({ code: 'forbidden' });
  await expect(core.connect().client.call('backups.restore', { name: 'x' })).rejects.toMatchObject({
    code: 'unauthenticated',
  });

  const fresh = await testCore();
  const window = fresh.connect().client;
  const source = { token: fresh.core.files.grant(file).token };
  expect(await window.call('backups.inspect', source)).toMatchObject({
    name: 'mine.mediary',
    profiles: ['Ada', 'Bob'],
    titles: 1,
    older: false,
  });
  expect(await restore(window, source)).toMatchObject({
    state: 'done',
    result: { stillLoggedIn: false, profiles: 2 },
  });
  await window.call('profiles.login', { who: 'Ada', password: goodPassword });
  expect(await titlesOf(window)).toEqual(['Heat']);
});

test('what is no backup, is damaged or is from a newer version is refused, and nothing changes', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  await addTitle(client, 'Heat');
  await backUp(client);
  const good = join(core.dataFolder, 'backups', await newestOf(client));
  const before = contentOf(core);
  const folder = scratchFolder();
  const file = (name: string, make: (path: string) => void) => {
    make(join(folder, name));
    return { token: core.core.files.grant(join(folder, name)).token };
  };
  const sources: [string, RestoreSource, string][] = [
    ['text', file('a.csv', (path) => writeFileSync(path, 'title,year\n'.repeat(50))), 'not_a_backup'],
    ['empty', file('b.mediary', (path) => writeFileSync(path, '')), 'not_a_backup'],
    [
      'of another program',
      file('c.mediary', (path) => {
        const other = new Database(path);
        other.exec('CREATE TABLE a (b)');
        other.close();
      }),
      'not_a_backup',
    ],
    [
      'newer',
      file('d.mediary', (path) => {
        copyFileSync(good, path);
        const newer = new Database(path);
        newer.pragma('user_version = 999');
        newer.close();
      }),
      'newer_version',
    ],
    [
      'cut off',
      file('e.mediary', (path) => {
        copyFileSync(good, path);
        truncateSync(path, 60_000);
      }),
      'backup_damaged',
    ],
    [
      'scribbled on',
      file('f.mediary', (path) => {
        const bytes = readFileSync(good);
        bytes.fill(0x5a, 8192, 40_000);
        writeFileSync(path, bytes);
      }),
      'backup_damaged',
    ],
  ];
  for (const [what, source, reason] of sources) {
    expect(await restore(client, source), what).toMatchObject({
      state: 'failed',
      error: { details: { reason } },
    });
    expect(contentOf(core), what).toBe(before);
  }
  expect(readdirSync(core.dataFolder).filter((name) => name.startsWith('restoring-'))).toEqual([]);
  await expect(client.call('backups.restore', { name: 'nope' })).rejects.toMatchObject({ code: 'not_found' });
});

test('a backup from version 1 is brought up to date before anybody sees it', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const { migrations } = await import('#migrations/index.ts');
  const { createDb } = await import('#main/core/db/db.ts');
  const { migrate } = await import('#main/core/db/migrate.ts');
  const { openSqlite, userVersion } = await import('#main/core/db/open.ts');
  const old = join(scratchFolder(), 'old.mediary');
  const sqlite = openSqlite(old, 1);
  const db = createDb(sqlite);
  await migrate({
    db,
    sqlite,
    migrations: migrations.slice(0, 1),
    backupFolder: null,
    now: () => new Date(),
  });
  sqlite.exec(`INSERT INTO media (uid, kind, title, title_key, sort_key, created_at, updated_at)
    VALUES (randomblob(16), 'movie', 'Old', 'old', 'old', '2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z')`);
  await db.destroy();
  const source = { token: core.core.files.grant(old).token };
  expect(await client.call('backups.inspect', source)).toMatchObject({ older: true, titles: 1 });
  expect(await restore(client, source)).toMatchObject({
    state: 'done',
    result: { titles: 1, profiles: 0, stillLoggedIn: false },
  });
  const door = sideDoor(core);
  expect(userVersion(door)).toBe(migrations.length);
  expect(door.prepare('SELECT title FROM media').pluck().all()).toEqual(['Old']);
  door.close();
});

test('no restore while an import runs', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  await backUp(client);
  const sqlite = sideDoor(core);
  sqlite.exec(`INSERT INTO imports (user_id, source, file_name, file_size, options, status, owner, started_at, heartbeat_at)
    VALUES (1, 'x', 'big.csv', 1, '{}', 'running', '1:x', '2026-01-01', '2026-01-01')`);
  sqlite.close();
  await expect(client.call('backups.restore', { name: await newestOf(client) })).rejects.toMatchObject({
    code: 'busy',
    details: { reason: 'import_running' },
  });
});

test('daily: once a day while the app runs, and old ones go', { timeout: 60_000 }, async () => {
  const folder = scratchFolder();
  const first = await testCore(folder);
  await first.register('Ada');
  const { clock } = first;
  await testCore(folder, clock, { first: 1, every: 50 });
  const list = () => {
    const names = existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : [];
    return names.filter((name) => name.endsWith('-daily.mediary')).toSorted();
  };
  const isToday = () => expect(list().at(-1)).toContain(clock.now().toISOString().slice(0, 10));
  await vi.waitFor(isToday, 20_000);
  clock.advance(12 * 3600);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(list()).toHaveLength(1);
  for (let more = 0; more < 10; more++) {
    clock.advance(86_400);
    await vi.waitFor(isToday, 20_000);
  }
  // Seven days, and the newest of the week before where it is older.
  await vi.waitFor(() => expect(list().length).toBeLessThanOrEqual(9), 20_000);
  expect(list().length).toBeGreaterThanOrEqual(7);
});

test('a folder that must not be written to: a clear error, and it works again when it may', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  await addTitle(client, 'Heat');
  const blocked = join(scratchFolder(), 'blocked');
  // A file where a folder should be refuses root as well, whom permissions don't stop.
  writeFileSync(blocked, '');
  const { token } = core.core.targets.grant(join(blocked, 'out.mediary'), { overwrite: true });
  expect(await endOfJob(client, await client.call('backups.create', { token }))).toMatchObject({
    state: 'failed',
    error: { code: 'storage' },
  });
  chmodSync(blocked, 0o600);
  expect(await titlesOf(client)).toEqual(['Heat']);
  const fine = join(scratchFolder(), 'sub');
  mkdirSync(fine);
  const again = core.core.targets.grant(join(fine, 'out.mediary'), { overwrite: true });
  expect(await endOfJob(client, await client.call('backups.create', { token: again.token }))).toMatchObject({
    state: 'done',
  });
  expect(readdirSync(fine)).toEqual(['out.mediary']);
});

test('an import of more than a thousand rows is preceded by a backup, a small one is not', async () => {
  const desk = await importDesk();
  const rows = (count: number) =>
    `title,year,rating\n${Array.from({ length: count }, (_, at) => `Film ${at},2000,8`).join('\n')}\n`;
  const options = { kind: 'movie', scale: { min: 1, max: 10 } } as const;
  await desk.apply(rows(900), options);
  expect(existsSync(join(desk.test.dataFolder, 'backups'))).toBe(false);
  await desk.apply(rows(1001), options);
  const names = readdirSync(join(desk.test.dataFolder, 'backups'));
  expect(names).toHaveLength(1);
  expect(names[0]).toMatch(/-before-import\.mediary$/);
  const copy = new Database(join(desk.test.dataFolder, 'backups', names[0] ?? ''), { readonly: true });
  expect(copy.prepare('SELECT count(*) FROM reviews').pluck().get()).toBe(900);
  copy.close();
});
