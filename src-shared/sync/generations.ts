// How a server that may lose its last second stays honest. Every feed counts its changes (`seq`). Whenever a store
// starts to write that may be another one than before (a restart, a failover, a restored backup, an emptied database),
// it begins a new generation. What a device saw of a generation beyond the next one's beginning no longer exists.
// Source: the leader epochs of Kafka (KIP-101), by which a replica finds where logs diverge.

export interface Generation {
  /**
   * Unique for ever, drawn anew for each. NOTE: a name made of the store's run and `start` is not: a database that is
   * emptied while it runs would begin the same generation twice, and its loss would never show.
   */
  readonly id: string;
  /** Which life of the store wrote it: Redis' run_id. */
  readonly run: string;
  /** The first `seq` that it may have written. */
  readonly start: number;
}

/** The highest state of a feed that a device knows of. */
export interface HighWater {
  /** A generation's id; '' together with head 0. */
  readonly generation: string;
  readonly head: number;
}

/** Generations that a server remembers for each feed; who saw only older ones sends everything again. */
const keptGenerations = 64;

/** Whether a store of this run must begin a generation before it writes. */
export function beginsGeneration(generations: readonly Generation[], run: string): boolean {
  return generations.at(-1)?.run !== run;
}

/** The generations of a feed once another one began. */
export function withGeneration(generations: readonly Generation[], begun: Generation): readonly Generation[] {
  return [...generations, begun].slice(-keptGenerations);
}

/** The state that a reply tells of. `seq`: of the last change. */
export function highWaterOf(generations: readonly Generation[], seq: number): HighWater {
  return { generation: generations.at(-1)?.id ?? '', head: seq };
}

/**
 * Where what a device saw and what the server has diverge: the last `seq` that both have, or undefined where the
 * server still has everything. 0 where the generation is unknown: nothing is known to be common.
 */
export function forkPoint(
  generations: readonly Generation[],
  seq: number,
  seen: HighWater,
): number | undefined {
  if (seen.head === 0) return undefined;
  const index = generations.findIndex(({ id }) => id === seen.generation);
  if (index === -1) return 0;
  const next = generations[index + 1];
  const end = next === undefined ? seq : next.start - 1;
  return seen.head > end ? end : undefined;
}

/** What a device has seen once it knows of a fork. */
export function highWaterAt(generations: readonly Generation[], common: number): HighWater {
  const holder = generations.findLast(({ start }) => start <= common);
  return holder === undefined ? { generation: '', head: 0 } : { generation: holder.id, head: common };
}
