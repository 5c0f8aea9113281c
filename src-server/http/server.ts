// The HTTP side: every endpoint of the table gets its route, its checks and its handler. It doesn't listen; whoever makes
// it does that, and closes it.
import { randomBytes } from 'node:crypto';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type * as z from 'zod';
import {
  endpoints,
  httpStatuses,
  livePath,
  requestIdHeader,
  type Endpoint,
  type EndpointName,
} from '#shared/sync/endpoints.ts';
import { isPlainPush } from '#shared/sync/plain.ts';
import { limits as messageLimits, type PullRequest, type PushRequest } from '#shared/sync/protocol.ts';
import type { AccessTokens, Claims } from '../accounts/access-tokens.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { HttpError, unauthenticated } from '../http-error.ts';
import { personKeys } from '../store/keys.ts';
import type { Redis } from '../store/redis.ts';
import type { FeedReply, Feeds } from '../sync/feeds.ts';
import type { Live } from '../sync/live.ts';
import { addBodyParser } from './body.ts';
import { compressed } from './compression.ts';
import { addDocumentation } from './documentation.ts';
import type { Asked, Caller, Handler, HandledName, Handlers } from './handler.ts';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { refusalOf, refuseBytes } from './refusals.ts';
import { createUnderWay } from './under-way.ts';

export interface ServerOptions {
  readonly logger: FastifyBaseLogger;
  readonly redis: Redis;
  readonly feeds: Feeds;
  readonly live: Live;
  readonly handlers: Handlers;
  readonly accessTokens: AccessTokens;
  readonly sessions: Sessions;
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  /** How many proxies are in front. */
  readonly trustProxy: number;
  readonly nowMs: () => number;
  /** False once it is stopping. */
  readonly accepting: () => boolean;
}

/** Longer than the slowest honest network takes for the largest body; a slow attacker holds a connection no longer. */
const requestMs = 30_000;
const headersMs = 10_000;
/** How often it is looked whether a request took so long. */
const lookMs = 5000;
/** A reader that takes nothing of its answer for so long is gone. Live streams write more often than that. */
const stuckMs = 60_000;
/** Requests under way, of an account, and of an address that brings none: an office may share one. */
const mostOfAccount = 40;
const mostOfAddress = 200;
/** Nothing but push is longer. */
const smallBodyBytes = 256 * 2 ** 10;
const ranks = { public: 0, member: 1, moderator: 2, admin: 3 } as const;

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { logger, redis, feeds, live, handlers, accessTokens, sessions, limits, metrics, nowMs } = options;
  const run = randomBytes(6).toString('base64url');
  const ofAccounts = createUnderWay(mostOfAccount);
  const ofAddresses = createUnderWay(mostOfAddress);
  let requests = 0;
  const server = fastify({
    loggerInstance: logger,
    // One line for each request, below, says more than two.
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request costs more than saying its id where something is logged.
    childLoggerFactory: (parent) => parent,
    requestTimeout: requestMs,
    keepAliveTimeout: 65_000,
    connectionTimeout: stuckMs,
    bodyLimit: messageLimits.bodyBytes,
    forceCloseConnections: 'idle',
    // False where none is in front: else each request is searched for the headers of proxies.
    trustProxy: options.trustProxy > 0 && ((_address: string, hop: number) => hop < options.trustProxy),
    exposeHeadRoutes: false,
    genReqId: ({ headers }) => givenId(headers[requestIdHeader]) ?? `${run}-${(++requests).toString(36)}`,
    http: { maxHeaderSize: 16_384, headersTimeout: headersMs, connectionsCheckingInterval: lookMs },
    clientErrorHandler: refuseBytes,
    routerOptions: { maxParamLength: 200 },
    // Addresses that can't be read never come to the error handler.
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
  });
  server.server.maxRequestsPerSocket = 0;

  addBodyParser(server);
  addHeaders(server);
  server.setErrorHandler((error, request, reply) => refuse(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    refuse(new HttpError('not_found', 'There is nothing at this address.'), request, reply),
  );
  // Its routes take over what refuses, as it is by now.
  await addDocumentation(server, ({ ip }) => limits.address(ip));
  server.addHook('onResponse', (request, reply, done) => {
    const { method, id } = request;
    const route = request.routeOptions.url ?? 'none';
    const { statusCode: status, elapsedTime } = reply;
    metrics.request(method, route, status, elapsedTime / 1000);
    logger.info({ reqId: id, route, method, status, ms: Math.round(elapsedTime) }, 'request');
    done();
  });

  addFeeds();
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    if (name !== 'push' && name !== 'pull') addRoute(name);
  }
  addLive();
  addUpkeep();
  return server;

  function addRoute(name: HandledName): void {
    const endpoint: Endpoint = endpoints[name];
    const handler = handlers[name] as unknown as Handler<HandledName>;
    const callers = new WeakMap<FastifyRequest, Caller>();
    server.route({
      method: endpoint.method,
      url: endpoint.path,
      bodyLimit: smallBodyBytes,
      onRequest: async (request, reply) => {
        if (endpoint.access === 'public') {
          ofAddresses.begin(request.ip, reply.raw);
          return limits.address(request.ip);
        }
        const claims = await authenticate(request);
        const role = await sessions.check(claims);
        if (ranks[role] < ranks[endpoint.access])
          throw new HttpError('forbidden', `This is for ${endpoint.access}s.`);
        ofAccounts.begin(claims.uid, reply.raw);
        await limits.account(claims.uid, 1);
        callers.set(request, { claims, role });
      },
      handler: async (request, reply) => {
        const asked = {
          params: checked(endpoint.params, request.params, 'params'),
          query: checked(endpoint.query, request.query, 'query'),
          body: checked(endpoint.body, request.body, 'body'),
          caller: callers.get(request),
          address: request.ip,
        } as unknown as Asked<HandledName>;
        const answer = await handler(asked);
        return reply.code(endpoint.status ?? 200).send(answer);
      },
    });
  }

  function addFeeds(): void {
    addFeed('push', async (claims, body) => {
      const request = body as PushRequest;
      await limits.account(claims.uid, 1 + Math.ceil((request.changes.length - 1) / 50));
      const reply = await feeds.push(claims, request);
      for (const [status, count] of reply.statuses ?? []) metrics.merged(status, count);
      return reply;
    });
    addFeed('pull', async (claims, body) => {
      await limits.account(claims.uid, 1);
      return feeds.pull(claims, body as PullRequest);
    });
  }

  /** Its device is checked by the script that it runs. */
  function addFeed(
    name: 'push' | 'pull',
    answer: (claims: Claims, body: unknown) => Promise<FeedReply>,
  ): void {
    const callers = new WeakMap<FastifyRequest, Claims>();
    server.route({
      method: 'POST',
      url: endpoints[name].path,
      bodyLimit: name === 'push' ? messageLimits.bodyBytes : smallBodyBytes,
      onRequest: async (request, reply) => {
        const claims = await authenticate(request);
        ofAccounts.begin(claims.uid, reply.raw);
        callers.set(request, claims);
      },
      handler: async (request, reply) => {
        const claims = callers.get(request) as Claims;
        const { body: sent } = request;
        const plain = name === 'push' && isPlainPush(sent);
        const message = plain ? sent : checked(endpoints[name].body, sent, 'body');
        const { status, json } = await answer(claims, message);
        const { body, encoding } = await compressed(json, request.headers['accept-encoding']);
        if (encoding !== undefined) void reply.header('content-encoding', encoding);
        return reply.code(status).header('content-type', 'application/json').send(body);
      },
    });
  }

  function addLive(): void {
    server.get(livePath, async (request, reply) => {
      const claims = await authenticate(request);
      await sessions.check(claims);
      await limits.account(claims.uid, 1);
      const { meta } = personKeys(claims.uid);
      const head = Number((await redis.send('HGET', meta, 'seq')) ?? 0);
      if (!options.accepting())
        throw new HttpError('unavailable', 'The server is stopping.', { retryAfter: 1 });
      reply.hijack();
      live.open(claims, reply.raw, { now: nowMs(), head });
    });
  }

  function addUpkeep(): void {
    server.get('/healthz', async (_request, reply) => reply.send({ status: 'ok' }));
    server.get('/readyz', async (_request, reply) => {
      const ready = options.accepting() && redis.ready() && (await answers());
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
    });
    server.get('/metrics', async (request, reply) => {
      const { metricsToken } = options;
      const allowed =
        metricsToken === undefined
          ? ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip)
          : request.headers.authorization === `Bearer ${metricsToken}`;
      if (!allowed) throw new HttpError('not_found', 'There is nothing at this address.');
      return reply.header('content-type', metrics.contentType).send(await metrics.text());
    });
  }

  async function answers(): Promise<boolean> {
    try {
      await redis.sendToAll('PING');
      return true;
    } catch {
      return false;
    }
  }

  async function authenticate(request: FastifyRequest): Promise<Claims> {
    try {
      const [scheme, token] = (request.headers.authorization ?? '').split(' ');
      if (scheme?.toLowerCase() !== 'bearer' || token === undefined)
        throw unauthenticated('This needs an access token.');
      return await accessTokens.read(token);
    } catch (error) {
      await limits.address(request.ip);
      throw error;
    }
  }

  function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const refusal = refusalOf(error);
    const { code, details, retryAfter } = refusal;
    metrics.refused(code);
    const reqId = request.id;
    if (code === 'internal') logger.error({ reqId, err: error }, 'failed');
    else if (code === 'unavailable') logger.warn({ reqId, err: refusal.cause }, refusal.message);
    if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
    // What is left of the body isn't waited for.
    if (code === 'too_large' || code === 'timeout') void reply.header('connection', 'close');
    if (code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
    const { message } = refusal;
    return reply.code(httpStatuses[code]).send({ error: { code, message, ...(details && { details }) } });
  }
}

/** Few, for each is a part of every round of every device. Answers are data that no page shows. */
function addHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header(requestIdHeader, request.id);
    void reply.header('cache-control', 'no-store');
    void reply.header('x-content-type-options', 'nosniff');
    if (request.protocol === 'https') void reply.header('strict-transport-security', 'max-age=31536000');
    if (!request.url.startsWith('/docs'))
      void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    done();
  });
}

function checked(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = [part, ...(issue?.path ?? [])].join('.');
  const expected = issue?.message ?? 'not valid';
  throw new HttpError('invalid_input', `${at}: ${expected}`, { details: { at, expected } });
}

function givenId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[\w-]{8,64}$/.test(header) ? header : undefined;
}
