import { beforeEach, describe, expect, test } from 'vitest';
import { endpoints } from '#shared/sync/endpoints.ts';
import { createAccountSession, type AccountSession } from '#main/core/sync/account-session.ts';
import { createServer } from '#main/core/sync/server.ts';
import { failureOf } from '#main/core/sync/sync-failure.ts';
import { accountPassword, createFakeServer, type FakeServer } from './fake-server.ts';

const address = 'https://sync.example.org';
const refreshPath = endpoints.refresh.path;
let server: FakeServer;
let kept: string[];

beforeEach(() => {
  server = createFakeServer();
  kept = [];
});

describe('an account’s session', () => {
  test('asks for an access token once, and uses it until it ends', async () => {
    const session = await signedIn();
    await session.call('devices');
    await session.call('devices');
    expect(paths().filter((path) => path === refreshPath)).toHaveLength(1);
  });

  test('renews a token that has ended, once for all who ask at a time', async () => {
    const session = await signedIn();
    await session.call('devices');
    server.expire();
    await Promise.all([session.call('devices'), session.call('account'), session.call('devices')]);
    expect(paths().filter((path) => path === refreshPath)).toHaveLength(2);
  });

  test('keeps each refresh token before it asks with the new access token', async () => {
    const session = await signedIn();
    await session.call('devices');
    const [, , refresh, devices] = server.asked;
    expect(refresh?.path).toBe(refreshPath);
    expect(devices?.path).toBe(endpoints.devices.path);
    expect(kept).toHaveLength(1);
    expect(server.refreshTokens.has(kept[0] ?? '')).toBe(true);
  });

  test('asks with the kept token again where the answer was lost', async () => {
    const session = await signedIn();
    server.fail(refreshPath, 'cut');
    expect(await problemOf(session.call('devices'))).toBe('offline');
    expect(kept).toEqual([]);
    await session.call('devices');
    expect(kept).toHaveLength(1);
  });

  test('is signed out where the server knows the device no more', async () => {
    const session = await signedIn();
    const [device] = await session.call('devices');
    server.signOut(device?.id ?? '');
    expect(await problemOf(session.call('devices'))).toBe('signed_out');
    expect(await problemOf(session.send('/v1/live', { method: 'GET' }))).toBe('signed_out');
  });

  test.each([
    [{ status: 503, code: 'unavailable', retryAfter: '7' } as const, 'server_busy', 7000],
    [{ status: 429, code: 'too_many', retryAfter: '2' } as const, 'server_busy', 2000],
    [{ status: 429 } as const, 'server_busy', undefined],
    [{ status: 500, code: 'internal' } as const, 'server_error', undefined],
    [{ status: 502, body: '<html>Bad gateway</html>' } as const, 'server_error', undefined],
    [{ status: 426, code: 'outdated' } as const, 'incompatible', undefined],
    [{ status: 404, body: '<html>Nothing here</html>' } as const, 'not_a_server', undefined],
    [{ status: 200, body: '<html>Sign in to the hotel</html>' } as const, 'not_a_server', undefined],
    [{ status: 403, code: 'forbidden' } as const, 'refused', undefined],
  ])('tells %j as %s', async (failure, problem, retryAfterMs) => {
    const session = await signedIn();
    server.fail(endpoints.devices.path, failure);
    const failed = await session.call('devices').catch(failureOf);
    expect(failed).toEqual({ problem, retryAfterMs });
  });

  test('asks nothing more once it is closed', async () => {
    const session = await signedIn();
    const count = server.asked.length;
    session.close();
    expect(await problemOf(session.call('devices'))).toBe('offline');
    expect(server.asked).toHaveLength(count);
  });
});

async function signedIn(): Promise<AccountSession> {
  const asked = createServer(server.fetch, address);
  const { refresh } = await asked.call('register', {
    body: { email: 'ada@example.org', name: 'Ada', password: accountPassword, device: 'Laptop' },
  });
  server.expire();
  await asked.call('meta', {});
  return createAccountSession({
    server: asked,
    refreshToken: refresh,
    keep: async (token) => void kept.push(token),
    monotonicMs: () => performance.now(),
  });
}

function paths(): string[] {
  return server.asked.map(({ path }) => path);
}

async function problemOf(asked: Promise<unknown>): Promise<string> {
  return await asked.then(
    () => 'none',
    (error: unknown) => failureOf(error).problem,
  );
}
