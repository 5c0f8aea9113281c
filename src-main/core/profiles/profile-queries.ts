// Reading and writing the rows of local profiles.
import type { Selectable } from 'kysely';
import type { UserId } from '#shared/api/contract.ts';
import type { OwnProfile, Profile } from '#shared/api/profiles.ts';
import type { Db } from '../db/db.ts';
import type { UsersTable } from '../db/schema.ts';

export type UserRow = Selectable<UsersTable>;

export function rowToProfile(row: Pick<UserRow, 'id' | 'name' | 'hue' | 'role'>): Profile {
  return { id: row.id as UserId, name: row.name, hue: row.hue, role: row.role };
}

export function rowToOwnProfile(row: UserRow): OwnProfile {
  return { ...rowToProfile(row), email: row.email ?? '', createdAt: row.created_at };
}

/** Profiles that can log in here, oldest first. Authors that came with imports are left out. */
export function localProfiles(db: Db) {
  return db
    .selectFrom('users')
    .where('password_hash', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('id');
}

export async function profileById(db: Db, id: number): Promise<UserRow | undefined> {
  return await localProfiles(db).selectAll().where('id', '=', id).executeTakeFirst();
}

/** Finds by name, e-mail address (both without regard to case) or "#" and id. */
export async function profileByWord(db: Db, word: string): Promise<UserRow | undefined> {
  const id = /^#(\d{1,15})$/.exec(word)?.[1];
  const query = localProfiles(db).selectAll();
  if (id !== undefined) return await query.where('id', '=', Number(id)).executeTakeFirst();
  return await query
    .where((is) =>
      is.or([
        is(is.fn<string>('lower', ['email']), '=', asciiLower(word)),
        is(is.fn<string>('lower', ['name']), '=', asciiLower(word)),
      ]),
    )
    .executeTakeFirst();
}

/** Lower case as SQLite's lower() does it: ASCII only. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
