// Every protective rule of the protocol, switched off: with each, some schedule must break an invariant, or the rule
// would be there for nothing and the simulator couldn't see its absence.
import { readPosition } from '#shared/sync/cursor.ts';
import { forkPoint } from '#shared/sync/generations.ts';
import { join, stampOfField, type SyncRecord } from '#shared/sync/record.ts';
import { replicaRules, type ReplicaRules } from '#shared/sync/replica-rules.ts';
import { serverRules, type ServerRules } from './model-server.ts';
import type { MixName } from './mixes.ts';
import { protocolRules, type Rules } from './schedule.ts';

export interface Mutation {
  readonly name: string;
  /** Where it shows. */
  readonly mix: MixName;
  readonly rules: Rules;
}

export const mutations: readonly Mutation[] = [
  server('no generation check', 'lost tails', { forkPoint: () => undefined }),
  server('a fork is looked for at the place, not at what was seen', 'lost tails', {
    forkPoint: (generations, seq, seen, position) =>
      forkPoint(generations, seq, { ...seen, head: position?.seq ?? 0 }),
  }),
  server('generations are named by run and start', 'an emptied store', {
    generationId: (run, start) => `${run}-${start}`,
  }),
  replica(
    'after a fork, reading goes on from the least of place and common',
    'a device that never comes back',
    {
      rewind(checkpoints, common) {
        const seq = Math.min(readPosition(checkpoints.at(-1)?.pos ?? 'p.0')?.seq ?? 0, common);
        return [{ head: common, pos: `p.${seq}` }];
      },
    },
  ),
  replica('a pulled record replaces one that nothing is unsent of', 'lost tails', {
    join: (mine, theirs) => (mine.r === theirs.r ? mine : theirs),
    lacks: () => false,
  }),
  replica('a late reply counts', 'lost tails', { isAwaited: () => true }),
  replica('a reply counts however old it is', 'purged tombstones', { isTimely: () => true }),
  replica('a confirmation covers edits made since', 'an unreliable network', { lacks: () => false }),
  server('who has no place yet is new', 'purged tombstones, lost tails and wrong clocks', {
    missedPurge: (position, seen, floor) =>
      position !== undefined && serverRules.missedPurge(position, seen, floor),
  }),
  server('purges during a scan go unnoticed', 'purged tombstones', {
    missedPurge: (position, seen, floor) =>
      position?.scanHead === undefined && serverRules.missedPurge(position, seen, floor),
  }),
  server('no floor of purged tombstones', 'purged tombstones', { missedPurge: () => false }),
  replica('what a scan does not meet is deleted, however young', 'purged tombstones', {
    wasPurged: () => true,
  }),
  replica('what a scan does not meet is sent, however old', 'purged tombstones, known to a lost device', {
    wasPurged: () => false,
  }),
  replica('sending during a scan', 'purged tombstones, known to a lost device', {
    maySend: (_feed, clockMeasured) => clockMeasured,
  }),
  server('a new place after every batch', 'an unreliable network', { skipsEcho: () => true }),
  both('on equal stamps everybody keeps their own', 'a copied profile', {
    join: (mine, theirs) => join(mine, withValuesOfTies(theirs, mine)),
    includes: (whole, part) =>
      Object.keys(part.v).every((field) => stampOfField(whole, field) >= stampOfField(part, field)),
  }),
  both('records are merged whole', 'an unreliable network', {
    join: (one, other) => (one.r < other.r ? other : one),
    includes: (whole, part) => whole.r >= part.r,
  }),
  replica('no stamping anew', 'clocks wrong by a year', { restamp: () => new Map() }),
  replica('only stamps from the future are given anew', 'clocks wrong by a year', {
    mustRestamp: (_error, refusedAsFuture) => refusedAsFuture,
  }),
  replica('stamps are given anew in no order', 'clocks wrong by a year', {
    restamp: (unseen, options) => replicaRules.restamp([...unseen].reverse(), options),
  }),
  replica('the clock does not go back with its stamps', 'clocks wrong by a year', {
    clockAfterRestamp: (clock) => clock,
  }),
  server('stamps from the future are taken', 'clocks that are set', { isFromFuture: () => false }),
  {
    name: 'what a reply changes is not one transaction',
    mix: 'killed in a transaction',
    rules: { ...protocolRules, atomic: false },
  },
];

function replica(name: string, mix: MixName, rules: Partial<ReplicaRules>): Mutation {
  return { name, mix, rules: { ...protocolRules, replica: { ...replicaRules, ...rules } } };
}

function server(name: string, mix: MixName, rules: Partial<ServerRules>): Mutation {
  return { name, mix, rules: { ...protocolRules, server: { ...serverRules, ...rules } } };
}

function both(name: string, mix: MixName, rules: Pick<ServerRules, 'join' | 'includes'>): Mutation {
  const lacks: ReplicaRules['lacks'] = (theirs, mine) => !rules.includes(theirs, mine);
  return {
    name,
    mix,
    rules: {
      ...protocolRules,
      replica: { ...replicaRules, join: rules.join, lacks },
      server: { ...serverRules, ...rules },
    },
  };
}

/** The record with another one's values where both were written at the same stamp. */
function withValuesOfTies(record: SyncRecord, other: SyncRecord): SyncRecord {
  const values = { ...record.v };
  for (const field of Object.keys(record.v)) {
    const value = other.v[field];
    if (value !== undefined && stampOfField(record, field) === stampOfField(other, field))
      values[field] = value;
  }
  return { ...record, v: values };
}
