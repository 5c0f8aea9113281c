// Two people of this computer: their taste match, and what to watch together.
import type { UserId } from '#shared/api/contract.ts';
import type { TasteMatch, Together } from '#shared/api/people.ts';
import { AppError } from '#shared/errors.ts';
import type { Caches } from '../cache.ts';
import type { Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import type { ReadyModel } from '../discovery/model-host.ts';
import { profileById, type UserRow } from '../profiles/profile-queries.ts';
import { matchOf } from './match.ts';
import { suggestTogether } from './together.ts';

export interface PeopleDeps {
  readonly db: Db;
  readonly caches: Caches;
  /** Discovery's newest model of everybody's taste. */
  readonly model: () => Promise<ReadyModel>;
}

export function createPeople({ db, caches, model }: PeopleDeps): Handlers<'people'> {
  /** Somebody else with a profile here; authors that came with an import aren't people who sit down beside one. */
  async function companion(userId: UserId, person: Person): Promise<UserRow> {
    if (userId === person.id)
      throw new AppError('invalid_input', 'userId: expected somebody else', { field: 'userId' });
    const found = await profileById(db, userId);
    if (!found) throw new AppError('not_found', 'There is no such profile.', { userId });
    return found;
  }

  return {
    'people.match': async ({ userId }, { person }) => {
      const { name, hue } = await companion(userId, person);
      const { value } = await caches.statistics.get(`match ${person.id} ${userId}`, () =>
        matchOf(db, person.id, userId),
      );
      return { ...(value as Omit<TasteMatch, 'person'>), person: { id: userId, name, hue } };
    },

    'people.together': async ({ userId, kind, limit }, { person }) => {
      await companion(userId, person);
      const ready = await model();
      const key = JSON.stringify(['together', person.id, userId, kind, limit]);
      const { value } = await caches.recommendations.get(key, () =>
        suggestTogether(db, ready, { own: person.id, theirs: userId }, kind, limit),
      );
      return value as Together[];
    },
  };
}
