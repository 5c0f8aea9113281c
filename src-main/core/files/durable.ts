// Files that are whole or absent: written under another name beside their place, brought to the disk, then renamed.
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** The name under which a file is written before it is whole. */
export function partOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.part-${process.pid}`);
}

/** Brings what was written under this name to the disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Gives a whole file its name, durably. What had the name before is replaced at once. */
export function settle(part: string, path: string): void {
  renameSync(part, path);
  syncFolder(dirname(path));
}

export function syncFolder(folder: string): void {
  // Windows has no handle for a folder; its renames are in the file system's journal.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Removes a file that may be absent. NOTE: the errors of rmSync name no code in Node 24, so nobody could say what is wrong. */
export function removeFile(path: string): void {
  if (existsSync(path)) unlinkSync(path);
}

/**
 * Takes away what nobody needs any more. What can't be removed stays, for the check of leftovers to find: work that is done
 * hasn't failed for that.
 */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // As said.
  }
}

/** Throws `storage` with reason disk_full, in figures, where fewer than `bytes` are free at this folder. */
export function assertRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new AppError(
    'storage',
    `There is not enough room: ${megabytes(bytes)} are needed and ${megabytes(free)} are free.`,
    { reason: 'no_room', neededBytes: bytes, freeBytes: free },
  );
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.ceil(bytes / 1e6)} MB`;
}
