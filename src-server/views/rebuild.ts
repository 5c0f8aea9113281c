// Makes everything that is derived from people's records anew: titles' ratings and sums, what is rated best, search, and how
// many records a person has. For a view that was damaged, or a stream of events that was lost. Everything may go on
// meanwhile: each step either joins, or replaces only what nobody changed since it was looked at.
import { isAlive } from '#shared/sync/record.ts';
import type { Titles } from '../catalogue/titles.ts';
import { partitions, personKeys, titleKeys } from '../store/keys.ts';
import { loadScript, type Redis } from '../store/redis.ts';
import { walk } from '../store/walk.ts';
import { pack, unpack } from '../sync/packed.ts';
import { projected, readPublicity } from './projection.ts';
import type { Views } from './views.ts';

export interface RebuildOptions {
  readonly redis: Redis;
  readonly titles: Titles;
  readonly views: Views;
  /** Now and then, with how far it is. */
  readonly onProgress: (done: Rebuilt) => void;
}

export interface Rebuilt {
  people: number;
  titles: number;
  /** Figures and places that weren't what the records add up to. */
  corrected: number;
}

export async function rebuildViews({ redis, titles, views, onProgress }: RebuildOptions): Promise<Rebuilt> {
  const resettleScript = loadScript('resettle');
  const retotalScript = loadScript('retotal');
  const recountScript = loadScript('recount');
  const done: Rebuilt = { people: 0, titles: 0, corrected: 0 };

  for (const partition of partitions) {
    const { people } = personKeys(partition);
    for (const uid of (await redis.send('SMEMBERS', people)) as string[]) {
      done.corrected += await views.takeInPerson(uid);
      if (await recount(uid)) done.corrected++;
      done.people++;
    }
    onProgress({ ...done });
  }
  const seen = new Set<string>();
  for await (const keys of redis.scan('{*}:m:*')) {
    const uids = new Set(keys.map((key) => key.split(':')[2] ?? ''));
    for (const uid of uids) {
      if (seen.has(uid)) continue;
      seen.add(uid);
      if (await rebuildTitle(uid)) done.corrected++;
      done.titles++;
    }
    onProgress({ ...done });
  }
  done.corrected += await titles.dropUnranked();
  return done;

  /** True where something else stood there. */
  async function rebuildTitle(uid: string): Promise<boolean> {
    const { ratings, totals, reviewers } = titleKeys(uid);
    let changed = false;
    for await (const [person, stored] of walk(redis, 'HSCAN', ratings))
      if (await resettle(uid, person, stored)) changed = true;
    const different = await redis.run(retotalScript, [ratings, totals, reviewers], []);
    await titles.index(uid);
    return changed || different === 1;
  }

  /** The record is read after what the view has of it was seen: whoever writes later also tells the view later. */
  async function resettle(title: string, person: string, stored: string): Promise<boolean> {
    const { records } = personKeys(person);
    const [text, state] = await Promise.all([
      redis.send('HGET', records, `review/${title}`) as Promise<string | null>,
      readPublicity(redis, person),
    ]);
    const truth = text === null || state.public === 'gone' ? '' : pack(projected(unpack(text), state));
    if (truth === stored) return false;
    const { ratings } = titleKeys(title);
    return (await redis.run(resettleScript, [ratings], [person, stored, truth])) === 1;
  }

  /** True where something else stood there. Whoever writes all the while is counted when they are done. */
  async function recount(uid: string): Promise<boolean> {
    const { meta, records } = personKeys(uid);
    for (let tries = 0; tries < 5; tries++) {
      const seq = ((await redis.send('HGET', meta, 'seq')) as string | null) ?? '0';
      const counts = new Map<string, number>();
      const counted = new Set<string>();
      for await (const [member, text] of walk(redis, 'HSCAN', records)) {
        if (counted.has(member) || !isAlive(unpack(text))) continue;
        counted.add(member);
        const collection = member.slice(0, member.indexOf('/'));
        counts.set(collection, (counts.get(collection) ?? 0) + 1);
      }
      const verdict = await redis.run(recountScript, [meta], [seq, ...[...counts].flat()]);
      if (verdict !== 0) return verdict === 2;
    }
    return false;
  }
}
