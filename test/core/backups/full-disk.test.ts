import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore, type TestCore } from '../../support/core.ts';
import { smallDisk } from '../../support/small-disk.ts';
import { endOfJob, sideDoor } from '../jobs/support.ts';

/** A profile with so many words that nothing of it fits on a small disk. */
async function talkative(core: TestCore): Promise<Client> {
  const { client, profile } = await core.register('Ada');
  await addTitle(client, 'Heat');
  const sqlite = sideDoor(core);
  const media = sqlite.prepare(
    `INSERT INTO media (uid, kind, title, title_key, sort_key, year, created_at, updated_at) VALUES (randomblob(16), 'movie', ?, 'x', 'x', 2000, ?, ?)`,
  );
  const review = sqlite.prepare(
    'INSERT INTO reviews (user_id, media_id, rating, body, created_at, updated_at) VALUES (?, ?, NULL, hex(randomblob(5000)), ?, ?)',
  );
  const time = '2026-01-01T00:00:00.000Z';
  sqlite.transaction(() => {
    for (let at = 0; at < 400; at++)
      review.run(profile.id, media.run(`Film ${at}`, time, time).lastInsertRowid, time, time);
  })();
  sqlite.close();
  return client;
}

test('an export to a full disk says so, leaves nothing, and works when there is room', async ({ skip }) => {
  const disk = smallDisk(2);
  if (disk === undefined) skip('nobody may mount a disk here');
  const core = await testCore();
  const client = await talkative(core);
  const run = async (name: string) => {
    const { token } = core.core.targets.grant(join(disk ?? '', name), { overwrite: true });
    const format = name.endsWith('.json') ? 'json' : 'csv';
    return await endOfJob(client, await client.call('exports.start', { token, options: { format } }));
  };
  for (const name of ['all.json', 'all.zip', 'all']) {
    expect(await run(name), name).toMatchObject({
      state: 'failed',
      error: { code: 'storage', details: { reason: 'disk_full' } },
    });
    expect(readdirSync(disk ?? ''), name).toEqual([]);
  }
  // Half of the words go, and the rest fits.
  const sqlite = sideDoor(core);
  sqlite.exec('DELETE FROM reviews WHERE media_id % 8 > 0');
  sqlite.close();
  for (const name of ['all.json', 'all.zip']) expect(await run(name), name).toMatchObject({ state: 'done' });
  expect(readdirSync(disk ?? '').toSorted()).toEqual(['all.json', 'all.zip']);
});

test('a backup where there is no room is refused in figures, and the database goes on', async ({ skip }) => {
  const disk = smallDisk(30);
  if (disk === undefined) skip('nobody may mount a disk here');
  const folder = join(disk ?? '', 'data');
  mkdirSync(folder);
  const core = await testCore(folder);
  const client = await talkative(core);
  const ballast = join(disk ?? '', 'ballast');
  writeFileSync(ballast, Buffer.alloc(10_000_000));
  expect(await endOfJob(client, await client.call('backups.create', {}))).toMatchObject({
    state: 'failed',
    error: { code: 'storage', details: { reason: 'no_room' } },
  });
  expect(existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : []).toEqual([]);
  const mediaId = (await client.call('catalog.list', { limit: 1 })).items[0]?.id;
  if (mediaId === undefined) throw new Error('no title');
  await client.call('reviews.save', { mediaId, rating: 70 as Rating, body: 'still here' });
  rmSync(ballast);
  expect(await endOfJob(client, await client.call('backups.create', {}))).toMatchObject({ state: 'done' });
  const check = await endOfJob(client, await client.call('backups.check', {}));
  expect(
    check.result?.kind === 'check' &&
      check.result.findings.find(({ check: name }) => name === 'pages')?.state,
  ).toBe('ok');
});

test('a restore without room changes nothing', async ({ skip }) => {
  const disk = smallDisk(34);
  if (disk === undefined) skip('nobody may mount a disk here');
  const folder = join(disk ?? '', 'data');
  mkdirSync(folder);
  const core = await testCore(folder);
  const client = await talkative(core);
  expect(await endOfJob(client, await client.call('backups.create', {}))).toMatchObject({ state: 'done' });
  const name = (await client.call('backups.list', {})).items[0]?.name ?? '';
  const added = await addTitle(client, 'Since then');
  const ballast = join(disk ?? '', 'ballast');
  writeFileSync(ballast, Buffer.alloc(11_000_000));
  expect(await endOfJob(client, await client.call('backups.restore', { name }))).toMatchObject({
    state: 'failed',
    error: { code: 'storage', details: { reason: 'no_room' } },
  });
  expect(await client.call('catalog.get', { id: added })).toMatchObject({ title: 'Since then' });
  rmSync(ballast);
  expect(await endOfJob(client, await client.call('backups.restore', { name }))).toMatchObject({
    state: 'done',
  });
  await expect(client.call('catalog.get', { id: added })).rejects.toMatchObject({ code: 'not_found' });
});
