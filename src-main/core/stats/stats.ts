// Statistics: figures of any period and kind, and the titles behind each. Reads only. A profile's entries are read
// once and mended where something is written; another period or kind is counted without the database.
import type Database from 'better-sqlite3';
import type { MediaId, UserId } from '#shared/api/contract.ts';
import type { HandlerInput } from '#shared/api/index.ts';
import type { Statistics } from '#shared/api/stats.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { AppError } from '#shared/errors.ts';
import type { Caches } from '../cache.ts';
import { rowToReference, rowToSummary, selectSummaries } from '../catalog/media-rows.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import type { Handlers } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { titlesBehind } from './behind.ts';
import { epochDay, localDayNumber, dateNumber } from './days.ts';
import { createCrowdReader, crowdOf, type CrowdByKind } from './everyone.ts';
import { figuresOf, type Figures } from './figures.ts';
import { createLedgers } from './ledgers.ts';
import { select } from './selection.ts';

export interface StatsDeps {
  readonly db: Db;
  /** The connection under `db`. */
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly caches: Caches;
}

export interface Stats {
  readonly handlers: Handlers<'stats'>;
  /** Somebody signed in: what their page shows first is counted in a quiet moment. */
  warm(userId: UserId): void;
  /** Another process wrote: nothing that was read of titles and of others is right any more. */
  forget(): void;
  close(): void;
}

/** After signing in, other pages come first; in ms. */
const untilQuiet = 1000;

export function createStats({ db, sqlite, clock, events, caches }: StatsDeps): Stats {
  const cache = caches.statistics;
  const ledgers = createLedgers(sqlite, alone);
  const readCrowd = createCrowdReader(sqlite, alone);
  let crowds = new Map<number, Promise<CrowdByKind>>();
  const warming = new Set<NodeJS.Timeout>();

  events.subscribe((published) => {
    ledgers.heard(published);
    const { event, payload } = published;
    if (event === 'review.saved' || event === 'review.deleted') {
      // Everybody else's ratings are as they were for the one who rated.
      const { userId } = payload as { readonly userId: number };
      const own = crowds.get(userId);
      crowds = new Map(own ? [[userId, own]] : []);
    } else if (changesCrowds.has(event)) crowds = new Map();
  });

  function forget(): void {
    ledgers.forget();
    crowds = new Map();
  }

  /** Between transactions: a statement of another's open one would show what may yet be rolled back. */
  async function alone<T>(step: () => T): Promise<T> {
    return await db.connection().execute(() => Promise.resolve(step()));
  }

  async function crowdFor(userId: number): Promise<CrowdByKind> {
    const known = crowds.get(userId);
    if (known) return await known;
    const reading = readCrowd(userId);
    crowds.set(userId, reading);
    reading.catch(() => crowds.delete(userId));
    return await reading;
  }

  async function figuresFor(
    userId: number,
    { period, kind }: HandlerInput<'stats.get'>,
  ): Promise<Statistics> {
    const today = epochDay(localDayNumber(clock.now()));
    const key = `figures ${userId} ${today} ${kind ?? ''} ${period.from ?? ''} ${period.to ?? ''}`;
    const { value } = await cache.get(key, async () =>
      withTitles(db, figuresOf(await ledgers.get(userId), period, kind, today)),
    );
    return value as Statistics;
  }

  return {
    warm(userId) {
      const timer = setTimeout(() => {
        warming.delete(timer);
        // Who opens the page hears of what went wrong.
        figuresFor(userId, { period: {} }).catch(() => undefined);
      }, untilQuiet).unref();
      warming.add(timer);
    },
    forget,
    close() {
      for (const timer of warming) clearTimeout(timer);
    },
    handlers: {
      'stats.get': (selection, { person }) => figuresFor(person.id, selection),

      'stats.everyone': async ({ kind }, { person }) => crowdOf(await crowdFor(person.id), kind),

      'stats.titles': async ({ period, kind, facet, value, cursor, limit }, { person }) => {
        const after = cursor === null ? undefined : readCursor(cursor);
        const behind = titlesBehind(select(await ledgers.get(person.id), period, kind), facet, value);
        const from = after
          ? behind.findIndex(
              ({ date, mediaId }) =>
                dateNumber(date) < after.date || (dateNumber(date) === after.date && mediaId < after.mediaId),
            )
          : 0;
        const page = from === -1 ? [] : behind.slice(from, from + limit);
        const last = page.at(-1);
        const isMore = last !== undefined && from + limit < behind.length;
        const rows = await selectSummaries(db, person.id)
          .where('media.id', 'in', page.map(({ mediaId }) => mediaId))
          .execute(); // prettier-ignore
        const summaries = new Map(rows.map((row) => [row.id, rowToSummary(row)]));
        return {
          items: page.flatMap(({ mediaId, entries, date }) => {
            const summary = summaries.get(mediaId);
            return summary ? { ...summary, entries, date } : [];
          }),
          nextCursor: isMore ? JSON.stringify([dateNumber(last.date), last.mediaId]) : null,
          total: cursor === null ? behind.length : null,
        };
      },
    },
  };
}

/** Events after which others' ratings may be others. */
const changesCrowds: ReadonlySet<string> = new Set([
  'catalog.changed',
  'profiles.changed',
  'database.changed',
  'database.restored',
]);

/** A title that was deleted a moment ago is left out. */
async function withTitles(db: Db, figures: Figures): Promise<Statistics> {
  const { first, last, mostPlayed, best } = figures;
  const ids = [first, last, ...mostPlayed, ...best].flatMap((one) => (one ? one.mediaId : []));
  const rows = await db
    .selectFrom('media')
    .select(['id', 'uid', 'kind', 'title', 'year', 'creator'])
    .where('id', 'in', ids)
    .execute();
  const media = new Map(rows.map((row) => [row.id, rowToReference(row)]));
  const fill = <T extends { readonly mediaId: number }>({ mediaId, ...rest }: T) => {
    const reference = media.get(mediaId);
    return reference ? [{ media: reference, ...rest }] : [];
  };
  return {
    ...figures,
    first: (first && fill(first)[0]) ?? null,
    last: (last && fill(last)[0]) ?? null,
    mostPlayed: mostPlayed.flatMap(fill),
    best: best.flatMap(({ mediaId, rating }) => fill({ mediaId, rating: rating as Rating })),
  };
}

function readCursor(cursor: string): { date: number; mediaId: MediaId } {
  try {
    const parts: unknown = JSON.parse(cursor);
    if (Array.isArray(parts) && Number.isSafeInteger(parts[0]) && Number.isSafeInteger(parts[1]))
      return { date: Number(parts[0]), mediaId: Number(parts[1]) as MediaId };
  } catch {
    // Not JSON: refused below, like every other cursor that isn't ours.
  }
  throw new AppError('invalid_input', 'cursor: does not belong to this list', { field: 'cursor' });
}
