// A restored backup is what somebody wanted: what it changed here goes to the account, and the clock never goes back.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, scratchFolder } from '../../support/core.ts';
import { endOfJob } from '../jobs/support.ts';
import { accountOf, linkedPair, tablesOf } from './linked-pair.ts';

test('what is paused stays so through a restore of a backup in which it was not', async () => {
  const { one } = await linkedPair();
  const file = join(scratchFolder(), 'mine.mediary');
  const { token: target } = one.app.core.targets.grant(file, { overwrite: true });
  await endOfJob(one.client, await one.client.call('backups.create', { token: target }));
  await one.client.call('sync.pause', { paused: true });
  one.sqlite.exec(
    `UPDATE sync_clocks SET home = '"this file"'; UPDATE sync_accounts SET last_round_at = '2026-03-01T10:00:00.000Z'`,
  );
  const { token } = one.app.core.files.grant(file);
  expect((await endOfJob(one.client, await one.client.call('backups.restore', { token }))).state).toBe(
    'done',
  );
  const row = one.sqlite
    .prepare(
      'SELECT paused, last_round_at AS syncedAt, home FROM sync_accounts JOIN sync_clocks USING (user_id)',
    )
    .get();
  expect(row).toEqual({ paused: 1, syncedAt: '2026-03-01T10:00:00.000Z', home: '"this file"' });
});

test('what a restore brings back and takes away is an edit of now', async () => {
  const pair = await linkedPair();
  const { one, other, server } = pair;
  const [kept, lost, added] = [
    await addTitle(one.client, 'Alien'),
    await addTitle(one.client, 'Heat'),
    await addTitle(one.client, 'Ran'),
  ];
  await one.client.call('reviews.save', { mediaId: kept, rating: 90 as Rating });
  await one.client.call('reviews.save', { mediaId: lost, rating: 80 as Rating });
  const play = { mediaId: kept, playedOn: null, rating: null, tags: [] };
  await one.client.call('diary.log', { ...play, note: 'first' });
  await one.client.call('diary.log', { ...play, note: 'second' });
  pair.settle();
  const before = tablesOf(one);
  const file = join(scratchFolder(), 'mine.mediary');
  const { token: target } = one.app.core.targets.grant(file, { overwrite: true });
  await endOfJob(one.client, await one.client.call('backups.create', { token: target }));
  pair.clock.advance(3600);
  await one.client.call('reviews.save', { mediaId: kept, rating: 20 as Rating });
  await one.client.call('reviews.delete', { mediaId: lost });
  await one.client.call('reviews.save', { mediaId: added, rating: 50 as Rating });
  await one.client.call('diary.log', { ...play, note: 'third' });
  await other.client.call('diary.delete', { ids: [2] });
  pair.settle();
  expect(tablesOf(other)).not.toEqual(before);
  const last = one.store.clock().last;

  const { token } = one.app.core.files.grant(file);
  const job = await endOfJob(one.client, await one.client.call('backups.restore', { token }));
  expect(job.state).toBe('done');
  expect(tablesOf(one)).toEqual(before);
  const clock = one.store.clock();
  expect(clock.last > last).toBe(true);
  expect(clock.last.slice(16)).not.toBe(last.slice(16));
  pair.settle();
  expect(accountOf(server)).toEqual(before);
  expect(tablesOf(one)).toEqual(before);
  expect(tablesOf(other)).toEqual(before);
});
