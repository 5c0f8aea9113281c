// How a profile wants to see things. What was never set has its default here.
import type { Settings } from '#shared/api/profiles.ts';
import { settings as settingsSchema } from '#shared/api/profiles.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers } from '../dispatch.ts';

const defaults: Settings = {
  theme: 'system',
  density: 'comfortable',
  ratingScale: 'ten',
  language: 'system',
};

export function createSettings({
  db,
  clock,
}: {
  readonly db: Db;
  readonly clock: Clock;
}): Handlers<'settings'> {
  async function read(userId: number): Promise<Settings> {
    const rows = await db
      .selectFrom('settings')
      .select(['key', 'value'])
      .where('user_id', '=', userId)
      .execute();
    const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
    const known = settingsSchema.partial().strip().safeParse(stored);
    return { ...defaults, ...(known.success ? withoutUndefined(known.data) : {}) };
  }

  return {
    'settings.get': (_input, { person }) => read(person.id),
    'settings.set': async (input, { person }) => {
      await transact(db, async (tx) => {
        for (const [key, value] of Object.entries(withoutUndefined(input))) {
          const row = {
            user_id: person.id,
            key,
            value: JSON.stringify(value),
            updated_at: clock.now().toISOString(),
          };
          await tx
            .insertInto('settings')
            .values(row)
            .onConflict((on) =>
              on.columns(['user_id', 'key']).doUpdateSet({ value: row.value, updated_at: row.updated_at }),
            )
            .execute();
        }
      });
      return await read(person.id);
    },
  };
}

function withoutUndefined(
  input: Partial<Settings> | { [K in keyof Settings]?: Settings[K] | undefined },
): Partial<Settings> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
