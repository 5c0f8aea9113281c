// One API process, put together: everything that it is made of, by hand and in one place. Processes hold no state but
// connections; any number of them serve one Redis.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { collections } from '#shared/sync/collections.ts';
import { limits as messageLimits, protocolVersion } from '#shared/sync/protocol.ts';
import { createAccessTokens } from './accounts/access-tokens.ts';
import { createAccounts } from './accounts/accounts.ts';
import { createPasswords } from './accounts/passwords.ts';
import { createSessions } from './accounts/sessions.ts';
import { createReviews } from './catalogue/reviews.ts';
import { createTitles } from './catalogue/titles.ts';
import type { Config } from './config.ts';
import { createLimits, usualLimits, type LimitFigures } from './http/limits.ts';
import { createMetrics } from './http/metrics.ts';
import { createServer } from './http/server.ts';
import { createSecrets } from './secrets.ts';
import { createRedis } from './store/redis.ts';
import { createFeeds } from './sync/feeds.ts';
import { createLive } from './sync/live.ts';
import { createTombstones } from './sync/tombstones.ts';
import { createViews } from './views/views.ts';

export interface Api {
  /** Where it listens. */
  readonly url: string;
  /** Takes nothing new, ends what is under way, and closes what it opened. */
  stop(): Promise<void>;
}

const stopMs = 10_000;
const arrivalMs = 1000;

/** Resolves once it takes requests. */
export async function startApi(config: Config): Promise<Api> {
  const logger = pino({ level: config.logLevel, base: { pid: process.pid } });
  const nowMs = Date.now;
  const secrets = createSecrets(config.secret, config.oldSecrets);
  const redis = await createRedis({
    urls: config.redis,
    cluster: config.cluster,
    onError: (error) => logger.warn({ err: error }, 'redis'),
  });
  let accepting = true;

  const accessTokens = createAccessTokens(secrets.accessKeys, nowMs);
  const sessions = createSessions({ redis, secrets, accessTokens, nowMs });
  const limits = createLimits(redis, scaled(usualLimits, config.limitsFactor));
  const feeds = createFeeds({ redis, secrets, quota: config.quota });
  const titles = createTitles(redis, nowMs);
  const live = createLive(redis, nowMs);
  const views = createViews({
    redis,
    titles,
    name: randomUUID(),
    onError(error, event) {
      metrics.viewError();
      logger.error({ err: error, event }, 'no view could be made of an event');
    },
  });
  const tombstones = createTombstones({ redis, nowMs, onError: (err) => logger.warn({ err }, 'purge') });
  const metrics = createMetrics({ redis, streams: live.streams, lag: views.lag });
  const accounts = createAccounts({
    redis,
    sessions,
    passwords: createPasswords(),
    limits,
    nowMs,
    registration: config.registration,
    invitation: config.invitation,
    admins: config.admins,
  });
  const server = await createServer({
    logger,
    redis,
    feeds,
    live,
    accessTokens,
    sessions,
    limits,
    metrics,
    metricsToken: config.metricsToken,
    trustProxy: config.trustProxy,
    nowMs,
    accepting: () => accepting,
    handlers: {
      meta: async () => metaOf(config, nowMs()),
      heads: ({ body }) => feeds.heads(body.uids),
      ...accounts,
      ...titles.handlers,
      ...createReviews({ redis, feeds, titles, nowMs }),
    },
  });

  const underWay = new Set<IncomingMessage>();
  server.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    underWay.add(request);
    response.once('close', () => underWay.delete(request));
  });
  await live.start();
  if (config.workers) {
    live.onChange(views.wake);
    views.start();
    tombstones.start();
  }
  const url = await server.listen({ host: config.host, port: config.port });
  return {
    url,
    async stop() {
      accepting = false;
      live.stop();
      await closed(server, underWay);
      await Promise.all([views.stop(), tombstones.stop()]);
      await redis.close();
    },
  };
}

/**
 * Ends when every request under way has its answer, or after a while; those that are still on their way here are waited for
 * shortly, for whoever sent them sends them again. Until then nobody else is let in.
 */
async function closed(server: FastifyInstance, underWay: ReadonlySet<IncomingMessage>): Promise<void> {
  const begun = Date.now();
  // NOTE: a connection that never asked anything counts as busy for Node, which would wait for it.
  const timer = setInterval(() => {
    const waited = Date.now() - begun;
    const awaited = [...underWay].filter(({ complete }) => complete || waited < arrivalMs);
    if (awaited.length === 0 || waited > stopMs) server.server.closeAllConnections();
  }, 20);
  await server.close();
  clearInterval(timer);
}

function metaOf(config: Config, now: number) {
  const { changes, pageRecords, bodyBytes, recordBytes } = messageLimits;
  return {
    service: 'mediary' as const,
    protocol: { oldest: protocolVersion, newest: protocolVersion },
    now,
    collections: Object.fromEntries(
      Object.entries(collections).map(([name, { version }]) => [name, version]),
    ),
    limits: { changes, pageRecords, bodyBytes, recordBytes, records: config.quota },
    registration: config.registration,
    name: config.name,
  };
}

function scaled(figures: LimitFigures, factor: number): LimitFigures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, [points, seconds]]) => [name, [Math.ceil(points * factor), seconds]]),
  ) as unknown as LimitFigures;
}
