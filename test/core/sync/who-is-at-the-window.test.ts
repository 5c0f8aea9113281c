// I15: nothing of a profile's account is with whoever is at the window after it: no open file, no token in a request, no line
// of the log.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { endpoints } from '#shared/sync/endpoints.ts';
import { databaseName } from '#main/core/db/open.ts';
import { goodPassword } from '../../support/core.ts';
import { createFakeServer, type FakeServer } from './fake-server.ts';
import { eventually, inStep, link, linkedComputer, rate } from './support.ts';

let server: FakeServer;

beforeEach(() => {
  server = createFakeServer();
});

test('a profile leaves nothing of its account to whoever is at the window next', async () => {
  const { core, client } = await linkedComputer(server.fetch);
  await rate(client, 'Heat', 85);
  await inStep(client);
  const secrets = [
    ...server.refreshTokens,
    ...server.asked.flatMap(({ headers }) => headers['authorization'] ?? []),
  ];
  const uid = lockedProfile(core.dataFolder);
  await core.register('Ben');
  await client.call('profiles.logout', {});
  await eventually(async () => server.streams === 0);
  const { client: ben } = core.connect();
  await ben.call('profiles.login', { who: 'Ben', password: goodPassword });
  await eventually(async () => openFiles().every((file) => !file.includes(uid)));
  const count = server.asked.length;
  await link(ben, { email: 'ben@example.org', create: 'Ben' });
  await rate(ben, 'Ronin', 70);
  await inStep(ben);
  const bens = server.asked.slice(count).map((asked) => JSON.stringify(asked));
  const log = readFileSync(join(core.dataFolder, 'logs', 'mediary.log'), 'utf8');
  expect(secrets.length).toBeGreaterThan(0);
  for (const secret of [uid, ...secrets.map((text) => text.replace('Bearer ', ''))]) {
    expect(bens.filter((text) => text.includes(`${secret}"`))).toEqual([]);
    expect(log).not.toContain(secret);
  }
  expect(openFiles().filter((file) => file.includes(uid))).toEqual([]);
});

test('every request is of who is at the window, through any change of who that is', async () => {
  const { core, client: ada } = await linkedComputer(server.fetch);
  const { client: ben } = await core.register('Ben');
  await ada.call('profiles.logout', {});
  await link(ben, { email: 'ben@example.org', create: 'Ben' });
  await ben.call('profiles.logout', {});
  await eventually(async () => server.streams === 0);
  const uids = new Map(adasAndBens(core.dataFolder));
  for (const [round, who] of ['Ada', 'Ben', 'Ben', 'Ada', 'Ben'].entries()) {
    const start = server.asked.length;
    const { client } = core.connect();
    await client.call('profiles.login', { who, password: goodPassword });
    await rate(client, `Film ${round}`, 50 + round);
    await inStep(client);
    // A new token in the middle of it.
    server.expire();
    await rate(client, `Film ${round}`, 30 + round);
    await inStep(client);
    const others = [...uids].filter(([name]) => name !== who).map(([, uid]) => uid);
    for (const uid of others) expect(openFiles().filter((file) => file.includes(uid))).toEqual([]);
    await client.call('profiles.logout', {});
    await eventually(async () => server.streams === 0);
    const tokens = server.asked.slice(start).flatMap(({ headers, body }) => tokensIn(headers, body));
    expect(tokens.length).toBeGreaterThan(2);
    expect(new Set(tokens.map((token) => server.ownerOf(token)))).toEqual(
      new Set([`${who.toLowerCase()}@example.org`]),
    );
    expect(server.asked.slice(start).some(({ path }) => path === endpoints.refresh.path)).toBe(true);
  }
  const log = readFileSync(join(core.dataFolder, 'logs', 'mediary.log'), 'utf8');
  for (const secret of [...uids.values(), ...server.refreshTokens]) expect(log).not.toContain(secret);
});

function tokensIn(headers: Readonly<Record<string, string>>, body: string): string[] {
  return [...JSON.stringify([headers, body]).matchAll(/(?:access|refresh)-\d+/g)].map(([token]) => token);
}

function adasAndBens(dataFolder: string): [name: string, uid: string][] {
  const sqlite = new Database(join(dataFolder, databaseName), { readonly: true });
  try {
    return sqlite.prepare<[], [string, string]>('SELECT name, lower(hex(uid)) FROM users').raw().all();
  } finally {
    sqlite.close();
  }
}

function lockedProfile(dataFolder: string): string {
  const lock = readdirSync(join(dataFolder, 'accounts')).find((name) => name.endsWith('.lock'));
  return lock?.replace('.lock', '') ?? '';
}

/** Of this process: on Linux, where tests run. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((handle) => {
    try {
      return [readlinkSync(`/proc/self/fd/${handle}`)];
    } catch {
      return [];
    }
  });
}
