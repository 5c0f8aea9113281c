// Starts processes on a disk that remembers and fails (disk.c), which the machine's compiler makes.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quickStart } from '../support/quick-start.ts';

/** Why there is none here; null where there is. */
export const noDisk =
  process.platform === 'linux' ? null : 'the disk that fails is made for Linux alone, and is not tried here';

/** In memory where the system has such a place: nothing here needs a real disk. */
export function roomyFolder(): string {
  let place = tmpdir();
  try {
    mkdirSync('/dev/shm/mediary-faults', { recursive: true, mode: 0o700 });
    place = '/dev/shm/mediary-faults';
  } catch {
    // The system's own place will do.
  }
  return mkdtempSync(join(place, 'run-'));
}

let compiled: string | undefined;

/** The library that stands before libc, compiled once. */
export function diskLibrary(): string {
  if (compiled !== undefined) return compiled;
  const file = join(mkdtempSync(join(tmpdir(), 'mediary-disk-')), 'disk.so');
  execFileSync('cc', [
    '-shared',
    '-fPIC',
    '-O2',
    '-o',
    file,
    join(import.meta.dirname, 'disk.c'),
    '-ldl',
    '-lpthread',
  ]);
  process.once('exit', () => rmSync(join(file, '..'), { recursive: true, force: true }));
  return (compiled = file);
}

export interface OnDisk {
  /** The folder that is watched. */
  readonly root: string;
  readonly log?: string;
  readonly control: string;
  readonly synchronousOff?: boolean;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Everything that it said, and what of it on stdout. */
  readonly output: string;
  readonly stdout: string;
}

/** Runs a script of this folder to its end. */
export function runOnDisk(script: string, args: readonly string[], disk: OnDisk): Promise<Ended> {
  const env = {
    ...quickStart,
    LD_PRELOAD: diskLibrary(),
    UV_USE_IO_URING: '0',
    MEDIARY_DISK_ROOT: disk.root,
    MEDIARY_DISK_CONTROL: disk.control,
    ...(disk.log !== undefined && { MEDIARY_DISK_LOG: disk.log }),
  };
  const hooks = disk.synchronousOff ? ['--import', join(import.meta.dirname, 'synchronous-off.mjs')] : [];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...hooks, join(import.meta.dirname, script), ...args], { env });
    let [output, stdout] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, output, stdout }));
  });
}

/** A command to the disk, from inside a process that runs on it. */
export function tellDisk(control: number, command: string): void {
  writeSync(control, command);
}

/** How many changes there were since the last command, and how many of them failed. */
export function askDisk(
  control: number,
  path: string,
): { readonly changes: number; readonly failed: number } {
  writeSync(control, 'report');
  const [changes = 0, failed = 0] = readFileSync(path, 'utf8').trim().split(' ').map(Number);
  return { changes, failed };
}
