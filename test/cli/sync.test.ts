// Sync at the terminal: linking with both passwords, rounds, what it asks for and what it says.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SyncStatus } from '#shared/api/sync.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { accountPassword, createFakeServer, serve } from '../core/sync/fake-server.ts';
import { ada, createHousehold, mediaryIn, type Mediary } from './mediary.ts';

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
    const link = async (address: string) => (await mediary.refusal(['sync', 'link', address, email])).error;
    expect(await link('http://192.0.2.7')).toContain('http is not secure');
    expect(await link('ftp://192.0.2.7')).toContain('expected the address of a server');
    fake.fail('/v1/meta', { status: 200, body: '<html>' });
    expect(await link(server)).toBe('error: unavailable: What answers there is no Mediary server.');
    fake.setOffline(true);
    expect(await link(server)).toBe('error: unavailable: The server cannot be reached.');
  });
});
