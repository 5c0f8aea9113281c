// Who is logged in where: a window's login ends with the window, a terminal's is kept under the terminal's name.
import type { UserId } from '#shared/api/contract.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import type { Session } from '../dispatch.ts';

export function windowSession(): Session {
  let current: UserId | null = null;
  return {
    userId: async () => current,
    logIn: async (userId) => {
      current = userId;
    },
    logOut: async () => {
      current = null;
    },
  };
}

/** `terminal` names the terminal; two terminals can be two people. */
export function terminalSession(db: Db, clock: Clock, terminal: string): Session {
  return {
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
