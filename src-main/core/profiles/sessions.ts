// Who is logged in where: a window's login ends with the window, a terminal's is kept under the terminal's name.
import type Database from 'better-sqlite3';
import type { UserId } from '#shared/api/contract.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import type { Session } from '../dispatch.ts';

export interface KeptSession extends Session {
  /** After a restore: the same person may have another id, or be nobody. */
  findAgain(): void;
}

export function windowSession(sqlite: Database.Database): KeptSession {
  const uidOf = sqlite.prepare<[number], Buffer>('SELECT uid FROM users WHERE id = ?').pluck();
  const idOf = sqlite
    .prepare<[Buffer], UserId>(
      'SELECT id FROM users WHERE uid = ? AND password_hash IS NOT NULL AND deleted_at IS NULL',
    )
    .pluck();
  let current: { readonly id: UserId; readonly uid: Buffer } | null = null;
  return {
    userId: async () => current?.id ?? null,
    logIn: async (id) => {
      const uid = uidOf.get(id);
      current = uid ? { id, uid } : null;
    },
    logOut: async () => {
      current = null;
    },
    findAgain() {
      if (current === null) return;
      const id = idOf.get(current.uid);
      current = id === undefined ? null : { id, uid: current.uid };
    },
  };
}

/** `terminal` names the terminal; two terminals can be two people. */
export function terminalSession(db: Db, clock: Clock, terminal: string): KeptSession {
  return {
    // A restore carries the logins of terminals over, in the database itself.
    findAgain: () => undefined,
    async userId() {
      const row = await db
        .selectFrom('terminal_sessions')
        .select('user_id')
        .where('terminal', '=', terminal)
        .executeTakeFirst();
      return row === undefined ? null : (row.user_id as UserId);
    },
    async logIn(userId) {
      const time = clock.now().toISOString();
      await db
        .insertInto('terminal_sessions')
        .values({ terminal, user_id: userId, created_at: time, used_at: time })
        .onConflict((on) =>
          on.column('terminal').doUpdateSet({ user_id: userId, created_at: time, used_at: time }),
        )
        .execute();
    },
    async logOut() {
      await db.deleteFrom('terminal_sessions').where('terminal', '=', terminal).execute();
    },
  };
}
