// Computers that share an account, each a whole core with its worker, over the server for tests or a real one.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import type { SyncStatus } from '#shared/api/sync.ts';
import type { Network } from '#main/core/core.ts';
import type { Fetch } from '#main/core/sync/server.ts';
import {
  addTitle,
  goodPassword,
  scratchFolder,
  testCore,
  type TestClock,
  type TestCore,
} from '../../support/core.ts';
import { accountPassword } from './fake-server.ts';

export const realClock: TestClock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  advance: () => {
    throw new Error('the real clock goes by itself');
  },
};

export function testNetwork(fetch: Fetch, shell: 'window' | 'terminal' = 'window'): Network {
  return {
    fetch,
    deviceName: 'A computer for tests',
    keeper: {
      shell,
      kind: () => Promise.resolve(shell === 'window' ? 'keystore' : 'file'),
      seal: (text) => Promise.resolve(Buffer.from(`sealed ${text}`)),
      open: (sealed) => Promise.resolve(sealed.toString().slice(7)),
    },
  };
}

export async function computer(fetch: Fetch, dataFolder = scratchFolder()): Promise<TestCore> {
  return await testCore(dataFolder, realClock, undefined, { network: testNetwork(fetch) });
}

export interface Linked {
  readonly core: TestCore;
  readonly client: Client;
}

/** A computer on which a profile is linked to the account of this address; made where there is none. */
export async function linkedComputer(
  fetch: Fetch,
  { name = 'Ada', email = 'ada@example.org', server = 'https://sync.example.org', create = true } = {},
): Promise<Linked> {
  const core = await computer(fetch);
  const { client } = await core.register(name);
  await link(client, { email, server, create: create ? name : null });
  return { core, client };
}

export async function link(
  client: Client,
  {
    email = 'ada@example.org',
    server = 'https://sync.example.org',
    create = null as string | null,
    profilePassword = goodPassword,
  } = {},
): Promise<SyncStatus> {
  const { token } = await client.call('sync.signIn', {
    server, email, password: accountPassword, create, profilePassword,
  }); // prettier-ignore
  await client.call('sync.link', { token });
  return await until(client, ({ state, waiting }) => state === 'idle' && waiting === 0);
}

/** Resolves to the status once it is so. */
export async function until(client: Client, isSo: (status: SyncStatus) => boolean): Promise<SyncStatus> {
  for (let tries = 0; tries < 1000; tries++) {
    const status = await client.call('sync.status', {});
    if (isSo(status)) return status;
    await sleep(10);
  }
  throw new Error(`it never came to that: ${JSON.stringify(await client.call('sync.status', {}))}`);
}

/** Resolves to what `look` gives, once it gives something. */
export async function eventually<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 1000; tries++) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(10);
  }
  throw new Error('it never came to that');
}

/** The title is added where it isn't there. */
export async function rate(
  client: Client,
  title: string,
  rating: number,
  body: string | null = null,
): Promise<MediaId> {
  const mediaId = (await findTitle(client, title)) ?? (await addTitle(client, title));
  await client.call('reviews.save', { mediaId, rating: rating as Rating, ...(body !== null && { body }) });
  return mediaId;
}

export async function inStep(client: Client): Promise<SyncStatus> {
  return await until(client, ({ state, waiting }) => state === 'idle' && waiting === 0);
}

export async function findTitle(client: Client, title: string): Promise<MediaId | undefined> {
  const { items } = await client.call('catalog.list', { limit: 200 });
  return items.find((item) => item.title === title)?.id;
}

export async function idOf(client: Client, title: string): Promise<MediaId | undefined> {
  return await findTitle(client, title);
}

export async function findReview(client: Client, title: string) {
  const mediaId = await findTitle(client, title);
  return mediaId === undefined ? null : await client.call('reviews.mine', { mediaId });
}

export async function reviewCount(client: Client): Promise<number> {
  const { total } = await client.call('catalog.list', { filter: { shelf: 'rated' }, limit: 1 });
  return total ?? -1;
}
