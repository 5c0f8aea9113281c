// What became of promises when the power went: the files that a cut left, opened like any others and compared with the
// moments that the undisturbed run went through.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readBackupName } from '#main/core/backups/backup-names.ts';
import { openSqlite, userVersion } from '#main/core/db/open.ts';
import { migrations } from '#migrations/index.ts';
import { createHash } from 'node:crypto';
import { contentHash, wholeHash } from './content.ts';
import { createDisk, type DiskEvent, type Image } from './disk-log.ts';
import type { Promised } from './flows.ts';

export const database = 'mediary.sqlite3';

/** The contents that the database had, in order, by hash; and which of them it had after each event. */
export interface History {
  readonly contents: readonly string[];
  readonly at: readonly number[];
  /** For each event: the content when the last promise before it was made. */
  readonly promisedAt: readonly number[];
  /** For each event: the backups that were promised before it. */
  readonly backupsAt: readonly (readonly string[])[];
  /** It begins with a migration: any other content than the first needs a backup of the first. */
  readonly migrates: boolean;
}

export type Verdict = 'whole' | 'lost' | 'corrupt';

export interface Judgement {
  readonly verdict: Verdict;
  readonly words: string;
}

/** Follows the run without any cut. */
export function historyOf(
  start: Image,
  events: readonly DiskEvent[],
  scratch: string,
  migrates: boolean,
): History {
  const disk = createDisk(start);
  const contents: string[] = [];
  const at: number[] = [];
  const promisedAt: number[] = [];
  const backupsAt: (readonly string[])[] = [];
  let [now, promised] = [-1, -1];
  const backups: string[] = [];
  let isStale = true;
  const look = () => {
    const hash = hashAfter(
      disk.cutNow('kept', () => 1),
      scratch,
    );
    if (contents[now] !== hash) now = contents.push(hash) - 1;
    isStale = false;
  };
  for (const event of [...events, null]) {
    if (isStale) look();
    at.push(now);
    promisedAt.push(promised);
    backupsAt.push([...backups]);
    if (event === null) break;
    disk.apply(event);
    if (event.op === 'a') {
      promised = now;
      const { backup } = JSON.parse(event.data.toString()) as Promised;
      if (backup !== undefined) backups.push(backup);
    } else isStale = !['s', 'd', 'o'].includes(event.op);
  }
  return { contents, at, promisedAt, backupsAt, migrates };
}

/** The content of the database in these files; 'none' where there is no database yet. Throws what is wrong with it. */
function hashAfter(image: Image, scratch: string): string {
  lay(image, scratch, (path) => path.startsWith(database));
  const file = join(scratch, database);
  if (!existsSync(file)) return 'none';
  const sqlite = openSqlite(file, migrations.length);
  try {
    return wholeHash(sqlite);
  } finally {
    sqlite.close();
  }
}

/**
 * Judges the files that a cut before event `index` left. `known`: what was judged of the same files before.
 */
export function judge(
  image: Image,
  history: History,
  index: number,
  scratch: string,
  known: Map<string, Judgement>,
): Judgement {
  const [lowest, highest] = [history.promisedAt[index] ?? -1, history.at[index] ?? -1];
  const key = `${fingerprint(image)} ${lowest} ${highest} ${history.backupsAt[index]?.length}`;
  const before = known.get(key);
  if (before) return before;
  const found = judgeFiles(image, history, index, scratch, lowest, highest);
  known.set(key, found);
  return found;
}

function judgeFiles(
  image: Image,
  history: History,
  index: number,
  scratch: string,
  lowest: number,
  highest: number,
): Judgement {
  try {
    const hash = hashAfter(image, scratch);
    const possible = history.contents.slice(Math.max(lowest, 0), highest + 1);
    if (!possible.includes(hash)) {
      const earlier = history.contents.indexOf(hash);
      if (earlier < 0) return { verdict: 'corrupt', words: 'a content that never was' };
      return { verdict: 'lost', words: `content ${earlier}, and ${lowest} was promised` };
    }
    if (isFalseAlarm(image, scratch))
      return { verdict: 'corrupt', words: 'the app would say that changes are missing' };
    const backups = judgeBackups(image, history, index, scratch);
    const isMigrated = history.migrates && hash !== history.contents[0];
    if (backups.verdict === 'whole' && isMigrated && !hasBackup(image))
      return { verdict: 'lost', words: 'the backup from before the migration' };
    return backups;
  } catch (error) {
    return { verdict: 'corrupt', words: error instanceof Error ? error.message : String(error) };
  }
}

/** The mark beside the database is higher than the database's own, though nothing is missing. */
function isFalseAlarm(image: Image, scratch: string): boolean {
  const beside = /"mark":(\d+)/.exec(image.get('high-water.json')?.toString() ?? '')?.[1];
  const file = join(scratch, database);
  if (beside === undefined || !existsSync(file)) return false;
  const sqlite = openSqlite(file, migrations.length);
  try {
    if (userVersion(sqlite) < migrations.length) return false;
    const mark = sqlite.prepare<[], number>('SELECT mark FROM high_water').pluck().get();
    return Number(beside) > Number(mark);
  } finally {
    sqlite.close();
  }
}

/** Promised backups are there, and whatever has a backup's name is whole. */
function judgeBackups(image: Image, history: History, index: number, scratch: string): Judgement {
  // A newer one for the same reason may have taken its place.
  const there = [...image.keys()].map((path) => basename(path));
  for (const name of history.backupsAt[index] ?? [])
    if (!there.some((other) => reasonOf(other) === reasonOf(name) && other >= name))
      return { verdict: 'lost', words: `the backup ${name}` };
  lay(image, scratch, (path) => path.startsWith('backups/'));
  const folder = join(scratch, 'backups');
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!name.startsWith('mediary-')) continue;
    if (!history.contents.includes(contentHash(join(folder, name))))
      return { verdict: 'corrupt', words: `the backup ${name} holds what never was` };
  }
  return { verdict: 'whole', words: '' };
}

function hasBackup(image: Image): boolean {
  return [...image.keys()].some((path) => reasonOf(basename(path)) === 'before-migration');
}

function reasonOf(name: string): string | undefined {
  return readBackupName(name)?.reason;
}

/** Writes files of the image into an empty folder. */
export function lay(image: Image, folder: string, isWanted: (path: string) => boolean): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of image) {
    if (!isWanted(path)) continue;
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

function fingerprint(image: Image): string {
  const hash = createHash('sha1');
  for (const [path, bytes] of [...image].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    if (path.startsWith(database) || path.startsWith('backups/'))
      hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex');
}
