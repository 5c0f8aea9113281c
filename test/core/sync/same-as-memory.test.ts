// The store over the tables against the one in memory, which the simulator trusts: the same calls, the same answers.
import { expect, test } from 'vitest';
import { join, type SyncRecord } from '#shared/sync/record.ts';
import type { ReplicaStore } from '#shared/sync/replica-store.ts';
import { makeStamp, type NodeId } from '#shared/sync/stamp.ts';
import { createMemoryStore } from '../../shared/sync/simulator/memory-store.ts';
import { createRandom, type Random } from '../../shared/sync/simulator/random.ts';
import { testCore } from '../../support/core.ts';
import { linkedStore } from '../../support/sync.ts';

const start = Date.parse('2026-03-01T10:00:00.000Z');
const keys = [1, 2, 3].map((number) => String(number).repeat(32));
const places = [
  ...keys.map((k) => ['list', k] as const),
  ['list', 'no uid'] as const,
  ['mood', 'a'] as const,
];

test('the store over the tables answers as the one in memory does', async () => {
  const app = await testCore();
  const { profile } = await app.register('Ada');
  const { store } = linkedStore(app, profile.id);
  // What the link itself did is nothing to compare.
  store.transact(() => store.markSent([store.clock().last]));
  const memory = createMemoryStore('00000000000000aa' as NodeId, true);
  const random = createRandom(7);
  for (let step = 0; step < 400; step++) {
    const call = drawCall(random);
    const [one, other] = [store, memory].map((each) => each.transact(() => answer(each, call)));
    expect({ step, answer: one }).toEqual({ step, answer: other });
  }
});

type Call = (store: ReplicaStore) => unknown;

function answer(store: ReplicaStore, call: Call): unknown {
  const said = call(store);
  const rows = places.map(([c, k]) => store.row(c, k) ?? null);
  const dirty = store.dirtyRows(100).map(({ c, k }) => `${c}/${k}`);
  return { said, rows, dirty: dirty.toSorted() };
}

function drawCall(random: Random): Call {
  const [c, k] = random.pick(places);
  const seq = random.int(20);
  const dice = random.int(100);
  if (dice < 70) {
    const arriving = drawRecord(random);
    const state = {
      dirty: random.chance(0.4),
      ackedAt: random.chance(0.7) ? seq : null,
      scan: random.int(3),
      refused: random.chance(0.1) ? ('q' as const) : null,
    };
    return (store) => {
      const before = store.row(c, k);
      const record = before === undefined ? arriving : join(before.record, arriving);
      store.saveRow(c, k, { record, ...state });
    };
  }
  if (dice < 80) return (store) => store.forgetAcksAbove(seq);
  if (dice < 90) return (store) => store.bin(c, k);
  // Rows that wait to be sent and never were on the server need nothing at the end of a scan.
  const isOfUse = ({ dirty, ackedAt }: { dirty: boolean; ackedAt: number | null }) =>
    !dirty || ackedAt !== null;
  return (store) =>
    store
      .unmetRows(2)
      .filter(({ row }) => isOfUse(row))
      .map((entry) => `${entry.c}/${entry.k}`)
      .toSorted();
}

function drawRecord(random: Random): SyncRecord {
  const stamp = () => makeStamp(start + random.int(1000), random.int(3), 'bb'.repeat(8) as NodeId);
  const values = {
    name: `List ${random.int(9)}`,
    description: random.chance(0.5) ? 'Words' : null,
    ranked: random.chance(0.5),
    tags: ['a'],
    createdAt: new Date(start).toISOString(),
    mood: random.int(9),
  };
  const chosen = Object.entries(values).filter(([field]) => field === 'name' || random.chance(0.7));
  const record = (v: SyncRecord['v']): SyncRecord => ({ s: random.between(1, 2), r: stamp(), v });
  const whole = record({ ...Object.fromEntries(chosen), _x: random.chance(0.2) ? 1 : 0 });
  return join(whole, record({ ranked: random.chance(0.5), _x: 0 }));
}
