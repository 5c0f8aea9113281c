// One schedule: some devices, a server, virtual time and everything that a seed makes of them; then the network heals,
// and the oracle judges. The same seed, mix and rules give the same schedule, message by message.
import type { PullRequest, Reply } from '#shared/sync/protocol.ts';
import { isAlive } from '#shared/sync/record.ts';
import { replicaRules, replyTimeoutMs, type ReplicaRules } from '#shared/sync/replica-rules.ts';
import type { Exchange } from '#shared/sync/replica.ts';
import { collection, createDevice, type Device, type DeviceOptions, type Write } from './device.ts';
import { cutOff } from './memory-store.ts';
import type { Mix } from './mixes.ts';
import { createModelServer, serverRules, type ServerRules } from './model-server.ts';
import { createOracle, fields } from './oracle.ts';
import { createRandom } from './random.ts';

export interface Rules {
  readonly replica: ReplicaRules;
  readonly server: ServerRules;
  /** Whether a device's transactions are all or nothing. */
  readonly atomic: boolean;
}

export const protocolRules: Rules = { replica: replicaRules, server: serverRules, atomic: true };

export interface Verdict {
  readonly violation: string | undefined;
  /** Rounds of every device with the server until nothing changed. */
  readonly rounds: number;
  /** Of every message: the same for the same schedule. */
  readonly trace: number;
}

/** Sees every message; may check its form. */
export type Witness = (exchange: Exchange, reply: Reply | undefined) => void;

interface Message {
  readonly device: Device;
  readonly exchange: Exchange;
  /** Absent on the way to the server. */
  readonly reply?: Reply;
}

const day = 86_400_000;
const mostRounds = 12;

export function runSchedule(
  seed: number,
  mix: Mix,
  rules: Rules = protocolRules,
  witness?: Witness,
  makeDevice: (options: DeviceOptions) => Device = createDevice,
): Verdict {
  const random = createRandom(seed);
  // In every other schedule each push waits for the one before it to be settled.
  const prepares = seed % 2 === 0;
  let trueMs = 1_700_000_000_000 + random.int(day);
  let values = 0;
  let trace = seed | 0;
  let network: Message[] = [];
  let faulty = true;
  const keys = Array.from({ length: random.between(2, 8) }, (_, index) => `k${index}`);
  const server = createModelServer(rules.server, () => trueMs);
  const oracle = createOracle(mix, keys);
  let devices = Array.from({ length: random.between(2, 4) }, (_, index) => addDevice(index));

  const steps = random.between(30, 150);
  for (let step = 0; step < steps; step++) act();
  settleDown();
  const rounds = converge();
  oracle.check([...devices, observer()], server);
  checkIdle();
  return { violation: oracle.violation(), rounds, trace };

  function addDevice(index: number): Device {
    return makeDevice({
      index,
      node: mix.sameNode && index < 2 ? 0 : index,
      skew: random.pick(mix.skews),
      rules: rules.replica,
      atomic: rules.atomic,
      pageRecords: random.between(1, 3),
      batchChanges: random.between(1, 4),
      trueMs: () => trueMs,
    });
  }

  function act(): void {
    trueMs += random.chance(0.85) ? random.int(2500) : random.between(60_000, 40 * 60_000);
    if (mix.lostTails && random.chance(0.03)) server.restart(random.int(6));
    if (mix.emptied && random.chance(0.005)) server.empty();
    if (mix.purges && random.chance(0.08)) trueMs += random.between(30, 200) * day;
    if (mix.purges && random.chance(0.15)) oracle.purged(server.purge(), devices);
    for (const device of devices) {
      const waitedMs = trueMs - (device.awaited?.startedMs ?? trueMs);
      if (waitedMs > replyTimeoutMs && random.chance(0.8)) abandon(device);
    }
    const device = random.pick(devices);
    if (mix.skewChanges && random.chance(0.02)) device.skew = random.pick(mix.skews);
    const dice = random.int(100);
    if (dice < 28) write(device);
    else if (dice < 54) send(device, random.chance(0.7), random.chance(0.3));
    else if (dice < 94) deliver();
    else if (dice < 96) device.restart();
    else abandon(device);
  }

  function write(device: Device): void {
    const writes: Write[] = [];
    for (let count = random.chance(0.8) ? 1 : random.between(2, 3); count > 0; count--) {
      const k = random.pick(keys);
      if (writes.some((other) => other.k === k)) continue;
      if (random.chance(mix.purges ? 0.45 : 0.2)) writes.push({ k, values: null });
      else {
        const chosen: Record<string, number> = {};
        const isWhole = device.writesWhole === true && !exists(device, k);
        for (const field of fields) if (random.chance(0.4) || isWhole) chosen[field] = ++values;
        writes.push({ k, values: chosen });
      }
    }
    enter(device, writes);
    const twin = devices[1 - device.index];
    if (mix.sameNode && twin !== undefined)
      enter(
        twin,
        writes.map((one) => withOtherValues(twin, one)),
      );
  }

  function exists(device: Device, k: string): boolean {
    const row = device.store.row(collection, k);
    return row !== undefined && isAlive(row.record);
  }

  function enter(device: Device, writes: readonly Write[]): void {
    oracle.wrote(device, writes, trueMs);
    device.write(writes);
    note(1, device.index);
  }

  function withOtherValues(device: Device, { k, values: given }: Write): Write {
    if (given === null) return { k, values: null };
    const isWhole = device.writesWhole === true && !exists(device, k);
    const other: Record<string, number> = {};
    for (const field of fields) if (field in given || isWhole) other[field] = ++values;
    return { k, values: other };
  }

  function send(device: Device, due: boolean, catchUp: boolean): void {
    const exchange = device.replica.next({ due, catchUp });
    if (exchange === undefined) return;
    wait(device, exchange);
    if (random.chance(0.15)) network.push({ device, exchange });
    if (random.chance(0.6)) {
      const reply = handle(exchange);
      if (random.chance(0.8)) hand(device, exchange, reply);
      else if (random.chance(0.5)) network.push({ device, exchange, reply });
    } else network.push({ device, exchange });
  }

  function wait(device: Device, exchange: Exchange): void {
    device.awaited = exchange;
    witness?.(exchange, undefined);
    note(2, device.index);
    if (prepares && random.chance(0.7)) withCutOffs(device, () => device.replica.prepare(exchange));
  }

  /** Any message may come next, in either direction, or get lost. */
  function deliver(): void {
    if (network.length === 0) return;
    const index = random.int(network.length);
    const message = network[index] as Message;
    network[index] = network.at(-1) as Message;
    network.pop();
    if (random.chance(0.13)) return;
    const { device, exchange } = message;
    if (message.reply === undefined) network.push({ device, exchange, reply: handle(exchange) });
    else {
      hand(device, exchange, message.reply);
    }
  }

  function handle(exchange: Exchange): Reply {
    const reply = exchange.kind === 'push' ? server.push(exchange.body) : server.pull(exchange.body);
    witness?.(exchange, reply);
    oracle.checkServer(server, trueMs);
    note(3, server.seq());
    return reply;
  }

  function hand(device: Device, exchange: Exchange, reply: Reply): void {
    withCutOffs(device, () => {
      const following = device.replica.follow(exchange, reply);
      // It is on its way before the reply is settled, and also if that never happens.
      if (following !== undefined) network.push({ device, exchange: following });
      if (!device.replica.settle(exchange, reply)) return;
      if (device.awaited === exchange) device.awaited = undefined;
      if (exchange.kind === 'push') oracle.confirmed(device, exchange.body.changes, reply);
      note(4, device.index);
      if (following !== undefined) wait(device, following);
    });
  }

  /** The device may be killed at it. */
  function withCutOffs(device: Device, work: () => void): void {
    if (mix.cutOffs && faulty && random.chance(0.15)) device.store.cutOffAt(random.int(10));
    try {
      work();
    } catch (error) {
      if (error !== cutOff) throw error;
      device.restart();
      if (mix.lostTails && random.chance(0.3)) server.restart(random.int(4));
    } finally {
      device.store.cutOffAt(Infinity);
    }
  }

  function abandon(device: Device): void {
    if (device.awaited !== undefined) device.replica.giveUp(device.awaited);
    device.awaited = undefined;
  }

  /** Late requests still come to the server; nobody waits for replies any more. */
  function settleDown(): void {
    for (const { exchange, reply } of network) if (reply === undefined) handle(exchange);
    network = [];
    faulty = false;
    for (const device of devices) abandon(device);
    if (mix.lostDevice) devices = devices.slice(1);
  }

  function converge(): number {
    for (let round = 1; round <= mostRounds; round++) {
      let changed = false;
      for (const device of devices) changed = syncOnce(device) || changed;
      if (!changed) return round;
    }
    oracle.violate(`I2: still changing after ${mostRounds} rounds`);
    return mostRounds;
  }

  /** Everything that a device has to do, and one look for news. True if anything was new on either side. */
  function syncOnce(device: Device): boolean {
    let changed = false;
    for (let due = true, left = 60; left > 0; left--) {
      const exchange = device.replica.next({ due, catchUp: false });
      if (exchange === undefined) return changed;
      trueMs += 50;
      const reply = handle(exchange);
      hand(device, exchange, reply);
      if (exchange.kind === 'pull') due = false;
      changed ||= reply.kind !== 'page' || reply.records.length > 0;
    }
    oracle.violate('I2: a device never comes to rest');
    return false;
  }

  /** I6: an idle round writes nothing; what was sent before changes nothing. */
  function checkIdle(): void {
    const before = server.seq();
    for (const device of devices) {
      if (syncOnce(device)) oracle.violate(`I6: device ${device.index} syncs though nothing is new`);
    }
    if (server.seq() !== before) oracle.violate('I6: an idle round wrote to the server');
  }

  /** I7: whoever reads the feed at once gets what others put together from its changing pages. */
  function observer(): Device {
    const device = makeDevice({
      index: devices.length,
      node: 99,
      skew: 0,
      rules: replicaRules,
      atomic: true,
      pageRecords: 100,
      batchChanges: 100,
      trueMs: () => trueMs,
    });
    const request: PullRequest = {
      p: 1,
      node: device.store.clock().node,
      feed: 'own',
      pos: null,
      seen: null,
      limit: 100,
    };
    const exchange = device.replica.next({ due: true, catchUp: true });
    if (exchange !== undefined) hand(device, exchange, server.pull(request));
    return device;
  }

  function note(kind: number, detail: number): void {
    trace = (Math.imul(trace ^ (kind * 31 + detail), 0x01000193) + (trueMs % 65_521)) | 0;
  }
}
