// The leaderboard in core, on the big database: cold (nothing cached) and cached.
import { createClient } from '#shared/api/client.ts';
import type { Core } from '#main/core/core.ts';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';

const rounds = 200;

/** `core` is open on the big database; `password` logs `name` in. */
export async function leaderboardRows(core: Core, name: string, password: string): Promise<BenchRow[]> {
  const connection = core.connect('window');
  const client = createClient(connection);
  await client.call('profiles.login', { who: name, password });
  const cold: number[] = [];
  const cached: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Another limit is another entry of the cache: each first call is cold.
    for (const times of [cold, cached]) {
      const began = performance.now();
      await client.call('catalog.topRated', { limit: 1 + (round % 100), ...(round < 100 ? {} : { kind: 'movie' }) });
      times.push(performance.now() - began);
    }
  }
  connection.close();
  return [
    budgetRow({ name: 'leaderboard, cold', work: `p95 of ${rounds} in core, 1.2 M titles`, ours: percentile(cold, 95), unit: 'ms' }, 5),
    budgetRow({ name: 'leaderboard, cached', work: `p95 of ${rounds} in core, 1.2 M titles`, ours: percentile(cached, 95), unit: 'ms' }, 0.2),
  ];
}
