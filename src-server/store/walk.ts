// Everything of a hash or a sorted set, in portions, so that nobody waits meanwhile.
import type { Redis } from './redis.ts';

const portion = 200;

/** Members with their values or scores. Some may come twice; those that come or go meanwhile may be missing. */
export async function* walk(
  redis: Redis,
  command: 'HSCAN' | 'ZSCAN',
  key: string,
): AsyncGenerator<[member: string, value: string]> {
  let cursor = '0';
  do {
    const reply = await redis.send(command, key, cursor, 'COUNT', portion);
    const [next, flat] = reply as [string, string[]];
    cursor = next;
    for (let at = 0; at < flat.length; at += 2) yield [flat[at] ?? '', flat[at + 1] ?? ''];
  } while (cursor !== '0');
}
