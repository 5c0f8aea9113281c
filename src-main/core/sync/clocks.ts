// The clock of each linked profile, and the dictionary of stamps to which records refer by small numbers.
import type Database from 'better-sqlite3';
import { nextStamp, type ClockState } from '#shared/sync/clock.ts';
import { makeStamp, msOf, noStamp, type NodeId, type Stamp } from '#shared/sync/stamp.ts';

/** A transaction that was written here. */
export interface Written {
  /** Its stamp's number. */
  readonly id: number;
  readonly stamp: Stamp;
  /** What the clock of this device showed, in ms. */
  readonly wallMs: number;
}

export interface Clocks {
  read(userId: number): ClockState;
  save(userId: number, clock: ClockState): void;
  /** The newest stamp that came from elsewhere. */
  heard(userId: number): Stamp;
  hear(userId: number, stamp: Stamp): void;
  /** Begins a transaction of this device: gives it a stamp. */
  begin(userId: number, wallMs: number): Written;
  /** A transaction by its stamp's number. */
  written(id: number): Written;
  /**
   * The stamp of what was written before its transaction says, by what the clock showed both times: so an edit from
   * before the link, or from a file that knows its date, is as old as it is, also after the transaction was stamped anew.
   */
  dated(userId: number, transaction: Written, writtenMs: number): Stamp;
  stampOf(id: number): Stamp;
  /** A stamp's number; it is added where it is new, as another device's. */
  idOf(userId: number, stamp: Stamp): number;
  /** After a rollback, and when stamps were replaced. */
  forget(): void;
}

const mostRemembered = 50_000;

export function createClocks(sqlite: Database.Database): Clocks {
  const select = sqlite.prepare<[number], { node: NodeId; last: Buffer; offset: number; heard: Buffer }>(
    'SELECT node, last, wall_offset AS offset, heard FROM sync_clocks WHERE user_id = ?',
  );
  const update = sqlite.prepare(
    `UPDATE sync_clocks SET node = @node, last = @last, wall_offset = @offset
     WHERE user_id = @userId AND (node <> @node OR last <> @last OR wall_offset <> @offset)`,
  );
  const updateHeard = sqlite.prepare('UPDATE sync_clocks SET heard = ? WHERE user_id = ? AND heard < ?');
  const insert = sqlite.prepare(
    'INSERT INTO sync_stamps (user_id, stamp, wall, sent) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const find = sqlite
    .prepare<[number, Buffer], number>('SELECT id FROM sync_stamps WHERE user_id = ? AND stamp = ?')
    .pluck();
  const byId = sqlite.prepare<[number], { stamp: Buffer; wall: number | null }>(
    'SELECT stamp, wall FROM sync_stamps WHERE id = ?',
  );
  const ids = new Map<string, number>();
  const stamps = new Map<number, Stamp>();

  function read(userId: number): ClockState {
    const { node, last, offset } = row(userId);
    return { node, last: hexOf(last), offset };
  }

  function row(userId: number) {
    const found = select.get(userId);
    if (found === undefined) throw new Error('a profile that is not linked has no clock');
    return found;
  }

  function save(userId: number, { node, last, offset }: ClockState): void {
    update.run({ userId, node, last: bytesOf(last), offset });
  }

  function stampOf(id: number): Stamp {
    const known = stamps.get(id);
    if (known !== undefined) return known;
    const found = byId.get(id);
    const stamp = found === undefined ? noStamp : hexOf(found.stamp);
    remember(stamps, id, stamp);
    return stamp;
  }

  function add(userId: number, stamp: Stamp, wall: number | null): number {
    const known = ids.get(`${userId}${stamp}`);
    if (known !== undefined) return known;
    const bytes = bytesOf(stamp);
    const { changes, lastInsertRowid } = insert.run(userId, bytes, wall, wall === null ? 1 : 0);
    const id = changes === 1 ? Number(lastInsertRowid) : (find.get(userId, bytes) as number);
    remember(ids, `${userId}${stamp}`, id);
    remember(stamps, id, stamp);
    return id;
  }

  return {
    read,
    save,
    heard: (userId) => hexOf(row(userId).heard),
    hear(userId, stamp) {
      const bytes = bytesOf(stamp);
      updateHeard.run(bytes, userId, bytes);
    },
    begin(userId, wallMs) {
      const clock = read(userId);
      const stamp = nextStamp(clock, wallMs);
      save(userId, { ...clock, last: stamp });
      return { id: add(userId, stamp, wallMs), stamp, wallMs };
    },
    written(id) {
      const found = byId.get(id);
      if (found === undefined) throw new Error('a range without its stamp');
      const stamp = hexOf(found.stamp);
      return { id, stamp, wallMs: found.wall ?? msOf(stamp) };
    },
    dated(userId, { stamp, wallMs }, writtenMs) {
      const age = wallMs - writtenMs;
      if (!(age > 0)) return stamp;
      const { node } = read(userId);
      // Never before the first millisecond, which would be no stamp for node 0.
      const older = makeStamp(Math.max(msOf(stamp) - age, 1), 0, node);
      add(userId, older, writtenMs);
      return older;
    },
    stampOf,
    idOf: (userId, stamp) => add(userId, stamp, null),
    forget() {
      ids.clear();
      stamps.clear();
    },
  };
}

export function bytesOf(stamp: Stamp): Buffer {
  return Buffer.from(stamp, 'hex');
}

export function hexOf(bytes: Buffer): Stamp {
  return bytes.toString('hex') as Stamp;
}

function remember<K, V>(memory: Map<K, V>, key: K, value: V): void {
  if (memory.size >= mostRemembered) memory.clear();
  memory.set(key, value);
}
