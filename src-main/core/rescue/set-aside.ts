// A database that can't be used is never removed: its files are put aside under the time at which that was done. Done so that
// a crash at any moment leaves the file in its place, aside, or both, and never a new database beside its old WAL.
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { removeFile, syncFile, syncFolder } from '../files/durable.ts';

/** In the data folder. */
export const asideFolder = 'set-aside';

/** Keeps what lies under the database's name, with its WAL, and gives the folder: "set-aside/2026-11-21T17-40-00.123Z". */
export function keepAside(databaseFile: string, now: Date): string {
  const dataFolder = dirname(databaseFile);
  const name = join(asideFolder, now.toISOString().replaceAll(':', '-'));
  const folder = join(dataFolder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const end of ['', '-wal'])
    if (existsSync(databaseFile + end))
      keepFile(databaseFile + end, join(folder, basename(databaseFile) + end));
  for (const changed of [folder, dirname(folder), dataFolder]) syncFolder(changed);
  return name;
}

/** Puts a whole new file in the database's place, durably, after what was there is aside. Gives the folder of that. */
export function replaceDatabase(databaseFile: string, newFile: string, now: Date): string {
  syncFile(newFile);
  const aside = keepAside(databaseFile, now);
  dropLog(databaseFile);
  renameSync(newFile, databaseFile);
  syncFolder(dirname(databaseFile));
  return aside;
}

/** Leaves no database in its place. Gives the folder of what was there. */
export function removeAside(databaseFile: string, now: Date): string {
  const aside = keepAside(databaseFile, now);
  dropLog(databaseFile);
  removeFile(databaseFile);
  syncFolder(dirname(databaseFile));
  return aside;
}

/** A second name of the same file takes no room and needs no reading of what may be unreadable. */
function keepFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Some file systems have no second names.
    copyFileSync(from, to);
    syncFile(to);
  }
}

/** It belongs to the old file, and would be played into the new one. */
function dropLog(databaseFile: string): void {
  for (const end of ['-wal', '-shm']) removeFile(databaseFile + end);
  syncFolder(dirname(databaseFile));
}
