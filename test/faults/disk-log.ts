// What disk.c wrote down, and what a power cut leaves of it. The rules are those that file systems promise and no more: what
// was synced is there; of a file's other writes any may be missing, wholly or by sectors, in any order; names (new files,
// renames, removals) come in their order, and are certain once their folder was synced.
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/** One change, in the order in which they were made. */
export interface DiskEvent {
  /** c create, o open, w write, t truncate, s sync, d sync of a folder, r rename, u unlink, m/x make and remove folder, a promise */
  readonly op: 'c' | 'o' | 'w' | 't' | 's' | 'd' | 'r' | 'u' | 'm' | 'x' | 'a';
  readonly inode: bigint;
  /** Where a write begins; a truncated file's length. */
  readonly number: number;
  /** Of c, o, d, u, m, x. Paths are relative to the root. */
  readonly path: string;
  readonly to: string;
  readonly data: Buffer;
}

export type Cut = 'lost' | 'kept' | 'some' | 'torn';
export const cuts = ['lost', 'kept', 'some', 'torn'] as const satisfies readonly Cut[];

export type Image = ReadonlyMap<string, Buffer>;

export function readDiskLog(file: string, root: string): DiskEvent[] {
  const bytes = readFileSync(file);
  const events: DiskEvent[] = [];
  for (let at = 0; at < bytes.length;) {
    const op = bytes.toString('latin1', at, at + 1) as DiskEvent['op'];
    const length = bytes.readUInt32LE(at + 4);
    const inode = bytes.readBigUInt64LE(at + 8);
    const number = Number(bytes.readBigUInt64LE(at + 16));
    const data = bytes.subarray(at + 24, at + 24 + length);
    const [path = '', to = ''] = 'cordumx'.includes(op)
      ? data
          .toString()
          .split('\0')
          .map((name) => relative(root, name))
      : [];
    events.push({ op, inode, number, path, to, data });
    at += 24 + length;
  }
  return events;
}

interface File {
  bytes: Buffer;
  length: number;
  pending: DiskEvent[];
}

interface NameChange {
  readonly event: DiskEvent;
  readonly file: File | undefined;
}

/** A disk to which events are applied one by one, and from which the power is taken as often as one likes. */
export function createDisk(start: Image) {
  const byInode = new Map<bigint, File>();
  /** The names as the running process sees them, and as they are certain. */
  const seen = new Map<string, File>();
  for (const [path, bytes] of start) seen.set(path, newFile(bytes));
  const certain = new Map(seen);
  let uncertain: NameChange[] = [];

  function apply(event: DiskEvent): void {
    const { op, inode, path } = event;
    if (op === 'a') return;
    if (op === 'o') {
      const file = seen.get(path);
      if (file) byInode.set(inode, file);
    } else if (op === 'w' || op === 't') byInode.get(inode)?.pending.push(event);
    else if (op === 's') {
      const file = byInode.get(inode);
      if (!file) return;
      for (const change of file.pending) write(file, change);
      file.pending = [];
    } else if (op === 'd') {
      for (const change of uncertain) if (folderOf(change.event) === path) rename(certain, change);
      uncertain = uncertain.filter(({ event: other }) => folderOf(other) !== path);
    } else {
      const file = op === 'c' ? newFile(Buffer.alloc(0)) : seen.get(path);
      if (op === 'c' && file) byInode.set(inode, file);
      rename(seen, { event, file });
      uncertain.push({ event, file });
    }
  }

  /** The files after a cut now; `random` gives numbers from 0 to 1. */
  function cutNow(cut: Cut, random: () => number): Image {
    const names = new Map(certain);
    const kept =
      cut === 'lost' ? 0 : cut === 'kept' ? uncertain.length : Math.floor(random() * (uncertain.length + 1));
    for (const change of uncertain.slice(0, kept)) rename(names, change);
    return new Map([...names].map(([path, file]) => [path, contentAfter(file, cut, random)]));
  }

  return { apply, cutNow };
}

function contentAfter({ bytes, length, pending }: File, cut: Cut, random: () => number): Buffer {
  if (cut === 'lost' || pending.length === 0) return bytes.subarray(0, length);
  const left: File = { bytes: Buffer.from(bytes.subarray(0, length)), length, pending: [] };
  for (const change of pending) {
    if (cut === 'kept' || (cut === 'some' && random() < 0.5)) write(left, change);
    else if (cut === 'torn' && change.op === 't' && random() < 0.5) write(left, change);
    else if (cut === 'torn' && change.op === 'w')
      for (const sector of sectorsOf(change)) if (random() < 0.6) write(left, sector);
  }
  return left.bytes.subarray(0, left.length);
}

const sector = 512;

function* sectorsOf(change: DiskEvent): Generator<DiskEvent> {
  for (let at = 0; at < change.data.length;) {
    const end = Math.min(change.data.length, at + sector - ((change.number + at) % sector));
    yield { ...change, number: change.number + at, data: change.data.subarray(at, end) };
    at = end;
  }
}

function write(file: File, { op, number, data }: DiskEvent): void {
  const end = op === 't' ? number : number + data.length;
  if (end > file.bytes.length) {
    const grown = Buffer.alloc(Math.max(end, file.bytes.length * 2));
    file.bytes.copy(grown, 0, 0, file.length);
    file.bytes = grown;
  }
  if (op === 't') {
    if (number < file.length) file.bytes.fill(0, number, file.length);
    file.length = number;
    return;
  }
  data.copy(file.bytes, number);
  file.length = Math.max(file.length, end);
}

function newFile(bytes: Buffer): File {
  return { bytes: Buffer.from(bytes), length: bytes.length, pending: [] };
}

/** The folder whose sync makes a change of names certain. */
function folderOf({ op, path, to }: DiskEvent): string {
  const folder = dirname(op === 'r' ? to : path);
  return folder === '.' ? '' : folder;
}

function rename(names: Map<string, File>, { event: { op, path, to }, file }: NameChange): void {
  if (op === 'c' && file) names.set(path, file);
  if (op === 'u') names.delete(path);
  if (op === 'r' && file) {
    names.delete(path);
    names.set(to, file);
  }
}
