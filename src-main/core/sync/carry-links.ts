// What becomes of links to accounts when a backup is put back. Who is linked belongs to this computer, as logins do: a profile
// that is linked now stays so, one that isn't doesn't become so by an old backup.
//
// What the restore changes here is an edit like any other, made now: else the next round would bring back from the account
// what somebody wanted to be rid of. Where the database that was there can't be read, nobody changed anything: then what
// others wrote since the backup comes from the account.
import type Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { isAlive, remove } from '#shared/sync/record.ts';
import { isBusy, storageError } from '../db/storage-error.ts';
import { createBooks, createCapture, everyField, type Books } from './capture.ts';
import { collectionCodes, collectionOf, keyText } from './held-rows.ts';
import { closeLink, newNode, openLink, renewNode, type LinkedAccount } from './link.ts';
import { nameOf, unsent } from './records.ts';
import { runCollection } from './sent-rows.ts';

interface Link extends LinkedAccount {
  readonly uid: Buffer;
  readonly userId: number;
  readonly last: Buffer;
  readonly home: string | null;
}

/** `restored`: a copy of the backup, at the newest version; `databaseFile`: what is there until now. */
export function carryLinks(restored: Database.Database, databaseFile: string, wallMs: number): void {
  const isReadable = attach(restored, databaseFile);
  try {
    const now = isReadable ? linksOf(restored, 'live') : [];
    const then = linksOf(restored, 'main');
    for (const link of then) if (!now.some((other) => isSame(other, link))) closeLink(restored, link.userId);
    const findProfile = restored.prepare<[Buffer], number>('SELECT id FROM users WHERE uid = ?').pluck();
    for (const link of now) {
      const userId = findProfile.get(link.uid);
      if (userId === undefined) continue;
      const node = newNode();
      const isKept = then.some((other) => isSame(other, link));
      if (isKept) renewNode(restored, userId, node);
      else openLink(restored, { ...link, userId, node, wallMs });
      carryState(restored, { was: link.userId, is: userId });
      if (isKept) captureChanges(restored, { was: link.userId, is: userId }, wallMs);
    }
  } finally {
    if (isReadable) restored.exec('DETACH live');
  }
}

/** False where the database is too damaged, or there is none that knows of sync. Throws where it can't be read just now. */
function attach(restored: Database.Database, databaseFile: string): boolean {
  try {
    restored.prepare('ATTACH ? AS live').run(databaseFile);
  } catch (error) {
    if (!isBusy(error) && storageError(error) instanceof AppError) return false;
    throw error;
  }
  try {
    linksOf(restored, 'live');
    return true;
  } catch (error) {
    restored.exec('DETACH live');
    if (isBusy(error)) throw error;
    return false;
  }
}

function linksOf(sqlite: Database.Database, schema: 'main' | 'live'): Link[] {
  return sqlite
    .prepare<[], Link>(
      `SELECT uid, users.id AS userId, last, server, account_uid AS accountUid, account_name AS accountName,
         account_email AS accountEmail, device_id AS deviceId, home
       FROM ${schema}.sync_accounts AS account JOIN ${schema}.users ON users.id = account.user_id
         JOIN ${schema}.sync_clocks AS clock ON clock.user_id = account.user_id`,
    )
    .all();
}

/** Whether it is paused, how its last round ended and in which file it lives is of this computer and of now. */
function carryState(
  restored: Database.Database,
  profile: { readonly was: number; readonly is: number },
): void {
  restored
    .prepare(
      `UPDATE sync_accounts SET (account_name, account_email, device_id, paused, last_round_at, problem, hold) =
         (SELECT account_name, account_email, device_id, paused, last_round_at, problem, hold
          FROM live.sync_accounts WHERE user_id = @was) WHERE user_id = @is`,
    )
    .run(profile);
  restored
    .prepare(
      `UPDATE sync_clocks SET (last, home) =
         (SELECT max(sync_clocks.last, was.last), was.home FROM live.sync_clocks AS was WHERE was.user_id = @was)
       WHERE user_id = @is`,
    )
    .run(profile);
}

function isSame(one: Link, other: Link): boolean {
  return one.uid.equals(other.uid) && one.server === other.server && one.accountUid === other.accountUid;
}

interface Changed {
  readonly coll: number | string;
  readonly key: Buffer | string;
  readonly dead: 0 | 1;
}

const run = collectionCodes[runCollection];

/** Each record that a profile has, and each row of a run as one. */
function knownOf(schema: 'main' | 'live', user: string): string {
  return `SELECT coll, key, stamp, dead FROM ${schema}.sync_records WHERE user_id = ${user}
    UNION ALL
    SELECT coll, uid, stamp, 0 FROM ${schema}.sync_sent AS sent JOIN ${schema}.plays
      ON plays.id BETWEEN first AND last AND +plays.user_id = ${user} AND deleted_at IS NULL
    WHERE sent.user_id = ${user} AND NOT EXISTS (
      SELECT 1 FROM ${schema}.sync_records WHERE user_id = ${user} AND coll = ${run} AND key = uid)`;
}

/** Records that are not as old in the backup as they were here. Titles' facts are left as they are. */
function captureChanges(
  sqlite: Database.Database,
  profile: { readonly was: number; readonly is: number },
  wallMs: number,
): void {
  const books = createBooks(sqlite);
  const changed = sqlite
    .prepare<[object], Changed>(
      `WITH was AS (${knownOf('live', '@was')})
       SELECT was.coll, was.key, was.dead FROM was JOIN live.sync_stamps AS then_ ON then_.id = was.stamp
         LEFT JOIN main.sync_stamps AS now_ ON now_.id = coalesce(
           (SELECT stamp FROM main.sync_records WHERE user_id = @is AND coll = was.coll AND key = was.key),
           iif(was.coll = ${run}, (
             SELECT stamp FROM main.plays JOIN main.sync_sent AS sent
               ON sent.user_id = @is AND coll = ${run} AND plays.id BETWEEN first AND last
             WHERE uid = was.key AND plays.user_id = @is AND deleted_at IS NULL), NULL))
       WHERE was.coll <> 1 AND now_.stamp IS NOT then_.stamp`,
    )
    .all(profile);
  if (changed.length === 0) return;
  sqlite
    .transaction(() => {
      const { stamp } = books.clocks.begin(profile.is, wallMs);
      for (const entry of changed) captureChange(sqlite, books, profile.is, entry, stamp);
      createCapture(sqlite, () => wallMs, books).settle();
    })
    .immediate();
}

function captureChange(
  sqlite: Database.Database,
  { rows, records }: Books,
  userId: number,
  { coll, key, dead }: Changed,
  stamp: ReturnType<Books['clocks']['begin']>['stamp'],
): void {
  const collection = collectionOf(coll);
  const held = collection && typeof key !== 'string' ? rows.byKey(collection, userId, key) : undefined;
  if (held?.dead === false) {
    sqlite
      .prepare('INSERT OR REPLACE INTO sync_marks (user_id, coll, id, sub, fields) VALUES (?, ?, ?, ?, ?)')
      .run(userId, coll, held.id, held.sub, everyField);
    return;
  }
  if (dead === 1) return;
  // It came after the backup, or was deleted when the backup was made.
  const [c, k] = [nameOf(coll), keyText(key)];
  const row = records.load(userId, c, k)?.row;
  const before =
    row !== undefined && isAlive(row.record)
      ? row.record
      : { s: row?.record.s ?? 1, r: stamp, v: row?.record.v ?? {} };
  records.save(
    userId, c, k, { ...unsent, ...row, record: remove(before, stamp), dirty: true, refused: null }, { isPlaced: false },
  ); // prettier-ignore
}
