// What people say of rows, kept: for one import, so that a resume reads its rows as the first run did, and as
// decisions that the next imports of the same source use. And how a header was mapped the last time.
import { createHash } from 'node:crypto';
import { importFields } from '#shared/api/import-fields.ts';
import type { KeptMapping } from '#shared/api/import-plans.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import { importOptions } from '#shared/api/imports.ts';
import type { Db } from '../db/db.ts';
import { isNameKey, type KeyedChoice } from './title-choices.ts';

/** SQLite takes some thousand parameters at a time. */
const portion = 500;

export async function choicesOfImport(db: Db, importId: number): Promise<KeyedChoice[]> {
  const rows = await db
    .selectFrom('import_choices')
    .select(['key', 'action', 'media_id'])
    .where('import_id', '=', importId)
    .execute();
  return rows.map(({ key, action, media_id: mediaId }) => [key, action, mediaId]);
}

/** Call inside the transaction that adds the import. */
export async function keepChoices(tx: Db, importId: number, choices: readonly KeyedChoice[]): Promise<void> {
  for (let at = 0; at < choices.length; at += portion) {
    await tx
      .insertInto('import_choices')
      .values(
        choices
          .slice(at, at + portion)
          .map(([key, action, mediaId]) => ({ import_id: importId, key, action, media_id: mediaId })),
      )
      .execute();
  }
}

export async function dropChoices(db: Db, importId: number): Promise<void> {
  await db.deleteFrom('import_choices').where('import_id', '=', importId).execute();
}

/** What was decided for names of this source. Decisions whose title is gone are no decisions. */
export async function decisionsOf(db: Db, userId: number, source: string): Promise<KeyedChoice[]> {
  const rows = await db
    .selectFrom('import_decisions')
    .leftJoin('media', 'media.id', 'import_decisions.media_id')
    .select(['key', 'action', 'media_id', 'media.deleted_at'])
    .where('import_decisions.user_id', '=', userId)
    .where('source', '=', source)
    .execute();
  return rows
    .filter(({ deleted_at: deletedAt }) => deletedAt === null)
    .map(({ key, action, media_id: mediaId }) => [key, action, mediaId]);
}

/** Of the choices, those for names: they count for the next file as well. */
export async function rememberDecisions(
  tx: Db,
  { userId, source, time }: { readonly userId: number; readonly source: string; readonly time: string },
  choices: readonly KeyedChoice[],
): Promise<void> {
  const named = choices.filter(([key]) => isNameKey(key));
  for (let at = 0; at < named.length; at += portion) {
    await tx
      .insertInto('import_decisions')
      .values(
        named.slice(at, at + portion).map(([key, action, mediaId]) => ({
          user_id: userId,
          source,
          key,
          action,
          media_id: mediaId,
          decided_at: time,
        })),
      )
      .onConflict((on) =>
        on.columns(['user_id', 'source', 'key']).doUpdateSet((is) => ({
          action: is.ref('excluded.action'),
          media_id: is.ref('excluded.media_id'),
          decided_at: is.ref('excluded.decided_at'),
        })),
      )
      .execute();
  }
}

export async function forgetDecisionsFor(
  tx: Db,
  userId: number,
  source: string,
  keys: readonly string[],
): Promise<void> {
  for (let at = 0; at < keys.length; at += portion) {
    await tx
      .deleteFrom('import_decisions')
      .where('user_id', '=', userId)
      .where('source', '=', source)
      .where('key', 'in', keys.slice(at, at + portion))
      .execute();
  }
}

/** All of them, those for a source, or the one of this name in it. */
export async function forgetDecisions(
  db: Db,
  userId: number,
  { source, key }: { readonly source?: string | undefined; readonly key?: string | undefined },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('import_decisions')
    .where('user_id', '=', userId)
    .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
    .$if(key !== undefined, (query) => query.where('key', '=', key ?? ''))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** The latest first, by offset: people have some hundreds. */
export async function listDecisions(db: Db, userId: number, offset: number, limit: number) {
  const rows = await db
    .selectFrom('import_decisions')
    .select(['source', 'key', 'action', 'media_id', 'decided_at'])
    .where('user_id', '=', userId)
    .orderBy('decided_at', 'desc')
    .orderBy('source')
    .orderBy('key')
    .offset(offset)
    .limit(limit)
    .execute();
  return rows.map(({ media_id: mediaId, decided_at: decidedAt, ...row }) => ({ ...row, mediaId, decidedAt }));
}

/** The latest first. Those that no longer fit are left out: they count for nothing. */
export async function listMappings(db: Db, userId: number): Promise<KeptMapping[]> {
  const rows = await db
    .selectFrom('import_mappings')
    .select(['header', 'options', 'used_at'])
    .where('user_id', '=', userId)
    .orderBy('used_at', 'desc')
    .execute();
  return rows.flatMap(({ header: key, options, used_at: usedAt }) => {
    const { success, data } = importOptions.safeParse(JSON.parse(options));
    if (!success) return [];
    const { shape, kind, mapping } = data;
    const columns = importFields.flatMap((field) => {
      const column = mapping[field];
      return column === undefined ? [] : [{ column, field }];
    });
    return [{ key, shape, kind, columns, usedAt }];
  });
}

/** Options that were used for a file of exactly these columns; undefined where there are none that still fit. */
export async function rememberedOptions(
  db: Db,
  userId: number,
  header: readonly string[],
): Promise<ImportOptions | undefined> {
  const row = await db
    .selectFrom('import_mappings')
    .select('options')
    .where('user_id', '=', userId)
    .where('header', '=', headerKey(header))
    .executeTakeFirst();
  if (!row) return undefined;
  const parsed = importOptions.safeParse(JSON.parse(row.options));
  return parsed.success ? parsed.data : undefined;
}

export async function rememberOptions(
  tx: Db,
  { userId, time }: { readonly userId: number; readonly time: string },
  header: readonly string[],
  options: ImportOptions,
): Promise<void> {
  const row = { options: JSON.stringify(options), used_at: time };
  await tx
    .insertInto('import_mappings')
    .values({ user_id: userId, header: headerKey(header), ...row })
    .onConflict((on) => on.columns(['user_id', 'header']).doUpdateSet(row))
    .execute();
}

export async function forgetMappings(
  db: Db,
  userId: number,
  {
    header,
    key = header && headerKey(header),
  }: { readonly header?: readonly string[] | undefined; readonly key?: string | undefined },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('import_mappings')
    .where('user_id', '=', userId)
    .$if(key !== undefined, (query) => query.where('header', '=', key ?? ''))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Headers have up to a thousand names of any length. */
function headerKey(header: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(header)).digest('hex');
}
