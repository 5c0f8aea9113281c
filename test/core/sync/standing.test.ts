// What is said of sync later and elsewhere: after a start, in another process, and of what the server doesn't take.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import { endpoints } from '#shared/sync/endpoints.ts';
import { goodPassword, testCore } from '../../support/core.ts';
import { accountPassword, createFakeServer, type FakeServer } from './fake-server.ts';
import {
  computer, eventually, findReview, inStep, link, linkedComputer, rate, realClock, testNetwork, until, type Linked,
} from './support.ts'; // prettier-ignore

let server: FakeServer;

beforeEach(() => {
  server = createFakeServer();
});

describe('a round that failed', () => {
  test('is known to a terminal beside the window, and since when', async () => {
    const one = await linkedComputer(server.fetch);
    await inStep(one.client);
    server.setOffline(true);
    const before = new Date().toISOString();
    await rate(one.client, 'Heat', 85);
    await until(one.client, ({ state }) => state === 'waiting');
    const terminal = await terminalOf(one);
    const status = await until(terminal, ({ problem }) => problem !== null);
    expect(status).toMatchObject({ state: 'elsewhere', problem: 'offline' });
    expect(status.waiting).toBeGreaterThan(0);
    expect((status.failingSince ?? '') >= before).toBe(true);
    expect((status.triedAt ?? '') >= (status.failingSince ?? '')).toBe(true);
    server.setOffline(false);
    await one.client.call('sync.now', {});
    expect(await terminal.call('sync.status', {})).toMatchObject({
      problem: null,
      failingSince: null,
      triedAt: null,
      waiting: 0,
    });
  });

  test('is known after a start, since when, and forgotten when a round ends well', async () => {
    const one = await linkedComputer(server.fetch);
    await rate(one.client, 'Heat', 85);
    await inStep(one.client);
    server.fail(endpoints.pull.path, { status: 200, body: '<html>' });
    await one.client.call('sync.now', {});
    const failed = await one.client.call('sync.status', {});
    expect(failed).toMatchObject({ state: 'stuck', problem: 'not_a_server' });
    expect(failed.failingSince).not.toBeNull();
    await one.core.core.close();
    server.setOffline(true);
    const again = await startedAgain(one);
    const { failingSince } = await until(again, ({ state }) => state === 'waiting');
    expect(failingSince).toBe(failed.failingSince);
    server.setOffline(false);
    await again.call('sync.now', {});
    expect(await again.call('sync.status', {})).toMatchObject({
      state: 'idle',
      problem: null,
      failingSince: null,
    });
  });

  test('of a device that was signed out elsewhere says so after a start', async () => {
    const one = await linkedComputer(server.fetch);
    const other = await linkedComputer(server.fetch, { create: false });
    const devices = await one.client.call('sync.devices', {});
    await one.client.call('sync.signOutDevices', {
      ids: devices.filter(({ isThis }) => !isThis).map(({ id }) => id),
    });
    await rate(other.client, 'Heat', 85);
    await until(other.client, ({ state }) => state === 'signed_out');
    await other.core.core.close();
    const terminal = await terminalOf(other);
    const status = await terminal.call('sync.status', {});
    expect(status).toMatchObject({ state: 'signed_out', problem: 'signed_out' });
    expect(status.failingSince).not.toBeNull();
    expect(status.waiting).toBeGreaterThan(0);
  });

  test('that stopped before many deletions still asks after a start', async () => {
    const one = await linkedComputer(server.fetch);
    const other = await linkedComputer(server.fetch, { create: false });
    const ids = [];
    for (let count = 0; count < 60; count++) ids.push(await rate(one.client, `Film ${count}`, 50));
    await inStep(one.client);
    await other.client.call('sync.now', {});
    for (const mediaId of ids) await one.client.call('reviews.delete', { mediaId });
    await inStep(one.client);
    await other.client.call('sync.now', {});
    const terminal = await terminalOf(other);
    const question = { deletions: 60, of: 60 };
    expect(await terminal.call('sync.status', {})).toMatchObject({ state: 'elsewhere', question });
    await other.client.call('sync.answer', { answer: 'keep' });
    expect(await terminal.call('sync.status', {})).toMatchObject({ question: null });
  });
});

test('a keystore that is locked after a start is told from one that isn’t there', async () => {
  const one = await linkedComputer(server.fetch);
  await one.core.core.close();
  const network = testNetwork(server.fetch);
  const keeper = {
    ...network.keeper,
    kind: () => Promise.resolve('memory' as const),
    open: () => Promise.reject(new Error('locked')),
  };
  const again = await testCore(one.core.dataFolder, realClock, undefined, {
    network: { ...network, keeper },
  });
  const { client } = again.connect();
  await client.call('profiles.login', { who: 'Ada', password: goodPassword });
  expect(await until(client, ({ state }) => state === 'signed_out')).toMatchObject({
    keeper: 'closed',
    problem: null,
  });
  await link(client);
  expect(await client.call('sync.status', {})).toMatchObject({ keeper: 'closed', state: 'idle' });
  await client.call('sync.unlink', {});
  expect(await client.call('sync.status', {})).toMatchObject({ keeper: 'memory' });
});

test('a long round tells how far it has come', async () => {
  const one = await linkedComputer(server.fetch);
  const told: unknown[] = [];
  one.client.on('sync.changed', ({ moved }) => void told.push(moved));
  server.delay(2000);
  await rate(one.client, 'Heat', 85);
  await one.client.call('sync.now', {});
  expect(told).toContainEqual({ sent: 2, fetched: 0 });
  await expect.poll(() => told.at(-1)).toBeNull();
});

describe('what the server does not take', () => {
  test.each([
    ['r', 'invalid'],
    ['u', 'unsupported'],
    ['q', 'full'],
  ] as const)('is told with its reason (%s: %s), and goes when it is sent again', async (status, reason) => {
    const one = await linkedComputer(server.fetch);
    server.refuse('review', status);
    const mediaId = await rate(one.client, 'Heat', 85);
    await until(one.client, ({ refused, waiting }) => refused === 1 && waiting === 0);
    const { items, nextCursor } = await one.client.call('sync.refused', {});
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^review\/[0-9a-f]{32}$/) as string,
        collection: 'review',
        reason,
        title: { mediaId, title: 'Heat', year: 1999 },
        list: null,
      },
    ]);
    expect(nextCursor).toBeNull();
    server.refuse('review', null);
    expect(await one.client.call('sync.sendRefusedAgain', {})).toMatchObject({ refused: 0 });
    await until(one.client, ({ refused, waiting, state }) => refused + waiting === 0 && state === 'idle');
    expect([...server.model.records()].some(({ v }) => v['rating'] === 85)).toBe(true);
    expect(await one.client.call('sync.refused', {})).toEqual({ items: [], nextCursor: null });
  });

  test('is told in pages, each record once', async () => {
    const one = await linkedComputer(server.fetch);
    server.refuse('review', 'q');
    server.refuse('title', 'q');
    for (let count = 0; count < 60; count++) await rate(one.client, `Film ${count}`, 50);
    await until(one.client, ({ refused, waiting }) => refused === 120 && waiting === 0);
    const ids: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await one.client.call(
        'sync.refused',
        {
          cursor,
        },
      );
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    expect(ids).toHaveLength(120);
    expect(new Set(ids).size).toBe(120);
  });
});

describe('two processes on one data folder', () => {
  test('a pause at the terminal pauses the window, and its end lets it go on', async () => {
    const one = await linkedComputer(server.fetch);
    await inStep(one.client);
    const terminal = await terminalOf(one);
    await terminal.call('sync.pause', { paused: true });
    await until(one.client, ({ state }) => state === 'paused');
    await eventually(async () => server.streams === 0);
    const count = server.asked.length;
    await rate(one.client, 'Heat', 85);
    expect(server.asked).toHaveLength(count);
    await terminal.call('sync.pause', { paused: false });
    await inStep(one.client);
    expect([...server.model.records()].some(({ v }) => v['rating'] === 85)).toBe(true);
  });

  test('what a terminal writes is sent by the window, and the terminal’s own round waits for its turn', async () => {
    const one = await linkedComputer(server.fetch);
    await inStep(one.client);
    const terminal = await terminalOf(one);
    await rate(terminal, 'Heat', 85);
    await expect(terminal.call('sync.now', {})).rejects.toMatchObject({
      details: { reason: 'sync_elsewhere' },
    });
    await until(terminal, ({ waiting }) => waiting === 0);
    expect([...server.model.records()].some(({ v }) => v['rating'] === 85)).toBe(true);
  });

  test('a link is neither ended nor replaced by one of them while the other syncs by it', async () => {
    const one = await linkedComputer(server.fetch);
    await inStep(one.client);
    const terminal = await terminalOf(one);
    const elsewhere = { details: { reason: 'sync_elsewhere' } };
    await expect(terminal.call('sync.unlink', {})).rejects.toMatchObject(elsewhere);
    const { token } = await terminal.call('sync.signIn', {
      server: 'sync.example.org', email: 'ben@example.org', password: accountPassword, create: 'Ben', profilePassword: goodPassword,
    }); // prettier-ignore
    await expect(terminal.call('sync.link', { token })).rejects.toMatchObject(elsewhere);
    await rate(one.client, 'Heat', 85);
    expect(await inStep(one.client)).toMatchObject({ link: { account: { email: 'ada@example.org' } } });
  });

  test('a window goes on by itself once a terminal is done', async () => {
    const one = await linkedComputer(server.fetch);
    await inStep(one.client);
    const terminal = await terminalOf(one);
    await one.client.call('profiles.logout', {});
    await link(terminal);
    // From its round on the terminal has the lock, until its command ends.
    await terminal.call('sync.now', {});
    const { client } = one.core.connect();
    await client.call('profiles.login', { who: 'Ada', password: goodPassword });
    await expect(client.call('sync.now', {})).rejects.toMatchObject({
      details: { reason: 'sync_elsewhere' },
    });
    expect(await client.call('sync.status', {})).toMatchObject({ state: 'elsewhere' });
    await terminalCore?.core.close();
    await rate(client, 'Heat', 85);
    await inStep(client);
    expect(await findReview(client, 'Heat')).toMatchObject({ rating: 85 });
  });
});

let terminalCore: Linked['core'] | undefined;

/** Another process on the same folder, at a terminal in which Ada is logged in. */
async function terminalOf({ core }: Linked): Promise<Client> {
  terminalCore = await testCore(core.dataFolder, realClock, undefined, {
    network: testNetwork(server.fetch, 'terminal'),
  });
  const { client } = terminalCore.connect('terminal-of-ada');
  await client.call('profiles.login', { who: 'Ada', password: goodPassword });
  return client;
}

async function startedAgain({ core }: Linked): Promise<Client> {
  const again = await computer(server.fetch, core.dataFolder);
  const { client } = again.connect();
  await client.call('profiles.login', { who: 'Ada', password: goodPassword });
  return client;
}
