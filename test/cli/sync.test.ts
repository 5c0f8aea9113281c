// Sync at the terminal: linking with both passwords, rounds, what it asks for and what it says.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '#shared/api/client.ts';
import type { SyncStatus } from '#shared/api/sync.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { accountPassword, createFakeServer, serve } from '../core/sync/fake-server.ts';
import { link, realClock, testNetwork } from '../core/sync/support.ts';
import { testCore } from '../support/core.ts';
import { ada, createHousehold, mediaryIn, type Mediary, type Ran } from './mediary.ts';
import { hasPseudoTerminal, inTerminal } from './pseudo-terminal.ts';

let household: () => Mediary;
beforeAll(async () => {
  household = await createHousehold(async (client) => {
    const { id } = await client.call('catalog.add', {
      kind: 'movie', title: 'Heat', year: 1995, creator: null, genres: [], runtime: null, description: null,
    }); // prettier-ignore
    await client.call('reviews.save', { mediaId: id, rating: 85 as Rating });
  });
});

const email = 'ada@example.org';
const both = `${accountPassword}\n${ada.password}\n`;

describe('mediary sync', () => {
  it('says that nothing is linked, and what would', async () => {
    const mediary = household();
    expect((await mediary.run(['sync'])).stdout).toContain('mediary sync link SERVER EMAIL');
    expect(await mediary.json<SyncStatus>(['sync', 'status'])).toMatchObject({ state: 'off', link: null });
    expect(await mediary.refusal(['sync', 'now'])).toEqual({
      code: 1,
      error: 'error: unavailable: This profile is not linked to an account.',
    });
  });

  it('makes an account, links it, and asks for the profile’s password at each round', async () => {
    const fake = createFakeServer();
    const server = await serve(fake);
    const mediary = household();
    const linked = await mediary.run(['sync', 'link', server, email, '--create', 'Ada', '--password-stdin'], {
      input: both,
    });
    expect(linked.stderr).toContain('The sign-in is kept in a file that your profile’s password opens');
    expect(linked).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^Sent 2, fetched \d+\. Everything is the same here and there\.\n$/,
      ) as string,
    });
    expect([...fake.model.records()].some(({ v }) => v['rating'] === 85)).toBe(true);
    const folder = join(mediary.folder, 'accounts');
    const file = readdirSync(folder).find((name) => name.endsWith('.terminal')) ?? '';
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    for (const token of fake.refreshTokens)
      expect(readFileSync(join(folder, file), 'utf8')).not.toContain(token);

    expect(await mediary.refusal(['sync', 'now'])).toMatchObject({ code: 2 });
    const now = await mediary.json<SyncStatus>(['sync', 'now', '--password-stdin'], {
      input: `${ada.password}\n`,
    });
    expect(now).toMatchObject({ state: 'idle', waiting: 0, problem: null, keeper: 'file' });
    const wrong = await mediary.refusal(['sync', 'now', '--password-stdin'], { input: 'wrong\n' });
    expect(wrong).toMatchObject({
      code: 1,
      error: 'error: unauthenticated: The profile or the password is wrong.',
    });
    expect((await mediary.run(['sync'])).stdout).toMatch(
      /Account +Ada <ada@example\.org>\nServer +http:\/\/127/,
    );
  });

  it.runIf(hasPseudoTerminal)('is spoken of before a backup is restored', async () => {
    const server = await serve(createFakeServer());
    const mediary = household();
    const file = `${mediary.folder}-mine.mediary`;
    await mediary.json(['backup', file]);
    const ask = async () =>
      await inTerminal(`MEDIARY_TERMINAL_ID=${ada.terminal} mediary restore ${file}`, mediary.folder, [
        { at: '[y/N] ', type: 'n\r' },
      ]);
    const alone = await ask();
    await mediary.run(['sync', 'link', server, email, '--create', 'Ada', '--password-stdin'], {
      input: both,
    });
    const linked = await ask();
    for (const { code, seen } of [alone, linked])
      expect({ code, seen }).toMatchObject({
        code: 1,
        seen: expect.stringContaining('Nothing was changed.') as string,
      });
    expect(alone.seen).not.toContain('linked to an account');
    expect(linked.seen).toContain('does so on your other devices too.');
  });

  it('brings a second computer’s library together with the first’s, without a password where that was chosen', async () => {
    const server = await serve(createFakeServer());
    const one = household();
    await one.run(['sync', 'link', server, email, '--create', 'Ada', '--password-stdin'], { input: both });
    const other = mediaryIn((await createHousehold())().folder);
    const keep = ['sync', 'link', server, email, '--keep-signed-in', '--password-stdin'];
    expect(await other.run(keep, { input: `${accountPassword}\n` })).toMatchObject({ code: 0 });
    expect((await other.run(['search', 'Heat'])).stdout).toMatch(/Heat.*8\.5/);
    expect(await other.json(['sync', 'now'])).toMatchObject({ state: 'idle' });
    const { items } = await other.json<{ items: { id: string; isThis: boolean }[] }>(['sync', 'devices']);
    expect(items).toHaveLength(2);
    const first = items.find(({ isThis }) => !isThis)?.id ?? '';
    await other.json(['sync', 'devices', 'sign-out', first]);
    const out = await one.run(['sync', 'now', '--password-stdin'], { input: `${ada.password}\n` });
    expect(out).toMatchObject({ code: 1 });
    expect(out.stderr).toContain('This computer was signed out of the account.');
  });

  it('pauses, goes on, unlinks and keeps the library', async () => {
    const fake = createFakeServer();
    const server = await serve(fake);
    const mediary = household();
    await mediary.run(['sync', 'link', server, email, '--create', 'Ada', '--password-stdin'], {
      input: both,
    });
    expect(await mediary.json(['sync', 'pause'])).toMatchObject({ state: 'paused' });
    expect(await mediary.refusal(['sync', 'now'])).toEqual({
      code: 1,
      error: 'error: conflict: Sync is paused.',
    });
    expect(await mediary.json(['sync', 'resume'])).toMatchObject({ state: 'idle' });
    expect(await mediary.json(['sync', 'conflicts'])).toEqual({ items: [], more: false });
    expect(await mediary.json(['sync', 'unlink', '--yes'])).toMatchObject({ state: 'off' });
    expect((await mediary.run(['search', 'Heat'])).stdout).toMatch(/Heat.*8\.5/);
  });

  it('tells what is no server, what is not secure, and what can’t be reached', async () => {
    const fake = createFakeServer();
    const server = await serve(fake);
    const mediary = household();
    const refusedLink = async (address: string) =>
      (await mediary.refusal(['sync', 'link', address, email])).error;
    expect(await refusedLink('http://192.0.2.7')).toContain('http is not secure');
    expect(await refusedLink('ftp://192.0.2.7')).toContain('expected the address of a server');
    fake.fail('/v1/meta', { status: 200, body: '<html>' });
    expect(await refusedLink(server)).toBe('error: unavailable: What answers there is no Mediary server.');
    fake.setOffline(true);
    expect(await refusedLink(server)).toBe('error: unavailable: The server cannot be reached.');
  });

  it('says in a later process how the last round ended, since when, and what waits', async () => {
    const fake = createFakeServer();
    const server = await serve(fake);
    const mediary = household();
    await linkKept(mediary, server);
    expect((await mediary.run(['sync'])).stdout).toMatch(/State +in order\n/);
    fake.setOffline(true);
    await mediary.run(['review', '1', '7']);
    expect((await mediary.run(['sync'])).stdout).toMatch(
      /State +not in step: mediary sync now sends what waits\n/,
    );
    const failed = await mediary.run(['sync', 'now']);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('The server cannot be reached.');
    const later = (await mediary.run(['sync', 'status'])).stdout;
    expect(later).toMatch(/State +not in step: the last round failed; mediary sync now tries again\n/);
    expect(later).toMatch(/Failing since +\d{4}-\d\d-\d\d \d\d:\d\d\nLast tried +\d{4}/);
    expect(later).toMatch(/Waiting +1 record\n/);
    expect(later).toContain('The server cannot be reached. Nothing is lost');
    expect(await mediary.json<SyncStatus>(['sync', 'status'])).toMatchObject({
      state: 'waiting', problem: 'offline', failingSince: expect.any(String) as string, waiting: 1,
    }); // prettier-ignore
    fake.setOffline(false);
    expect(await mediary.run(['sync', 'now'])).toMatchObject({ code: 0 });
    expect((await mediary.run(['sync'])).stdout).not.toContain('Failing since');
  });

  it('tells what the server does not take, why, and what can be done', async () => {
    const fake = createFakeServer();
    const server = await serve(fake);
    const mediary = household();
    fake.refuse('review', 'q');
    const linked = await linkKept(mediary, server);
    expect(linked.stdout).toMatch(/Refused +1: mediary sync refused/);
    const told = (await mediary.run(['sync', 'refused'])).stdout;
    expect(told).toMatch(/Heat +review +the account is full/);
    expect(told).toContain('delete what you do not need');
    fake.refuse('review', null);
    expect(await mediary.run(['sync', 'refused', '--again'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Everything is the same here and there.') as string,
    });
    expect((await mediary.run(['sync', 'refused'])).stdout).toBe('The server takes everything.\n');
    expect([...fake.model.records()].some(({ v }) => v['rating'] === 85)).toBe(true);
  });

  it('leaves it to a window that is open, and says what came of it', async () => {
    const fake = createFakeServer();
    const server = await serve(fake);
    const mediary = household();
    await linkKept(mediary, server);
    const { core } = await testCore(mediary.folder, realClock, undefined, { network: testNetwork(fetch) });
    const window = createClient(core.connect('window'));
    await window.call('profiles.login', { who: 'Ada', password: ada.password });
    await link(window, { server, profilePassword: ada.password });
    await mediary.run(['review', '1', '7']);
    const now = await mediary.run(['sync', 'now']);
    expect(now).toMatchObject({
      code: 0,
      stdout: 'A window of Mediary keeps this profile in step. Nothing waits.\n',
    });
    expect([...fake.model.records()].some(({ v }) => v['rating'] === 70)).toBe(true);
    expect((await mediary.run(['sync'])).stdout).toMatch(/State +a window of Mediary syncs it now/);
    expect(await mediary.refusal(['sync', 'unlink', '--yes'])).toMatchObject({
      code: 1,
      error: 'error: unavailable: Another Mediary on this computer syncs this profile now.',
    });
    fake.setOffline(true);
    await mediary.run(['review', '1', '9']);
    const failed = await mediary.run(['sync', 'now']);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('The server cannot be reached.');
  });

  it('signs the token out that a new sign-in replaces', async () => {
    const fake = createFakeServer();
    const server = await serve(fake);
    const mediary = household();
    await linkKept(mediary, server);
    await mediary.run(['sync', 'link', server, email, '--keep-signed-in', '--yes', '--password-stdin'], {
      input: `${accountPassword}\n`,
    });
    const { items } = await mediary.json<{ items: { isThis: boolean }[] }>(['sync', 'devices']);
    expect(items.map(({ isThis }) => isThis)).toEqual([true]);
  });
});

/** Links to a new account, with a sign-in that needs no password. */
async function linkKept(mediary: Mediary, server: string): Promise<Ran> {
  return await mediary.run(
    ['sync', 'link', server, email, '--create', 'Ada', '--keep-signed-in', '--yes', '--password-stdin'],
    { input: `${accountPassword}\n${accountPassword}\n` },
  );
}
