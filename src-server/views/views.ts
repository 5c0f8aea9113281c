// What others see of people's records (a title's ratings, the catalogue, the best rated) lies in other slots than the
// records, so it can't change with them. A merge leaves an event in its partition's stream, and workers, one in each
// process, take it from there. An event only names records: they are read as they are now, projected to what counts, and
// joined to what the view has, so events may come twice, late and in any order. What was taken in is deleted.
import { isAlive, type SyncRecord } from '#shared/sync/record.ts';
import { factsOfRecord } from '../catalogue/title-facts.ts';
import type { Titles } from '../catalogue/titles.ts';
import { HttpError } from '../http-error.ts';
import { eventsKey, partitionOf, partitions, personKeys, titleKeys, type Partition } from '../store/keys.ts';
import { isReply, loadScript, type Redis } from '../store/redis.ts';
import { pack, unpack } from '../sync/packed.ts';
import { projected, readPublicity, type Publicity } from './projection.ts';

export interface Views {
  /** Takes in what a partition's stream holds. */
  drain(partition: Partition): Promise<void>;
  /** Takes in everything, also what another worker left when it was ended. */
  drainAll(): Promise<void>;
  /** Something of this person changed: drains soon. */
  wake(uid: string): void;
  /** Looks at every stream from time to time, for hints get lost. */
  start(): void;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
  /** Takes in everything that a person holds, as if all of it had just changed. Says how much of it was new. */
  takeInPerson(uid: string): Promise<number>;
  /** Events that nobody took in yet. */
  lag(): Promise<number>;
}

export interface ViewsOptions {
  readonly redis: Redis;
  readonly titles: Titles;
  /** Names this worker, unlike any other. */
  readonly name: string;
  readonly onError: (error: unknown, event: readonly string[]) => void;
}

const group = 'views';
const sweepMs = 10_000;
/** A worker that took an event so long ago was ended. */
const abandonedMs = 30_000;
const batch = 100;
const portion = 500;

export function createViews({ redis, titles, name, onError }: ViewsOptions): Views {
  const rateScript = loadScript('rate');
  const woken = new Set<Partition>();
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  return {
    drain: (partition) => drain(partition, abandonedMs),
    async drainAll() {
      for (const partition of partitions) await drain(partition, 0);
    },
    wake(uid) {
      if (stopped) return;
      if (woken.size === 0) enqueue(drainWoken);
      woken.add(partitionOf(uid));
    },
    start() {
      timer = setInterval(() => enqueue(sweep), sweepMs);
      timer.unref();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
    takeInPerson: async (uid) => projectAll(uid, await readPublicity(redis, uid)),
    async lag() {
      const counts = await Promise.all(
        partitions.map((partition) => redis.send('XLEN', eventsKey(partition))),
      );
      return counts.reduce<number>((sum, count) => sum + Number(count), 0);
    },
  };

  function enqueue(work: () => Promise<void>): void {
    running = running.then(work).catch((error: unknown) => onError(error, []));
  }

  async function drainWoken(): Promise<void> {
    const chosen = [...woken];
    woken.clear();
    for (const partition of chosen) if (!stopped) await drain(partition, abandonedMs);
  }

  async function sweep(): Promise<void> {
    for (const partition of partitions) if (!stopped) await drain(partition, abandonedMs);
  }

  async function drain(partition: Partition, idleMs: number): Promise<void> {
    const key = eventsKey(partition);
    if ((await redis.send('EXISTS', key)) === 0) return;
    try {
      await takeAbandoned(key, idleMs);
    } catch (error) {
      if (!isReply(error, 'NOGROUP')) throw error;
      await makeGroup(key);
    }
    for (;;) {
      const reply = (await redis.send(
        'XREADGROUP',
        'GROUP',
        group,
        name,
        'COUNT',
        batch,
        'STREAMS',
        key,
        '>',
      )) as [string, Entry[]][] | null;
      const entries = reply?.[0]?.[1] ?? [];
      await take(key, entries);
      if (entries.length < batch) return;
    }
  }

  async function makeGroup(key: string): Promise<void> {
    try {
      await redis.send('XGROUP', 'CREATE', key, group, 0, 'MKSTREAM');
    } catch (error) {
      // Another worker was first.
      if (!isReply(error, 'BUSYGROUP')) throw error;
    }
  }

  async function takeAbandoned(key: string, idleMs: number): Promise<void> {
    for (let from = '0-0'; ;) {
      const [next, entries] = (await redis.send(
        'XAUTOCLAIM',
        key,
        group,
        name,
        idleMs,
        from,
        'COUNT',
        batch,
      )) as [string, Entry[]];
      await take(key, entries);
      if (next === '0-0') return;
      from = next;
    }
  }

  async function take(key: string, entries: readonly Entry[]): Promise<void> {
    for (const [id, fields] of entries) {
      try {
        await takeIn(fields ?? []);
      } catch (error) {
        // The store is away: the event stays, for whoever comes next. Anything else would fail for ever.
        if (error instanceof HttpError) throw error;
        onError(error, fields ?? []);
      }
      await redis.send('XACK', key, group, id);
      await redis.send('XDEL', key, id);
    }
  }

  async function takeIn(fields: readonly string[]): Promise<void> {
    const event = new Map<string, string>();
    for (let at = 0; at < fields.length; at += 2) event.set(fields[at] ?? '', fields[at + 1] ?? '');
    const uid = event.get('uid') ?? '';
    const state = await readPublicity(redis, uid);
    if (!event.has('all')) {
      for (const member of (event.get('members') ?? '').split('\n')) await project(uid, member, state);
      return;
    }
    await projectAll(uid, state);
    if (state.public === 'gone') await forget(uid);
  }

  async function projectAll(uid: string, state: Publicity): Promise<number> {
    const { feed } = personKeys(uid);
    let news = 0;
    for (let after = '-inf'; ;) {
      const reply = (await redis.send(
        'ZRANGEBYSCORE',
        feed,
        `(${after}`,
        '+inf',
        'WITHSCORES',
        'LIMIT',
        0,
        portion,
      )) as string[];
      for (let at = 0; at < reply.length; at += 2) if (await project(uid, reply[at] ?? '', state)) news++;
      if (reply.length < portion * 2) return news;
      after = reply.at(-1) ?? '';
    }
  }

  /** True where the view knew less. */
  async function project(uid: string, member: string, state: Publicity): Promise<boolean> {
    const [collection, key = ''] = member.split('/');
    if (collection !== 'review' && collection !== 'title') return false;
    const { records } = personKeys(uid);
    const text = (await redis.send('HGET', records, member)) as string | null;
    if (text === null) return false;
    const record = unpack(text);
    if (collection === 'review') return rate(uid, key, record, state);
    const facts = state.public === '1' && isAlive(record) ? factsOfRecord(key, record) : undefined;
    return facts !== undefined && titles.add(facts, uid);
  }

  async function rate(uid: string, media: string, record: SyncRecord, state: Publicity): Promise<boolean> {
    const { ratings, totals, reviewers } = titleKeys(media);
    const args = [uid, pack(projected(record, state))];
    const isNew = (await redis.run(rateScript, [ratings, totals, reviewers], args)) === 1;
    if (isNew) await titles.rank(media);
    if (state.public === 'gone') await redis.send('HDEL', ratings, uid);
    return isNew;
  }

  async function forget(uid: string): Promise<void> {
    const { meta, generations, records, feed, hidden, people } = personKeys(uid);
    await redis.send('SREM', people, uid);
    await redis.send('UNLINK', records, feed, generations, hidden, meta);
  }
}

type Entry = [id: string, fields: string[] | null];
