// Discovery: recommendations, "also liked", trending, hidden gems, this day in other years, one pick. Reads what the
// worker's model knows and what the profile holds; writes only "not interested".
import type { MediaId } from '#shared/api/contract.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { Rating } from '#shared/domain/rating.ts';
import type { Caches } from '../cache.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers } from '../dispatch.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import { assertTitle } from '../reviews/reviews.ts';
import { setDismissed } from './dismissals.ts';
import { hiddenGems } from './hidden-gems.ts';
import { createModelHost, type ReadyModel } from './model-host.ts';
import { playsOnThisDay } from './on-this-day.ts';
import { pickOne } from './pick.ts';
import { similarTo } from './similar.ts';
import { filterOf, rankFor, suggest, summariesById, type Ranked } from './suggestions.ts';
import { hottest } from './trending.ts';

export interface DiscoveryDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  readonly caches: Caches;
  readonly log: Log;
  readonly worker: URL;
  readonly databaseFile: string;
  /** Where the model is kept; may be thrown away. */
  readonly modelFile: string;
}

export interface Discovery {
  readonly handlers: Handlers<'discovery'>;
  /** The newest model, for what is made of two people's rankings. */
  model(): Promise<ReadyModel>;
  /** Resolves when no model is being built. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export function createDiscovery(deps: DiscoveryDeps): Discovery {
  const { db, clock, events, caches, log } = deps;
  const cache = caches.recommendations;
  const host = createModelHost({
    worker: deps.worker,
    databaseFile: deps.databaseFile,
    modelFile: deps.modelFile,
    log,
    onModel: () => {
      cache.clear();
      events.publish('discovery.changed', {});
    },
  });
  const endWatch = events.subscribe(({ event }) => {
    if (writes.has(event)) host.changed();
    if (event === 'database.restored') {
      host.restored();
      cache.clear();
    }
  });

  /** What a profile was answered for one question, kept until a commit makes it wrong. */
  async function cached<T extends object>(question: unknown, load: () => Promise<T>): Promise<T> {
    return (await cache.get(JSON.stringify(question), load)).value as T;
  }

  /** One ranking serves suggestions, gems and picks until a commit makes it wrong. */
  function rankedFor(ready: ReadyModel, userId: number): Promise<Ranked> {
    return cached(['ranked', userId], () => rankFor(db, ready, userId));
  }

  const handlers: Handlers<'discovery'> = {
    'discovery.recommend': async (input, { person }) => {
      // Outside the cache: a stale model is looked into even while answers are kept.
      const ready = await host.get();
      return await cached(['recommend', person.id, input], async () => {
        const ranked = await rankedFor(ready, person.id);
        return {
          items: await suggest(db, person.id, ranked, input.limit, filterOf(ranked, input.kind, input.genre)),
        };
      });
    },

    'discovery.similar': async ({ mediaId, limit }, { person }) => {
      await assertTitle(db, mediaId);
      const ready = await host.get();
      return await cached(['similar', person.id, mediaId, limit], async () =>
        inOrder(await similarTo(db, ready, mediaId, limit + 5), person.id, limit),
      );
    },

    'discovery.trending': ({ kind, limit }, { person }) =>
      cached(['trending', person.id, kind, limit], async () => {
        const hot = await hottest(db, clock.now(), kind, limit);
        const summaries = await summariesById(db, person.id, [...hot.keys()]);
        return [...hot].flatMap(([mediaId, heat]) => {
          const summary = summaries.get(mediaId);
          return summary ? { ...summary, heat } : [];
        });
      }),

    'discovery.hiddenGems': async ({ kind, limit }, { person }) => {
      const ready = await host.get();
      return await cached(['gems', person.id, kind, limit], async () => {
        const ranked = await rankedFor(ready, person.id);
        return await hiddenGems(db, person.id, ranked, kind, limit);
      });
    },

    'discovery.onThisDay': async ({ limit }, { person }) => {
      const plays = await playsOnThisDay(db, person.id, clock.now(), limit);
      const summaries = await summariesById(
        db,
        person.id,
        plays.map(({ media_id: mediaId }) => mediaId),
      );
      return plays.flatMap((play) => {
        const media = summaries.get(play.media_id);
        return media
          ? { playId: play.id, playedOn: play.played_on, rating: play.rating as Rating | null, media }
          : [];
      });
    },

    'discovery.pick': async (input, { person }) => {
      const ranked = await rankedFor(await host.get(), person.id);
      return await pickOne(db, person.id, ranked, input);
    },

    'discovery.status': async () => host.status(),

    'discovery.dismiss': async ({ mediaId, on }, { person }) => {
      await transact(db, async (tx, afterCommit) => {
        await assertTitle(tx, mediaId);
        await setDismissed(tx, person.id, mediaId, on, clock.now().toISOString());
        afterCommit(() => {
          cache.clear();
          events.publish('shelves.changed', { mediaId, userId: person.id }, person.id);
        });
      });
      return {};
    },
  };

  async function inOrder(
    mediaIds: readonly number[],
    userId: number,
    limit: number,
  ): Promise<MediaSummary[]> {
    const summaries = await summariesById(db, userId, mediaIds);
    return mediaIds.flatMap((mediaId) => summaries.get(mediaId as MediaId) ?? []).slice(0, limit);
  }

  return {
    handlers,
    model: () => host.get(),
    idle: () => host.idle(),
    async close() {
      endWatch();
      await host.close();
    },
  };
}

/** Events after which the model may be out of date. */
const writes: ReadonlySet<string> = new Set([
  'review.saved',
  'review.deleted',
  'shelves.changed',
  'diary.changed',
  'catalog.changed',
  'database.changed',
] as const);
