// A data folder that was copied must not sync as the device that it was copied from: both would use one sign-in, which the
// server takes for a theft and ends for both, and stamp as one. So a link knows the file that it lives in; in another one it
// gets a node of its own and has to be signed in to. What it holds stays, and comes together with the account as always.
import type Database from 'better-sqlite3';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SyncProblem } from '#shared/api/sync.ts';
import { transact, type Db } from '../db/db.ts';
import { newNode, renewNode } from './link.ts';

export interface HomesDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly databaseFile: string;
  /** Where tokens lie (vault.ts). */
  readonly folder: string;
  readonly now: () => Date;
}

interface Home {
  /** The file's number on its disk. */
  readonly ino: string;
  /** When it was made, in ns since 1970; empty where the disk doesn't say. */
  readonly born: string;
}

/** Call at each start, before anything is synced, and when a link was made. */
export async function settleHomes({ db, sqlite, databaseFile, folder, now }: HomesDeps): Promise<void> {
  const links = sqlite.prepare<[], { userId: number; uid: Buffer; home: string | null }>(
    'SELECT user_id AS userId, uid, home FROM sync_clocks JOIN users ON users.id = user_id',
  );
  const here = homeOf(databaseFile);
  const text = JSON.stringify(here);
  if (links.all().every(({ home }) => home === text)) return;
  const copied = await transact(db, async () => {
    const copies: Buffer[] = [];
    const setHome = sqlite.prepare('UPDATE sync_clocks SET home = ? WHERE user_id = ?');
    const setProblem = sqlite.prepare('UPDATE sync_accounts SET problem = ?, hold = NULL WHERE user_id = ?');
    for (const { userId, uid, home } of links.all()) {
      if (home === text) continue;
      setHome.run(text, userId);
      if (home === null) continue;
      renewNode(sqlite, userId, newNode());
      if (!isCopy(home, here)) continue;
      const at = now().toISOString();
      const problem = 'copied' satisfies SyncProblem;
      setProblem.run(JSON.stringify({ problem, since: at, at }), userId);
      copies.push(uid);
    }
    return copies;
  });
  for (const uid of copied) forgetTokens(folder, uid.toString('hex'));
}

function homeOf(databaseFile: string): Home {
  const { ino, birthtimeNs } = statSync(databaseFile, { bigint: true });
  // NOTE: where the disk keeps no time of birth, Node gives none or that of the last change. The folder changed just now,
  // when the database was opened: so it shows which it is, also right after it was copied.
  const folder = statSync(dirname(databaseFile), { bigint: true });
  const isKept = birthtimeNs > 0n && folder.birthtimeNs !== folder.ctimeNs;
  return { ino: String(ino), born: isKept ? String(birthtimeNs) : '' };
}

/** Only where both differ: some disks number their files anew each time, some programs copy the time of birth. */
function isCopy(home: string, here: Home): boolean {
  const { ino, born } = JSON.parse(home) as Home;
  return ino !== here.ino && born !== here.born && born !== '' && here.born !== '';
}

/** The window's and the terminal's: each was copied along. */
function forgetTokens(folder: string, profile: string): void {
  // Whoever moves the database alone moves no tokens.
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (name.startsWith(`${profile}.`) && !name.endsWith('.lock'))
      rmSync(join(folder, name), { force: true });
}
