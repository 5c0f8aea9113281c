// The sync server under load: one API process, its Redis and whoever asks share this computer. The floor of merges is the
// bare script in Redis, called with the same batches.
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import autocannon from 'autocannon';
import { personKeys } from '#server/store/keys.ts';
import { loadScript } from '#server/store/redis.ts';
import { readBatch } from '#server/sync/changes.ts';
import type { Session } from '#shared/sync/accounts.ts';
import { limits, type Change } from '#shared/sync/protocol.ts';
import { edit } from '#shared/sync/record.ts';
import { makeStamp, type NodeId } from '#shared/sync/stamp.ts';
import { startStack, type Stack } from '../server/support/stack.ts';
import { budgetRow, percentile, rateRow, type BenchRow } from './bench-row.ts';

const node = '00000000000000be' as NodeId;
const batchChanges = 250;
const batches = 400;
const people = 4;
const singles = { people: 200, connections: 32, seconds: 8 };

export async function syncServerRows(): Promise<BenchRow[]> {
  const stack = await startStack({ processes: 1, env: { MEDIARY_SERVER_LIMITS: '100000' } });
  try {
    const sessions = await Promise.all(
      Array.from({ length: people }, (_, index) => stack.register(`Batch${index}`)),
    );
    const { merged, memory } = await mergesOverHttp(stack, sessions);
    const bare = await bareMerges(stack, sessions[0] as Session);
    const pulled = await pullAll(stack, sessions[0] as Session);
    const work = `${batches * batchChanges} new reviews of ${people} people`;
    const single = await singlePushes(stack);
    const bareSingle = await bareSingles(stack, sessions[0] as Session);
    return [
      rateRow(
        {
          name: 'merges over HTTP',
          work: `${work}; floor: the script`,
          ours: merged,
          floor: bare,
          unit: '/s',
        },
        40_000,
      ),
      rateRow(
        {
          name: 'single-change pushes',
          work: `${singles.people} people, ${singles.connections} connections; floor: the script`,
          ours: single.rate,
          floor: bareSingle,
          unit: '/s',
        },
        5000,
      ),
      budgetRow({ name: 'single-change pushes, p95', work: 'the same', ours: single.p95, unit: 'ms' }, 20),
      budgetRow(
        {
          name: 'idle round',
          work: 'a pull without news, both ways',
          ours: await idleBytes(stack),
          unit: 'B',
        },
        2048,
      ),
      budgetRow({ name: 'memory of a record', work, ours: memory, unit: 'B' }, 800),
      budgetRow(
        {
          name: 'pull of 25,000 records',
          work: `pages of ${limits.pageRecords}, uncompressed`,
          ours: pulled,
          unit: 'ms',
        },
        1000,
      ),
    ];
  } finally {
    await stack.stop();
  }
}

async function mergesOverHttp(stack: Stack, sessions: readonly Session[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const bodies = sessions.map(() => Array.from({ length: batches / people }, () => pushBody(newBatch())));
  const before = await usedMemory(stack);
  const seconds = await timed(() =>
    Promise.all(
      sessions.map(async ({ access }, index) => {
        for (const body of bodies[index] ?? []) await post(stack, agent, access, body);
      }),
    ),
  );
  const memory = ((await usedMemory(stack)) - before) / (batches * batchChanges);
  agent.destroy();
  return { merged: (batches * batchChanges) / seconds, memory };
}

async function bareMerges(stack: Stack, session: Session): Promise<number> {
  const all = Array.from({ length: batches }, () => readBatch(newBatch()).merged);
  const run = scriptOf(stack, session);
  const seconds = await timed(() =>
    Promise.all(
      Array.from({ length: people }, async (_, index) => {
        for (let at = index; at < all.length; at += people) await run(all[at] ?? []);
      }),
    ),
  );
  return (batches * batchChanges) / seconds;
}

async function singlePushes(stack: Stack): Promise<{ rate: number; p95: number }> {
  const sessions: Session[] = [];
  for (let index = 0; index < singles.people; index++) sessions.push(await stack.register(`Single${index}`));
  let turn = 0;
  const times: number[] = [];
  const load: autocannon.Options = {
    url: stack.apis[0]?.url ?? '',
    connections: singles.connections,
    duration: singles.seconds,
    requests: [
      {
        method: 'POST',
        path: '/v1/sync/push',
        setupRequest: (made) => ({
          ...made,
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${sessions[turn++ % sessions.length]?.access}`,
          },
          body: pushBody([newReview()]),
        }),
      },
    ],
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(load, (error, measured) => {
      if (error === null || error === undefined) resolve(measured);
      else reject(error as Error);
    });
    instance.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error('pushes were refused');
  return { rate: result['2xx'] / result.duration, p95: percentile(times, 95) };
}

async function bareSingles(stack: Stack, session: Session): Promise<number> {
  const run = scriptOf(stack, session);
  const calls = 20_000;
  const all = Array.from({ length: calls }, () => readBatch([newReview()]).merged);
  const seconds = await timed(() =>
    Promise.all(
      Array.from({ length: singles.connections }, async (_, index) => {
        for (let at = index; at < calls; at += singles.connections) await run(all[at] ?? []);
      }),
    ),
  );
  return calls / seconds;
}

async function pullAll(stack: Stack, { access }: Session): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const seconds = await timed(async () => {
    let [pos, seen]: (string | null)[] = [null, null];
    for (let more = true; more;) {
      const body = JSON.stringify({ p: 1, node, feed: 'own', pos, seen, limit: limits.pageRecords });
      const page = JSON.parse(await post(stack, agent, access, body, '/v1/sync/pull')) as {
        pos: string;
        seen: string;
        more: boolean;
      };
      ({ pos, seen, more } = page);
    }
  });
  agent.destroy();
  return seconds * 1000;
}

/** What goes over the wire both ways, headers and all. */
async function idleBytes(stack: Stack): Promise<number> {
  const { access } = await stack.register('Idle');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await post(stack, agent, access, pushBody([newReview()]));
  const pull = (pos: string | null, seen: string | null) =>
    JSON.stringify({ p: 1, node, feed: 'own', pos, seen, limit: limits.pageRecords });
  const first = JSON.parse(await post(stack, agent, access, pull(null, null), '/v1/sync/pull')) as Record<
    'pos' | 'seen',
    string
  >;
  const body = pull(first.pos, first.seen);
  const bytes = await new Promise<number>((resolve, reject) => {
    const asked = request(`${stack.apis[0]?.url}/v1/sync/pull`, options(agent, access, body), (response) => {
      const { socket } = response;
      response.resume().once('end', () => resolve(socket.bytesRead + socket.bytesWritten - counted));
    });
    let counted = 0;
    asked.once('socket', (socket) => {
      counted = socket.bytesRead + socket.bytesWritten;
    });
    asked.once('error', reject).end(body);
  });
  agent.destroy();
  return bytes;
}

function options(agent: Agent, access: string, body: string) {
  return {
    agent,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${access}`,
    },
  };
}

function post(
  stack: Stack,
  agent: Agent,
  access: string,
  body: string,
  path = '/v1/sync/push',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(`${stack.apis[0]?.url}${path}`, options(agent, access, body), (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${response.statusCode}: ${text}`));
      });
    });
    asked.once('error', reject).end(body);
  });
}

function scriptOf({ redis }: Stack, { account: { uid }, device: { id } }: Session) {
  const script = loadScript('merge');
  const keys = personKeys(uid);
  const names = [keys.meta, keys.generations, keys.records, keys.feed, keys.devices, keys.events];
  return async (changes: readonly string[]): Promise<void> => {
    const reply = (await redis.run(script, names, [
      uid,
      id,
      1,
      '',
      '',
      '',
      '',
      'g',
      1e9,
      1e6,
      ...changes,
    ])) as unknown[];
    if (reply[0] !== 'pushed') throw new Error('the script refused a batch');
  };
}

function newBatch(): Change[] {
  return Array.from({ length: batchChanges }, newReview);
}

function newReview(): Change {
  const values = {
    rating: 75,
    body: {
      text: 'Seen again after years, and it still holds up; the last reel is as good as any.',
      spoiler: false,
    },
    createdAt: '2026-05-01T20:15:00.000Z',
  };
  return {
    c: 'review',
    k: randomBytes(16).toString('hex'),
    d: edit(undefined, values, makeStamp(Date.now() - 60_000, 0, node), 1),
  };
}

function pushBody(changes: readonly Change[]): string {
  return JSON.stringify({ p: 1, node, pos: null, seen: null, changes });
}

async function usedMemory({ redis }: Stack): Promise<number> {
  const [text] = (await redis.sendToAll('INFO', 'memory')) as string[];
  return Number(/^used_memory:(\d+)/m.exec(text ?? '')?.[1]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
