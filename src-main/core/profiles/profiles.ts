// Profiles and their sessions: registering, logging in, changing and deleting. The first profile is admin.
import { randomBytes } from 'node:crypto';
import type { UserId } from '#shared/api/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { Cache } from '../cache.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { recountAllOf } from '../reviews/rating-totals.ts';
import type { Passwords } from './passwords.ts';
import {
  asciiLower,
  localProfiles,
  profileById,
  profileByWord,
  rowToOwnProfile,
  rowToProfile,
  type UserRow,
} from './profile-queries.ts';
import { secondsToWait } from './throttle.ts';

export interface ProfilesDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  readonly passwords: Passwords;
  readonly cache: Cache<object>;
  /** Everything cached, for when a profile takes its reviews with it. */
  readonly clearCaches: () => void;
  /** A profile has just shown its password, or been given one. */
  readonly onPassword: (userId: UserId, password: string) => void;
  readonly onPasswordChanged: (userId: UserId, before: string, after: string) => Promise<void>;
  readonly beforeDelete: (userId: UserId) => Promise<void>;
}

export interface Profiles {
  readonly handlers: Handlers<'profiles'>;
  findPerson(id: UserId): Promise<Person | null>;
  /** Throws like a login with a wrong password, and as seldom tried. */
  checkPassword(id: UserId, password: string): Promise<void>;
}

export function createProfiles(deps: ProfilesDeps): Profiles {
  const { db, clock, events, passwords, cache, clearCaches } = deps;
  const now = () => clock.now().toISOString();

  function changed(id: number): void {
    cache.clear();
    events.publish('profiles.changed', { userId: id as UserId });
  }

  async function own(id: number): Promise<UserRow> {
    const row = await profileById(db, id);
    if (!row) throw new AppError('unauthenticated', 'This profile no longer exists.');
    return row;
  }

  /** Checks a password, counting the try before it is checked so that a crash or a second process gives none away. */
  async function check(row: UserRow | undefined, password: string): Promise<void> {
    const wrong = new AppError('unauthenticated', 'The profile or the password is wrong.', {
      reason: 'wrong_password',
    });
    if (!row) {
      await passwords.verify(password, null);
      throw wrong;
    }
    await transact(db, async (tx) => {
      const { failed_logins, last_failed_at } = await tx
        .selectFrom('users')
        .select(['failed_logins', 'last_failed_at'])
        .where('id', '=', row.id)
        .executeTakeFirstOrThrow();
      const seconds = secondsToWait(failed_logins, last_failed_at, clock.now());
      if (seconds > 0) {
        throw new AppError('busy', `Too many wrong passwords. Try again in ${seconds} seconds.`, {
          reason: 'throttled',
          retryAfterSeconds: seconds,
        });
      }
      await tx
        .updateTable('users')
        .set({ failed_logins: failed_logins + 1, last_failed_at: now() })
        .where('id', '=', row.id)
        .execute();
    });
    const stored =
      row.password_hash !== null && row.password_key !== null
        ? { hash: row.password_hash, key: row.password_key }
        : null;
    if (!(await passwords.verify(password, stored))) throw wrong;
    await db
      .updateTable('users')
      .set({ failed_logins: 0, last_failed_at: null })
      .where('id', '=', row.id)
      .execute();
  }

  const handlers: Handlers<'profiles'> = {
    'profiles.list': async () => {
      const { value } = await cache.get('list', async () =>
        (await localProfiles(db).select(['id', 'name', 'hue', 'role']).execute()).map(rowToProfile),
      );
      return value as ReturnType<typeof rowToProfile>[];
    },

    'profiles.register': async ({ name, email, password, hue }, { session }) => {
      await passwords.assertStrong(password, [name, email, ...email.split(/[@.]/)]);
      const { hash, key } = await passwords.hash(password);
      const row = await transact(db, async (tx) => {
        await assertFree(tx, { name, email });
        const others = await localProfiles(tx).select('id').limit(1).execute();
        return await tx
          .insertInto('users')
          .values({
            uid: randomBytes(16),
            name,
            email,
            role: others.length === 0 ? 'admin' : 'member',
            hue: hue ?? hueFor(name),
            password_hash: hash,
            password_key: key,
            last_failed_at: null,
            created_at: now(),
            updated_at: now(),
            deleted_at: null,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
      });
      changed(row.id);
      await session.logIn(row.id as UserId);
      return rowToOwnProfile(row);
    },

    'profiles.login': async ({ who, password }, { session }) => {
      const row = await profileByWord(db, who);
      await check(row, password);
      const fresh = await own(row?.id ?? 0);
      deps.onPassword(fresh.id as UserId, password);
      await session.logIn(fresh.id as UserId);
      return rowToOwnProfile(fresh);
    },

    'profiles.logout': async (_input, { session }) => {
      await session.logOut();
      return {};
    },

    'profiles.whoami': async (_input, { person }) =>
      person === null ? null : rowToOwnProfile(await own(person.id)),

    'profiles.changePassword': async ({ oldPassword, newPassword }, { person, session }) => {
      const row = await own(person.id);
      await check(row, oldPassword);
      await passwords.assertStrong(newPassword, [row.name, row.email ?? '']);
      const { hash, key } = await passwords.hash(newPassword);
      await transact(db, async (tx) => {
        await tx
          .updateTable('users')
          .set({ password_hash: hash, password_key: key, updated_at: now() })
          .where('id', '=', row.id)
          .execute();
        // Every other terminal must show that it knows the new password.
        await tx.deleteFrom('terminal_sessions').where('user_id', '=', row.id).execute();
      });
      await deps.onPasswordChanged(person.id, oldPassword, newPassword);
      await session.logIn(person.id);
      return {};
    },

    'profiles.update': async ({ name, hue }, { person }) => {
      await transact(db, async (tx) => {
        if (name !== undefined) await assertFree(tx, { name }, person.id);
        await tx
          .updateTable('users')
          .set({
            ...(name === undefined ? {} : { name }),
            ...(hue === undefined ? {} : { hue }),
            updated_at: now(),
          })
          .where('id', '=', person.id)
          .execute();
      });
      changed(person.id);
      return rowToOwnProfile(await own(person.id));
    },

    'profiles.delete': async ({ confirmation, password }, { person, session }) => {
      const row = await own(person.id);
      if (confirmation.trim() !== row.name) {
        throw new AppError('invalid_input', `confirmation: type the name of the profile, ${row.name}`, {
          field: 'confirmation',
        });
      }
      await check(row, password);
      await transact(db, (tx) => assertAdminRemains(tx, row));
      await deps.beforeDelete(person.id);
      await transact(db, async (tx) => {
        await assertAdminRemains(tx, row);
        const rated = await tx
          .selectFrom('reviews')
          .select('media_id')
          .where('user_id', '=', row.id)
          .execute();
        await tx.deleteFrom('users').where('id', '=', row.id).execute();
        await recountAllOf(
          tx,
          rated.map((review) => review.media_id),
        );
      });
      await session.logOut();
      clearCaches();
      changed(row.id);
      events.publish('catalog.changed', { mediaId: null });
      return {};
    },

    'profiles.setRole': async ({ userId, role }) => {
      await transact(db, async (tx) => {
        const row = await profileById(tx, userId);
        if (!row) throw new AppError('not_found', 'There is no such profile.', { userId });
        if (role !== 'admin') await assertAdminRemains(tx, row);
        await tx.updateTable('users').set({ role, updated_at: now() }).where('id', '=', userId).execute();
      });
      changed(userId);
      return rowToProfile(await own(userId));
    },
  };

  return {
    handlers,
    checkPassword: async (id, password) => await check(await own(id), password),
    async findPerson(id) {
      const { value } = await cache.get(`person:${id}`, async () => {
        const row = await profileById(db, id);
        return { person: row ? { id, name: row.name, role: row.role } : null };
      });
      return (value as { person: Person | null }).person;
    },
  };
}

/** Throws `forbidden` where this is the last admin and others would be left without one. */
async function assertAdminRemains(tx: Db, row: UserRow): Promise<void> {
  if (row.role !== 'admin') return;
  const others = await localProfiles(tx).select('role').where('id', '!=', row.id).execute();
  if (others.length > 0 && !others.some((other) => other.role === 'admin')) {
    throw new AppError(
      'forbidden',
      'Make somebody else admin first: one profile has to look after this computer.',
      { reason: 'last_admin' },
    );
  }
}

/** Throws `conflict` where another profile has this name or address. Call inside the transaction that writes. */
async function assertFree(
  tx: Db,
  wanted: { readonly name: string; readonly email?: string },
  except = 0,
): Promise<void> {
  const others = await localProfiles(tx).select(['name', 'email']).where('id', '!=', except).execute();
  const same = (one: string | null, other: string | undefined) =>
    one !== null && other !== undefined && asciiLower(one) === asciiLower(other);
  if (others.some((other) => same(other.email, wanted.email))) {
    throw new AppError('conflict', 'A profile with this e-mail address exists already.', { field: 'email' });
  }
  if (others.some((other) => same(other.name, wanted.name))) {
    throw new AppError('conflict', 'A profile with this name exists already.', { field: 'name' });
  }
}

/** An even spread of hues over names, so that profiles that didn't choose differ. */
function hueFor(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 100_003;
  return (hash * 137) % 360;
}
