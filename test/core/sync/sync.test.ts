import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { endpoints } from '#shared/sync/endpoints.ts';
import { addTitle, goodPassword } from '../../support/core.ts';
import { accountPassword, createFakeServer, type FakeServer } from './fake-server.ts';
import {
  computer, eventually, findReview, idOf, inStep, link, linkedComputer, rate, reviewCount, until, type Linked,
} from './support.ts'; // prettier-ignore

let server: FakeServer;

beforeEach(() => {
  server = createFakeServer();
});

describe('before there is an account', () => {
  test('nothing is asked of anybody', async () => {
    const { core, client } = await unlinked();
    await addTitle(client, 'Heat');
    expect(await client.call('sync.status', {})).toMatchObject({ state: 'off', link: null });
    await expect(client.call('sync.now', {})).rejects.toMatchObject({ details: { reason: 'sync_off' } });
    await core.core.close();
    expect(server.asked).toEqual([]);
  });

  test('a server tells who it is, and what isn’t one is told apart from what isn’t there', async () => {
    const { client } = await unlinked();
    const meet = (address: string) => client.call('sync.meet', { server: address });
    expect(await meet('sync.example.org')).toEqual({
      server: 'https://sync.example.org',
      name: 'A server for tests',
      registration: 'open',
    });
    server.fail(endpoints.meta.path, { status: 200, body: '<html>' });
    await expect(meet('sync.example.org')).rejects.toMatchObject({ details: { reason: 'not_a_server' } });
    await expect(meet('http://sync.example.org')).rejects.toMatchObject({
      details: { reason: 'server_insecure' },
    });
    server.setOffline(true);
    await expect(meet('sync.example.org')).rejects.toMatchObject({ details: { reason: 'offline' } });
  });

  test('signing in takes the account’s password and the profile’s, and shows both sides before anything is synced', async () => {
    const one = await linkedComputer(server.fetch);
    await rate(one.client, 'Heat', 85);
    await inStep(one.client);
    const { client } = await unlinked();
    await rate(client, 'Ronin', 70);
    const signIn = { server: 'sync.example.org', email: 'ada@example.org', password: accountPassword };
    const wrong = { ...signIn, profilePassword: 'not this one' };
    await expect(client.call('sync.signIn', wrong)).rejects.toMatchObject({
      details: { reason: 'wrong_password' },
    });
    const wrongAccount = { ...signIn, password: 'not this one', profilePassword: goodPassword };
    await expect(client.call('sync.signIn', wrongAccount)).rejects.toMatchObject({
      details: { reason: 'wrong_account' },
    });
    const signedIn = await client.call('sync.signIn', { ...signIn, profilePassword: goodPassword });
    expect(signedIn).toMatchObject({ account: { name: 'Ada' }, here: { review: 1 }, before: null });
    expect(signedIn.there).not.toEqual({});
    expect(await client.call('sync.status', {})).toMatchObject({ state: 'off' });
    await client.call('sync.forgetSignIn', { token: signedIn.token });
    await expect(client.call('sync.link', { token: signedIn.token })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await one.client.call('sync.devices', {})).toHaveLength(1);
  });

  test('an account that is there already is not made again', async () => {
    await linkedComputer(server.fetch);
    const { client } = await unlinked();
    const again = client.call('sync.signIn', {
      server: 'sync.example.org',
      email: 'ada@example.org',
      password: accountPassword,
      create: 'Ada',
      profilePassword: goodPassword,
    });
    await expect(again).rejects.toMatchObject({ code: 'conflict', details: { reason: 'account_exists' } });
  });
});

describe('two computers', () => {
  test('have the same after a moment: titles, ratings, texts, and what was deleted', async () => {
    const { one, other } = await two();
    const heat = await rate(one.client, 'Heat', 85, 'Still holds up.');
    expect(await reviewOf(other.client, 'Heat')).toMatchObject({ rating: 85, body: 'Still holds up.' });
    await one.client.call('reviews.delete', { mediaId: heat });
    await eventually(async () => {
      server.poke();
      return (await findReview(other.client, 'Heat')) === null;
    });
    await inStep(other.client);
  });

  test('hear of news at once, and windows hear what it was', async () => {
    const { one, other } = await two();
    await until(other.client, ({ live }) => live);
    await rate(one.client, 'Heat', 85);
    await reviewOf(other.client, 'Heat', () => server.poke());
    const heard: unknown[] = [];
    other.client.on('review.saved', (event) => void heard.push(event));
    const mediaId = await rate(one.client, 'Heat', 60);
    await inStep(one.client);
    server.poke();
    await eventually(async () => heard.length > 0);
    expect(heard[0]).toEqual({
      mediaId: await idOf(other.client, 'Heat'),
      userId: expect.any(Number) as number,
    });
    expect(await findReview(other.client, 'Heat')).toMatchObject({ rating: 60 });
    expect(mediaId).toBeGreaterThan(0);
  });

  test('that were apart bring both sides’ edits together', async () => {
    const { one, other } = await two();
    server.setOffline(true);
    await rate(one.client, 'Heat', 85);
    await rate(other.client, 'Ronin', 70);
    const status = await until(one.client, ({ state }) => state === 'waiting');
    expect(status).toMatchObject({ problem: 'offline', live: false });
    expect(status.waiting).toBeGreaterThan(0);
    expect(Date.parse(status.retryAt ?? '')).toBeGreaterThan(Date.now());
    server.setOffline(false);
    for (const { client } of [one, other, one]) await client.call('sync.now', {});
    expect(await findReview(one.client, 'Ronin')).toMatchObject({ rating: 70 });
    expect(await findReview(other.client, 'Heat')).toMatchObject({ rating: 85 });
  });

  test('that wrote the same keep what lost, until somebody has looked at it', async () => {
    const { one, other } = await two();
    await rate(one.client, 'Heat', 85);
    await reviewOf(other.client, 'Heat');
    // Nothing of it is sent before the other's is there.
    await one.client.call('sync.pause', { paused: true });
    await rate(one.client, 'Heat', 40, 'Not that good after all.');
    await rate(other.client, 'Heat', 95, 'Better every time.');
    await other.client.call('sync.now', {});
    await one.client.call('sync.pause', { paused: false });
    await one.client.call('sync.now', {});
    expect(await findReview(one.client, 'Heat')).toMatchObject({ rating: 95, body: 'Better every time.' });
    expect(await one.client.call('sync.status', {})).toMatchObject({ conflicts: 2 });
    const { items } = await one.client.call('sync.conflicts', {});
    expect(items.map(({ field, title, lost, kept }) => ({ field, title: title?.title, lost, kept }))).toEqual(
      expect.arrayContaining([
        { field: 'rating', title: 'Heat', lost: 40, kept: 95 },
        {
          field: 'body',
          title: 'Heat',
          lost: { text: 'Not that good after all.', spoiler: false },
          kept: { text: 'Better every time.', spoiler: false },
        },
      ]),
    );
    const rating = items.find(({ field }) => field === 'rating');
    const body = items.find(({ field }) => field === 'body');
    await one.client.call('sync.settleConflict', { id: rating?.id ?? 0, take: 'lost' });
    await one.client.call('sync.settleConflict', { id: body?.id ?? 0, take: 'kept' });
    expect(await findReview(one.client, 'Heat')).toMatchObject({ rating: 40, body: 'Better every time.' });
    expect(await one.client.call('sync.status', {})).toMatchObject({ conflicts: 0 });
    await one.client.call('sync.now', {});
    await other.client.call('sync.now', {});
    expect(await findReview(other.client, 'Heat')).toMatchObject({ rating: 40, body: 'Better every time.' });
    await expect(
      one.client.call('sync.settleConflict', { id: rating?.id ?? 0, take: 'lost' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('lose nothing by a server that was emptied', async () => {
    const { one, other } = await two();
    await rate(one.client, 'Heat', 85);
    await reviewOf(other.client, 'Heat');
    server.model.empty();
    await other.client.call('sync.now', {});
    await one.client.call('sync.now', {});
    expect(await findReview(one.client, 'Heat')).toMatchObject({ rating: 85 });
    expect(await findReview(other.client, 'Heat')).toMatchObject({ rating: 85 });
    expect([...server.model.records()].length).toBeGreaterThan(0);
  });

  test('ask before much is deleted, and do what they are told', async () => {
    const { one, other } = await two();
    const ids: MediaId[] = [];
    for (let count = 0; count < 60; count++) ids.push(await rate(one.client, `Film ${count}`, 50));
    await inStep(one.client);
    await other.client.call('sync.now', {});
    expect(await reviewCount(other.client)).toBe(60);
    for (const mediaId of ids) await one.client.call('reviews.delete', { mediaId });
    await inStep(one.client);
    expect(await other.client.call('sync.now', {})).toMatchObject({
      state: 'asking',
      question: { deletions: 60, of: 60 },
    });
    expect(await reviewCount(other.client)).toBe(60);
    expect(await other.client.call('sync.answer', { answer: 'keep' })).toMatchObject({ question: null });
    expect(await reviewCount(other.client)).toBe(60);
    await one.client.call('sync.now', {});
    expect(await reviewCount(one.client)).toBe(60);
    await expect(one.client.call('sync.answer', { answer: 'keep' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('a linked profile', () => {
  test('goes on after a restart with the profile’s password alone', async () => {
    const { core, client } = await linkedComputer(server.fetch);
    await rate(client, 'Heat', 85);
    await inStep(client);
    await core.core.close();
    const again = await computer(server.fetch, core.dataFolder);
    const { client: later } = again.connect();
    await later.call('profiles.login', { who: 'Ada', password: goodPassword });
    await until(later, ({ state, syncedAt }) => state === 'idle' && syncedAt !== null);
    await rate(later, 'Heat', 60);
    await inStep(later);
    expect([...server.model.records()].some(({ v }) => v['rating'] === 60)).toBe(true);
  });

  test('asks nothing while it is paused, and says so', async () => {
    const { client } = await linkedComputer(server.fetch);
    expect(await client.call('sync.pause', { paused: true })).toMatchObject({ state: 'paused' });
    await eventually(async () => server.streams === 0);
    const count = server.asked.length;
    await rate(client, 'Heat', 85);
    await expect(client.call('sync.now', {})).rejects.toMatchObject({ details: { reason: 'sync_paused' } });
    expect(server.asked).toHaveLength(count);
    await client.call('sync.pause', { paused: false });
    await inStep(client);
  });

  test('that another device signed out says so, keeps all it has, and goes on after signing in', async () => {
    const { one, other } = await two();
    const devices = await one.client.call('sync.devices', {});
    expect(devices.filter(({ isThis }) => isThis)).toHaveLength(1);
    const ids = devices.filter(({ isThis }) => !isThis).map(({ id }) => id);
    await one.client.call('sync.signOutDevices', { ids });
    await rate(other.client, 'Heat', 85);
    await until(other.client, ({ state, problem }) => state === 'signed_out' && problem === 'signed_out');
    expect(await findReview(other.client, 'Heat')).toMatchObject({ rating: 85 });
    await link(other.client);
    await one.client.call('sync.now', {});
    expect(await findReview(one.client, 'Heat')).toMatchObject({ rating: 85 });
  });

  test('that is unlinked keeps everything, and asks before it goes to another account', async () => {
    const { core, client } = await linkedComputer(server.fetch);
    await rate(client, 'Heat', 85);
    await inStep(client);
    expect(await client.call('sync.unlink', {})).toMatchObject({ state: 'off', link: null });
    expect(await findReview(client, 'Heat')).toMatchObject({ rating: 85 });
    expect(server.refreshTokens.size).toBe(0);
    expect(readdirSync(join(core.dataFolder, 'accounts')).filter((name) => !name.endsWith('.lock'))).toEqual(
      [],
    );
    const count = server.asked.length;
    await rate(client, 'Heat', 60);
    expect(server.asked).toHaveLength(count);
    const signedIn = await client.call('sync.signIn', {
      server: 'sync.example.org',
      email: 'ada@example.net',
      password: accountPassword,
      create: 'Ada',
      profilePassword: goodPassword,
    });
    expect(signedIn.before).toEqual({
      name: 'Ada',
      email: 'ada@example.org',
      server: 'https://sync.example.org',
    });
    await client.call('sync.link', { token: signedIn.token });
    expect(await inStep(client)).toMatchObject({ link: { account: { email: 'ada@example.net' } } });
  });

  test('keeps its account’s token through a change of the password', async () => {
    const { core, client } = await linkedComputer(server.fetch);
    const password = 'harbour lemon tuesday';
    await client.call('profiles.changePassword', { oldPassword: goodPassword, newPassword: password });
    await until(client, ({ state }) => state === 'idle');
    await core.core.close();
    const again = await computer(server.fetch, core.dataFolder);
    const { client: later } = again.connect();
    await later.call('profiles.login', { who: 'Ada', password });
    await until(later, ({ state }) => state === 'idle');
    await rate(later, 'Heat', 60);
    expect(await inStep(later)).toMatchObject({ problem: null, waiting: 0 });
  });

  test('takes its token with it when it is deleted', async () => {
    const { core, client } = await linkedComputer(server.fetch);
    await client.call('profiles.delete', { confirmation: 'Ada', password: goodPassword });
    expect(server.refreshTokens.size).toBe(0);
    expect(readdirSync(join(core.dataFolder, 'accounts')).filter((name) => !name.endsWith('.lock'))).toEqual(
      [],
    );
  });
});

async function unlinked(): Promise<Linked> {
  const core = await computer(server.fetch);
  const { client } = await core.register('Ada');
  return { core, client };
}

async function two(): Promise<{ one: Linked; other: Linked }> {
  return {
    one: await linkedComputer(server.fetch),
    other: await linkedComputer(server.fetch, { create: false }),
  };
}

/** What another computer wrote, once it is here. */
async function reviewOf(client: Client, title: string, hint: () => void = () => server.poke()) {
  return await eventually(async () => {
    hint();
    return (await findReview(client, title)) ?? undefined;
  });
}
