// Tombstones are forgotten when all of their stamps are older than the protocol says: every device that comes back later
// reads everything anew. Once a day somebody's process walks the records of everybody, in portions, so that nobody waits.
import { tombstoneLifeMs } from '#shared/sync/protocol.ts';
import { purgeHorizon } from '#shared/sync/replica-rules.ts';
import { partitions, personKeys, purgeKey } from '../store/keys.ts';
import { loadScript, type Redis } from '../store/redis.ts';

export interface Tombstones {
  /** Forgets a person's old ones; says how many. */
  purge(uid: string): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

export interface TombstonesOptions {
  readonly redis: Redis;
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}

const portion = 500;
const daySeconds = 86_400;
const lookMs = 60 * 60_000;

export function createTombstones({ redis, nowMs, onError }: TombstonesOptions): Tombstones {
  const script = loadScript('purge');
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  return {
    purge,
    start() {
      timer = setInterval(() => {
        running = running.then(purgeAll).catch(onError);
      }, lookMs);
      timer.unref();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };

  async function purgeAll(): Promise<void> {
    for (const partition of partitions) {
      const turn = purgeKey(partition);
      const mine = await redis.send('SET', turn, 1, 'NX', 'EX', daySeconds);
      if (mine === null) continue;
      for (const uid of await peopleOf(partition)) {
        if (stopped) return;
        await purge(uid);
      }
    }
  }

  async function peopleOf(partition: string): Promise<string[]> {
    const { people } = personKeys(partition);
    return (await redis.send('SMEMBERS', people)) as string[];
  }

  async function purge(uid: string): Promise<number> {
    const { meta, records, feed } = personKeys(uid);
    const horizon = purgeHorizon(nowMs(), tombstoneLifeMs);
    let cursor = '0';
    let purged = 0;
    do {
      const reply = await redis.send('HSCAN', records, cursor, 'COUNT', portion);
      const [next, flat] = reply as [string, string[]];
      cursor = next;
      const old: string[] = [];
      for (let at = 0; at < flat.length; at += 2) {
        const text = flat[at + 1] ?? '';
        if (text < horizon && /\n_x@?[0-9a-f]*=1\n/.test(text)) old.push(flat[at] ?? '');
      }
      if (old.length > 0) purged += Number(await redis.run(script, [meta, records, feed], [horizon, ...old]));
    } while (cursor !== '0');
    return purged;
  }
}
