// A ledger that was mended title by title says what one that is read anew says.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MediaId } from '#shared/api/contract.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore } from '../../support/core.ts';
import { endOfJob } from '../jobs/support.ts';

const step = fc.record({
  what: fc.constantFrom(
    'log',
    'log',
    'log',
    'rate',
    'write',
    'unrate',
    'delete',
    'restore',
    'restore',
    'others',
  ),
  title: fc.nat(5),
  rating: fc.integer({ min: 10, max: 100 }),
  date: fc.constantFrom(null, '2024', '2024-05', '2024-05-31', '2023-12-31'),
});

test('every write mends the ledger as if all of it were read again', { timeout: 60_000 }, async () => {
  const setup = await testCore();
  const ada = await setup.register('Ada');
  const ben = await setup.register('Ben');
  const { client } = ada;
  const titles: MediaId[] = [];
  for (let at = 0; at < 6; at++)
    titles.push(await addTitle(client, `Title ${at}`, { runtime: 90, genres: ['Drama'] }));
  const steps = fc.sample(step, { numRuns: 80, seed: 11 });
  for (const { what, title, rating, date } of steps) {
    const mediaId = titles[title] as MediaId;
    // What a deleted title refuses, and what there is nothing of to take back.
    const attempt = (work: Promise<unknown>) => work.catch(() => undefined);
    if (what === 'log') await attempt(client.call('diary.log', { mediaId, playedOn: date as PartialDate | null, rating: rating as Rating }));
    if (what === 'rate') await attempt(client.call('reviews.save', { mediaId, rating: rating as Rating }));
    if (what === 'write') await attempt(client.call('reviews.save', { mediaId, body: 'Words.' }));
    if (what === 'unrate') await attempt(client.call('reviews.delete', { mediaId }));
    if (what === 'delete') await attempt(client.call('catalog.delete', { id: mediaId }));
    if (what === 'restore') await attempt(client.call('catalog.restore', { id: mediaId }));
    if (what === 'others') await attempt(ben.client.call('reviews.save', { mediaId, rating: rating as Rating }));
    await client.call('stats.get', {});
  }
  const mended = await client.call('stats.get', {});
  expect(mended.totals.plays).toBeGreaterThan(5);
  const again = (await setup.reopen()).connect().client;
  await again.call('profiles.login', { who: 'Ada', password: 'quiet-otter-lamp-42' });
  expect(await again.call('stats.get', {})).toEqual(mended);
}); // prettier-ignore

test('after a restore genres are those of the restored database, whose numbers may be others', async () => {
  const setup = await testCore();
  const { client } = await setup.register('Ada');
  const log = async (title: string, genre: string) => {
    const mediaId = await addTitle(client, title, { genres: [genre] });
    await client.call('diary.log', { mediaId, playedOn: '2024-05-31' as PartialDate });
  };
  const genres = async () => (await client.call('stats.get', {})).genres.map(({ name }) => name).toSorted();
  await log('Heat', 'Crime');
  await endOfJob(client, await client.call('backups.create', {}));
  const [backup] = (await client.call('backups.list', {})).items;
  await log('Later', 'Drama');
  expect(await genres()).toEqual(['Crime', 'Drama']);
  const job = await endOfJob(client, await client.call('backups.restore', { name: backup?.name ?? '' }));
  expect(job.state).toBe('done');
  await log('After all', 'Western');
  expect(await genres()).toEqual(['Crime', 'Western']);
});
