// The catalogue: adding, editing and removing titles, and the lists over them.
import { sql } from 'kysely';
import type Database from 'better-sqlite3';
import type { MediaId } from '#shared/api/contract.ts';
import type { Media, MediaDraft } from '#shared/api/catalog.ts';
import type { HandlerInput, MethodOutput } from '#shared/api/index.ts';
import { lastYear } from '#shared/domain/media-kind.ts';
import { AppError } from '#shared/errors.ts';
import type { Caches } from '../cache.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import { isModerator, type Handlers, type Person } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { externalIdsOf, mediaDetails } from './media-details.ts';
import { countTitles, listPage } from './media-list.ts';
import { rowToSummary, selectSummaries } from './media-rows.ts';
import { createMediaWriter, type TitleFacts } from './media-writer.ts';
import { createMerges, mergeOf } from './merges.ts';
import { titleCounts } from './title-counts.ts';

export interface CatalogDeps {
  readonly db: Db;
  /** The connection under `db`: the writer's statements run on it, inside `transact`. */
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly caches: Caches;
}

export function createCatalog({
  db,
  sqlite,
  clock,
  events,
  caches,
}: CatalogDeps): Omit<Handlers<'catalog'>, 'catalog.search'> {
  const writer = createMediaWriter(sqlite);
  events.subscribe(({ event }) => {
    if (event === 'database.restored') writer.reset();
  });
  const now = () => clock.now().toISOString();

  function changed(id: number): void {
    caches.clear();
    events.publish('catalog.changed', { mediaId: id as MediaId });
  }

  async function get(id: number, person: Person): Promise<Media> {
    const { value } = await caches.titles.get(`${person.id}:${id}`, async () => {
      const found = await mediaDetails(db, id, person);
      if (!found) throw await noTitle(db, id);
      return found;
    });
    return value as Media;
  }

  /** Kept until something is written: counting a million titles takes longer than listing sixty. */
  async function count(userId: number, { filter, sort }: HandlerInput<'catalog.list'>): Promise<number> {
    const { kind, ...others } = filter;
    if (sort !== 'mine' && Object.keys(others).length === 0) {
      const counts = await titleCounts(db);
      return kind === undefined ? counts.movie + counts.web_show + counts.song : counts[kind];
    }
    const order = { filter, sort: sort === 'mine' ? sort : ('title' as const) };
    const { value } = await caches.lists.get(JSON.stringify(['count', userId, order]), async () => ({
      total: await countTitles(db, userId, order),
    }));
    return (value as { readonly total: number }).total;
  }

  /** A rolled-back write may have taken genres with it that the writer remembers. */
  async function write<T>(work: (tx: Db, afterCommit: (hook: () => void) => void) => Promise<T>): Promise<T> {
    try {
      return await transact(db, work);
    } catch (error) {
      writer.reset();
      throw error;
    }
  }

  return {
    ...createMerges({ db, sqlite, writer, clock, events, caches }),

    'catalog.add': async (draft, { person }) => {
      const facts = draftToFacts(draft);
      const id = await write(async (tx, afterCommit) => {
        const there = writer.findMeant(writer.uidOf(facts));
        if (there && !there.deleted) throw await duplicate(tx, there.id);
        await assertIdsFree(tx, facts, there?.id);
        if (there) {
          writer.restore(there.id, now());
          // What went into another title stays what it is; that one is meant, under its own name.
          if (writer.findByUid(writer.uidOf(facts))?.id === there.id) writer.update(there.id, facts, now());
        }
        const written = there?.id ?? writer.insert(facts, person.id, now());
        afterCommit(() => changed(written));
        return written;
      });
      return await get(id, person);
    },

    'catalog.edit': async ({ id, draft }, { person }) => {
      const facts = draftToFacts(draft);
      await write(async (tx, afterCommit) => {
        await assertMayChange(tx, id, person);
        const there = writer.findByUid(writer.uidOf(facts));
        if (there && there.id !== id) throw await duplicate(tx, there.id);
        await assertIdsFree(tx, facts, id);
        writer.update(
          id,
          { ...facts, externalIds: keepSiblings(await externalIdsOf(tx, id), facts.externalIds) },
          now(),
        );
        afterCommit(() => changed(id));
      });
      return await get(id, person);
    },

    'catalog.delete': async ({ id }, { person }) => {
      await write(async (tx, afterCommit) => {
        await assertMayChange(tx, id, person);
        writer.remove(id, now());
        afterCommit(() => changed(id));
      });
      return {};
    },

    'catalog.restore': async ({ id }, { person }) => {
      await write(async (tx, afterCommit) => {
        const row = await tx
          .selectFrom('media')
          .select(['deleted_at', 'added_by'])
          .where('id', '=', id)
          .executeTakeFirst();
        if (!row) throw new AppError('not_found', `There is no title with the id ${id}.`, { mediaId: id });
        assertOwner(row.added_by, person);
        if (row.deleted_at === null) return;
        if (await mergeOf(tx, id))
          throw new AppError('conflict', 'This title went into another one. Take the merge apart instead.', {
            reason: 'merged',
            mediaId: id,
          });
        writer.restore(id, now());
        afterCommit(() => changed(id));
      });
      return await get(id, person);
    },

    'catalog.get': ({ id }, { person }) => get(id, person),

    'catalog.list': async (input, { person }) => {
      const { rows, nextCursor } = await listPage(db, caches.lists, person.id, input);
      const isFirst = input.cursor === null && input.offset === 0;
      const total = isFirst ? await count(person.id, input) : null;
      return { items: rows.map(rowToSummary), nextCursor, total };
    },

    'catalog.genres': async ({ kind }) => {
      const { rows } = await sql<{ name: string; count: number }>`
        SELECT genres.name, count(*) AS count FROM genres
        JOIN media_genres ON genre_id = genres.id JOIN media ON media.id = media_id
        WHERE media.deleted_at IS NULL ${kind === undefined ? sql`` : sql`AND media.kind = ${kind}`}
        GROUP BY genres.id ORDER BY count DESC, genres.name`.execute(db);
      return rows;
    },

    'catalog.counts': () => titleCounts(db),

    'catalog.topRated': async (input, { person }) => {
      const { value } = await caches.topRated.get(JSON.stringify([person.id, input]), async () => {
        const { kind, yearFrom = 1, yearTo = lastYear, limit } = input;
        const isPeriod = input.yearFrom !== undefined || input.yearTo !== undefined;
        const rows = await selectSummaries(db, person.id)
          .where('media.weighted_rating', '>', 0)
          .$if(kind !== undefined, (query) => query.where('media.kind', '=', kind ?? 'movie'))
          // The plus keeps SQLite to the index in the leaderboard's order.
          .$if(isPeriod, (query) =>
            query.where(sql<boolean>`+coalesce(media.year, 0) BETWEEN ${yearFrom} AND ${yearTo}`),
          )
          .orderBy('media.weighted_rating', 'desc')
          .orderBy('media.id', 'desc')
          .limit(limit)
          .execute();
        return rows.map((row) => ({ ...rowToSummary(row), weightedRating: row.weighted_rating }));
      });
      return value as MethodOutput<'catalog.topRated'>;
    },
  };
}

/** A title that went into another one tells which. */
async function noTitle(db: Db, id: number): Promise<AppError> {
  const merge = await mergeOf(db, id);
  return new AppError('not_found', `There is no title with the id ${id}.`, {
    mediaId: id,
    ...(merge && { mergedInto: merge.keep_id }),
  });
}

function draftToFacts(draft: MediaDraft): TitleFacts {
  const externalIds = Object.entries(draft.externalIds).flatMap(([source, value]) =>
    value === undefined ? [] : [[source, value] as const],
  );
  return { ...draft, externalIds };
}

/** A draft names one id of a source, a title may have several: naming one of them keeps the others. */
function keepSiblings(
  stored: Media['externalIds'],
  named: TitleFacts['externalIds'],
): TitleFacts['externalIds'] {
  return named.flatMap(([source, value]) => {
    const siblings = stored[source as keyof typeof stored] ?? [];
    return (siblings.includes(value) ? siblings : [value]).map((sibling) => [source, sibling] as const);
  });
}

async function assertMayChange(tx: Db, id: number, person: Person): Promise<void> {
  const row = await tx
    .selectFrom('media')
    .select('added_by')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `There is no title with the id ${id}.`, { mediaId: id });
  assertOwner(row.added_by, person);
}

function assertOwner(addedBy: number | null, person: Person): void {
  if (addedBy === person.id || isModerator(person)) return;
  throw new AppError('forbidden', 'Only who added a title, or a moderator, may change it.', {
    reason: 'not_owner',
  });
}

async function duplicate(tx: Db, id: number): Promise<AppError> {
  const row = await tx
    .selectFrom('media')
    .select(['title', 'year', 'deleted_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const name = row.year === null ? row.title : `${row.title} (${row.year})`;
  return new AppError('conflict', `This title is there already: ${name}, id ${id}.`, {
    reason: 'duplicate_title',
    mediaId: id,
    title: row.title,
    deleted: row.deleted_at !== null,
  });
}

async function assertIdsFree(tx: Db, facts: TitleFacts, except: number | undefined): Promise<void> {
  for (const [source, value] of facts.externalIds) {
    const owner = await tx
      .selectFrom('external_ids')
      .select('media_id')
      .where('source', '=', source)
      .where('value', '=', value)
      .executeTakeFirst();
    if (owner && owner.media_id !== except) throw await duplicate(tx, owner.media_id);
  }
}
