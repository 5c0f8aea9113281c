import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addTitle, goodPassword, testCore } from '../support/core.ts';

test('the first profile is admin, later ones are members, and the list holds nothing private', async () => {
  const { register } = await testCore();
  const { client, profile } = await register('Ada');
  expect(profile).toMatchObject({ name: 'Ada', email: 'ada@example.org', role: 'admin' });
  expect((await register('Ben')).profile.role).toBe('member');
  expect(Object.keys((await client.call('profiles.list', {}))[0] ?? {})).toEqual([
    'id',
    'name',
    'hue',
    'role',
  ]);
});

test('a name or an address that exists is refused, whatever its case, and says which', async () => {
  const { register, connect } = await testCore();
  await register('Ada');
  const { client } = connect();
  const again = { name: 'Eve', email: 'ADA@example.org', password: goodPassword };
  await expect(client.call('profiles.register', again)).rejects.toMatchObject({
    code: 'conflict',
    details: { field: 'email' },
  });
  await expect(
    client.call('profiles.register', { ...again, name: 'ADA', email: 'b@example.org' }),
  ).rejects.toMatchObject({
    code: 'conflict',
    details: { field: 'name' },
  });
  expect(await client.call('profiles.list', {})).toHaveLength(1);
});

test.each([
  ['short', 'at least 8'],
  ['password', 'too easy to guess'],
  ['qwertyuiop', 'too easy to guess'],
  ['ada@example.org', 'too easy to guess'],
])('the password %j is refused with a reason', async (password, reason) => {
  const { connect } = await testCore();
  const attempt = connect().client.call('profiles.register', {
    name: 'Ada',
    email: 'ada@example.org',
    password,
  });
  await expect(attempt).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(reason) as string,
  });
});

test('a person logs in by name, address or number, and is asked for the right password', async () => {
  const { register, connect } = await testCore();
  const { profile } = await register('Ada Lovelace');
  for (const who of ['ada lovelace', 'ADA.LOVELACE@EXAMPLE.ORG', `#${profile.id}`]) {
    expect((await connect().client.call('profiles.login', { who, password: goodPassword })).id).toBe(
      profile.id,
    );
  }
  for (const attempt of [
    { who: 'Ada Lovelace', password: 'wrong-otter' },
    { who: 'Nobody', password: goodPassword },
  ]) {
    await expect(connect().client.call('profiles.login', attempt)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  }
});

test('passwords that agree in their first 72 bytes, or up to a NUL, are still two passwords', async () => {
  const { connect } = await testCore();
  const start = 'a long and winding otter-road '.repeat(4);
  await connect().client.call('profiles.register', {
    name: 'Ada',
    email: 'ada@example.org',
    password: `${start}one`,
  });
  await connect().client.call('profiles.register', {
    name: 'Ben',
    email: 'ben@example.org',
    password: 'otter\0lamp-quiet',
  });
  await expect(
    connect().client.call('profiles.login', { who: 'Ada', password: `${start}two` }),
  ).rejects.toThrow();
  await expect(
    connect().client.call('profiles.login', { who: 'Ben', password: 'otter\0something' }),
  ).rejects.toThrow();
});

test('three wrong tries are free, then the wait doubles up to five minutes, over restarts, and ends', async () => {
  let setup = await testCore();
  await setup.register('Ada');
  const attempt = (password: string) =>
    setup.connect().client.call('profiles.login', { who: 'Ada', password });
  for (let tries = 0; tries < 3; tries++)
    await expect(attempt('wrong')).rejects.toMatchObject({ code: 'unauthenticated' });
  const waits: unknown[] = [];
  for (let tries = 0; tries < 11; tries++) {
    setup = await setup.reopen();
    const error: unknown = await attempt('wrong').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'busy', details: { reason: 'throttled' } });
    const { retryAfterSeconds } = (error as { details: { retryAfterSeconds: number } }).details;
    waits.push(retryAfterSeconds);
    setup.clock.advance(retryAfterSeconds);
    await expect(attempt('wrong')).rejects.toMatchObject({ code: 'unauthenticated' });
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  setup.clock.advance(300);
  await expect(attempt(goodPassword)).resolves.toMatchObject({ name: 'Ada' });
  await expect(attempt('wrong')).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a clock that is set back never locks anybody out for longer than the wait', async () => {
  const setup = await testCore();
  await setup.register('Ada');
  const attempt = () => setup.connect().client.call('profiles.login', { who: 'Ada', password: 'wrong' });
  for (let tries = 0; tries < 3; tries++) await expect(attempt()).rejects.toThrow();
  setup.clock.advance(-10 * 365 * 86_400);
  await expect(attempt()).rejects.toMatchObject({ details: { retryAfterSeconds: 1 } });
});

test('tries in parallel are counted one by one', async () => {
  const { register, connect } = await testCore();
  await register('Ada');
  const codes = await Promise.all(
    Array.from({ length: 8 }, () =>
      connect()
        .client.call('profiles.login', { who: 'Ada', password: 'wrong' })
        .catch((error: { code: string }) => error.code),
    ),
  );
  expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(3);
});

test('changing the password needs the old one, and logs other terminals out', async () => {
  const { register, connect } = await testCore();
  const { client } = await register('Ada');
  const terminal = connect('tty-1').client;
  await terminal.call('profiles.login', { who: 'Ada', password: goodPassword });
  const change = { oldPassword: 'wrong', newPassword: 'a-brand-new-lamp-77' };
  await expect(client.call('profiles.changePassword', change)).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  await client.call('profiles.changePassword', { ...change, oldPassword: goodPassword });
  expect(await terminal.call('profiles.whoami', {})).toBeNull();
  await expect(
    connect().client.call('profiles.login', { who: 'Ada', password: goodPassword }),
  ).rejects.toThrow();
  await connect().client.call('profiles.login', { who: 'Ada', password: change.newPassword });
});

test('two windows and two terminals can be different people; a terminal stays logged in over restarts', async () => {
  const setup = await testCore();
  const ada = await setup.register('Ada');
  const ben = await setup.register('Ben');
  await setup.connect('tty-1').client.call('profiles.login', { who: 'Ada', password: goodPassword });
  await setup.connect('tty-2').client.call('profiles.login', { who: 'Ben', password: goodPassword });
  expect((await ada.client.call('profiles.whoami', {}))?.name).toBe('Ada');
  expect((await ben.client.call('profiles.whoami', {}))?.name).toBe('Ben');
  const later = await setup.reopen();
  expect((await later.connect('tty-1').client.call('profiles.whoami', {}))?.name).toBe('Ada');
  expect((await later.connect('tty-2').client.call('profiles.whoami', {}))?.name).toBe('Ben');
  expect(await later.connect().client.call('profiles.whoami', {})).toBeNull();
});

test('deleting a profile wants its name and password, and takes its ratings out of every average', async () => {
  const { register, connect } = await testCore();
  const ada = await register('Ada');
  const ben = await register('Ben');
  const mediaId = await addTitle(ada.client, 'Heat');
  await ada.client.call('reviews.save', { mediaId, rating: 60 as never });
  await ben.client.call('reviews.save', { mediaId, rating: 100 as never });
  await expect(
    ben.client.call('profiles.delete', { confirmation: 'ben', password: goodPassword }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(
    ben.client.call('profiles.delete', { confirmation: 'Ben', password: 'wrong' }),
  ).rejects.toMatchObject({ code: 'unauthenticated' });
  await ben.client.call('profiles.delete', { confirmation: 'Ben', password: goodPassword });
  expect(await ada.client.call('catalog.get', { id: mediaId })).toMatchObject({
    averageRating: 60,
    ratingCount: 1,
  });
  expect(await ben.client.call('profiles.whoami', {})).toBeNull();
  await expect(
    connect().client.call('profiles.login', { who: 'Ben', password: goodPassword }),
  ).rejects.toThrow();
});

test('somebody always stays admin, and only admins give roles', async () => {
  const { register } = await testCore();
  const ada = await register('Ada');
  const ben = await register('Ben');
  await expect(
    ben.client.call('profiles.setRole', { userId: ben.profile.id, role: 'admin' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    ada.client.call('profiles.setRole', { userId: ada.profile.id, role: 'member' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    ada.client.call('profiles.delete', { confirmation: 'Ada', password: goodPassword }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await ada.client.call('profiles.setRole', { userId: ben.profile.id, role: 'admin' });
  await ben.client.call('profiles.setRole', { userId: ada.profile.id, role: 'member' });
  expect((await ada.client.call('profiles.whoami', {}))?.role).toBe('member');
});

test('renaming and settings are kept per profile', async () => {
  const setup = await testCore();
  const { client } = await setup.register('Ada');
  expect(await client.call('settings.get', {})).toEqual({
    theme: 'system',
    density: 'comfortable',
    ratingScale: 'ten',
    language: 'system',
  });
  await client.call('settings.set', { theme: 'dark', ratingScale: 'stars' });
  await client.call('profiles.update', { name: 'Ada L.', hue: 12 });
  const later = (await setup.reopen()).connect().client;
  expect(await later.call('profiles.login', { who: 'ada l.', password: goodPassword })).toMatchObject({
    name: 'Ada L.',
    hue: 12,
  });
  expect(await later.call('settings.get', {})).toMatchObject({
    theme: 'dark',
    ratingScale: 'stars',
    density: 'comfortable',
  });
});

test('no password is in the database, the log, or anywhere else in the data folder', async () => {
  const setup = await testCore();
  await setup.register('Ada');
  await setup
    .connect()
    .client.call('profiles.login', { who: 'Ada', password: 'canary-wrong-password' })
    .catch(() => undefined);
  await setup.core.close();
  const { readdirSync, readFileSync } = await import('node:fs');
  const files = readdirSync(setup.dataFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), 'latin1');
    expect(text).not.toContain(goodPassword);
    expect(text).not.toContain('canary-wrong-password');
  }
  const database = new Database(join(setup.dataFolder, 'mediary.sqlite3'));
  expect(database.prepare('SELECT password_hash FROM users').pluck().get()).toMatch(/^\$2[aby]\$04\$/);
  database.close();
});
