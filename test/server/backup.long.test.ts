// A rehearsal of what the README says of backups: Redis is saved, everybody goes on, the backup takes the place of all of it,
// and whole computers come back to a server that is older than what they saw. Nothing that somebody did is lost.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type OwnRedis } from '#server/store/own-redis.ts';
import type { Fetch } from '#main/core/sync/server.ts';
import { findReview, idOf, inStep, link, linkedComputer, rate, type Linked } from '../core/sync/support.ts';
import { startProcess, type ApiProcess } from './support/stack.ts';

const deploy = join(import.meta.dirname, '../../src-server/deploy');
const readme = join(import.meta.dirname, '../../README.md');

let folder: string;
let data: string;
let own: OwnRedis;
let apis: ApiProcess[];
let turn = 0;

/** Each request goes to the next process, wherever that listens by now. */
const fetchFromServer: Fetch = (url, init) => {
  const { pathname, search } = new URL(url);
  return fetch(`${apis[turn++ % apis.length]?.url}${pathname}${search}`, init);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mediary-backup-'));
  data = join(folder, 'data');
  own = await startRedis({ folder: data });
  apis = await startApis();
});
afterAll(async () => {
  await Promise.all(apis.map((api) => api.stop()));
  await own.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the README’s steps bring back a backup, and computers bring back what came after it', async () => {
  const laptop = await linkedComputer(fetchFromServer);
  await rate(laptop.client, 'Kept', 60);
  await rate(laptop.client, 'Changed later', 40, 'As it was.');
  await rate(laptop.client, 'Deleted later', 30);
  await inStep(laptop.client);
  const phone = await linkedComputer(fetchFromServer, { create: false });
  await inStep(phone.client);
  await expect.poll(() => ratings(phone)).toEqual({ Kept: 60, 'Changed later': 40, 'Deleted later': 30 });

  const backup = join(folder, 'mediary.rdb');
  await saySteps('redis-cli --rdb');
  await promisify(execFile)('redis-cli', ['-p', String(own.port), '--rdb', backup]);

  await rate(laptop.client, 'Changed later', 90, 'Seen again.');
  await rate(laptop.client, 'New later', 70);
  const mediaId = await idOf(laptop.client, 'Deleted later');
  if (mediaId !== undefined) await laptop.client.call('reviews.delete', { mediaId });
  await inStep(laptop.client);
  await expect.poll(async () => (await ratings(phone))['New later']).toBe(70);
  await inStep(phone.client);
  const late = await linkedComputer(fetchFromServer, { name: 'Cy', email: 'cy@example.org' });
  await rate(late.client, 'Of an account that the backup lacks', 50);
  await inStep(late.client);

  await Promise.all(apis.map((api) => api.stop()));
  await own.stop();
  // Nobody is answered meanwhile; what is done waits.
  await rate(phone.client, 'Without a server', 80);
  await saySteps('sh /restore.sh');
  expect(await restore(backup)).toMatch(/^restored: \d+ keys; /);
  own = await startRedis({ folder: data, port: own.port });
  apis = await startApis();

  const after = { Kept: 60, 'Changed later': 90, 'New later': 70, 'Without a server': 80 };
  for (const { client } of [laptop, phone, laptop]) {
    await client.call('sync.now', {});
    await inStep(client);
  }
  await expect.poll(() => ratings(laptop)).toEqual(after);
  await expect.poll(() => ratings(phone)).toEqual(after);
  const tablet = await linkedComputer(fetchFromServer, { create: false });
  await expect.poll(() => ratings(tablet)).toEqual(after);
  expect((await findReview(tablet.client, 'Changed later'))?.body).toBe('Seen again.');

  // The account that was made after the backup is gone from the server; its computer has everything and fills a new one.
  await late.client.call('sync.now', {});
  await expect.poll(async () => (await late.client.call('sync.status', {})).state).toBe('signed_out');
  await late.client.call('sync.unlink', {});
  await link(late.client, { email: 'cy@example.org', create: 'Cy' });
  await expect.poll(() => ratings(late)).toEqual({ 'Of an account that the backup lacks': 50 });
  const other = await linkedComputer(fetchFromServer, { email: 'cy@example.org', create: false });
  await expect.poll(() => ratings(other)).toEqual({ 'Of an account that the backup lacks': 50 });
});

test('a backup that isn’t whole, and a Redis that runs, change nothing', async () => {
  const backup = join(folder, 'whole.rdb');
  await promisify(execFile)('redis-cli', ['-p', String(own.port), '--rdb', backup]);
  await expect(restore(backup)).rejects.toThrow('Redis is running; stop it first');
  await own.stop();
  const before = await readdir(data, { recursive: true });
  await truncate(backup, 300);
  await expect(restore(backup)).rejects.toThrow('this is no whole backup; nothing was changed');
  expect(await readdir(data, { recursive: true })).toEqual(before);
  own = await startRedis({ folder: data, port: own.port });
});

function startApis(): Promise<ApiProcess[]> {
  return Promise.all([startProcess(own.url), startProcess(own.url)]);
}

/** Where the README no longer says it so, the rehearsal is of something else. */
async function saySteps(step: string): Promise<void> {
  expect(await readFile(readme, 'utf8')).toContain(step);
}

/** What it said at the end; throws what it refused with. */
async function restore(backup: string): Promise<string> {
  const child = spawn('sh', [join(deploy, 'restore.sh'), data, join(deploy, 'redis.conf'), own.url], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  // It may refuse before it read anything.
  child.stdin.on('error', () => {});
  createReadStream(backup).pipe(child.stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(said);
  return said;
}

async function ratings({ client }: Linked): Promise<Record<string, number>> {
  const { items } = await client.call('catalog.list', { filter: { shelf: 'rated' }, limit: 200 });
  const reviews = await Promise.all(
    items.map(async ({ id, title }) => {
      const review = await client.call('reviews.mine', { mediaId: id });
      return [title, review?.rating ?? 0] as const;
    }),
  );
  return Object.fromEntries(reviews);
}
