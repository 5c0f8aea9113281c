// What others should see of some people's reviews, added up anew from their records, and what the views say.
import { partitionOf, titleKeys } from '#server/store/keys.ts';
import { unpack } from '#server/sync/packed.ts';
import type { Session } from '#shared/sync/accounts.ts';
import { isAlive } from '#shared/sync/record.ts';
import type { Stack } from './stack.ts';

export interface Figures {
  readonly count: number;
  readonly sum: number;
  /** How many ratings fell on 1, 2, … 10. */
  readonly histogram: readonly number[];
  readonly writers: readonly string[];
}

export async function foldOf(stack: Stack, people: readonly Session[], title: string): Promise<Figures> {
  const ratings: number[] = [];
  const writers: string[] = [];
  for (const { account } of people) {
    const prefix = `{${partitionOf(account.uid)}}:u:${account.uid}`;
    const isPublic = await stack.redis.send('HGET', `${prefix}:meta`, 'public');
    const text = (await stack.redis.send('HGET', `${prefix}:records`, `review/${title}`)) as string | null;
    if (isPublic !== '1' || text === null) continue;
    const record = unpack(text);
    if (!isAlive(record)) continue;
    if (typeof record.v['rating'] === 'number') ratings.push(record.v['rating']);
    if ((record.v['body'] ?? null) !== null) writers.push(account.uid);
  }
  return {
    count: ratings.length,
    sum: ratings.reduce((sum, rating) => sum + rating, 0),
    histogram: points.map((point) => ratings.filter((rating) => Math.floor(rating / 10) === point).length),
    writers: writers.sort(),
  };
}

export async function viewOf(stack: Stack, title: string): Promise<Figures> {
  const { totals, reviewers } = titleKeys(title);
  const reply = (await stack.redis.send('HMGET', totals, 'count', 'sum', ...points)) as (string | null)[];
  const [count = 0, sum = 0, ...histogram] = reply.map(Number);
  const writers = (await stack.redis.send('ZRANGE', reviewers, 0, -1)) as string[];
  return { count, sum, histogram, writers: writers.sort() };
}

const points = Array.from({ length: 10 }, (_, index) => index + 1);
