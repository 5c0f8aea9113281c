// What the pages of the big library ask core for: the leaderboard, a title's page, the feed and a page of the diary,
// each cold and then from the cache or again.
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';

const rounds = 200;
const work = `p95 of ${rounds} in core, 1.2 M titles, 1 M ratings`;
const [mostCold, mostCached] = [5, 0.2];

/** `mediaIds`: titles whose pages are opened, as many as rounds. */
export async function pageRows(client: Client, mediaIds: readonly MediaId[]): Promise<BenchRow[]> {
  // Another limit is another entry of the cache: each first call is cold.
  const leaderboard = await coldAndCached((round) =>
    client.call('catalog.topRated', { limit: 1 + (round % 100), ...(round < 100 ? {} : { kind: 'movie' }) }),
  );
  const title = await coldAndCached((round) => {
    const mediaId = mediaIds[round % mediaIds.length] as MediaId;
    return client.call('catalog.get', { id: mediaId });
  });
  const reviews = await cold((round) => {
    const mediaId = mediaIds[round % mediaIds.length] as MediaId;
    return client.call('reviews.listForMedia', { mediaId });
  });
  const feed = await cold((round) =>
    client.call('reviews.recent', { by: 'everyone', limit: 10 + (round % 30) }),
  );
  for (const [round, mediaId] of mediaIds.entries())
    await client.call('diary.log', {
      mediaId,
      playedOn: `2024-0${1 + (round % 9)}-1${round % 10}` as PartialDate,
    });
  const diary = await cold((round) => client.call('diary.list', { limit: 20 + (round % 60) }));
  const thisDay = await cold((round) => client.call('discovery.onThisDay', { limit: 1 + (round % 50) }));
  const row = (name: string, times: readonly number[], most: number) =>
    budgetRow({ name, work, ours: percentile(times, 95), unit: 'ms' }, most);
  return [
    row('leaderboard, cold', leaderboard.cold, mostCold),
    row('leaderboard, cached', leaderboard.cached, mostCached),
    row('title page, cold', title.cold, mostCold),
    row('title page, cached', title.cached, mostCached),
    row('title page, its reviews', reviews, mostCold),
    row('feed', feed, mostCold),
    row('diary page', diary, mostCold),
    row('on this day', thisDay, mostCold),
  ];
}

async function coldAndCached(call: (round: number) => Promise<unknown>) {
  const times = { cold: [] as number[], cached: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.cold.push(await timed(() => call(round)));
    times.cached.push(await timed(() => call(round)));
  }
  return times;
}

async function cold(call: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(() => call(round)));
  return times;
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await call();
  return performance.now() - began;
}
