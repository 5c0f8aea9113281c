// A server for tests of the client: the simulator's model of it behind the real HTTP shapes, with a network that fails on
// demand. Everything that is asked of it is kept, headers included.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import {
  endpoints,
  livePath,
  type ErrorBody,
  type HttpErrorCode,
  httpStatuses,
} from '#shared/sync/endpoints.ts';
import { pullRequest, pushRequest, type PushRequest, type Reply } from '#shared/sync/protocol.ts';
import { isAlive } from '#shared/sync/record.ts';
import type { Refusal } from '#shared/sync/replica-store.ts';
import type { Fetch } from '#main/core/sync/server.ts';
import {
  createModelServer,
  serverRules,
  type ModelServer,
} from '../../shared/sync/simulator/model-server.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FakeServer {
  readonly fetch: Fetch;
  readonly model: ModelServer;
  readonly asked: readonly Asked[];
  /** What happens to the next requests of a path; 'cut': it is done, and the reply lost. */
  fail(path: string, how: Failure, times?: number): void;
  /** What it says of changes of a collection from now on, instead of taking them; null: it takes them again. */
  refuse(collection: string, status: Refusal | null): void;
  /** Every reply takes as long, in ms. */
  delay(ms: number): void;
  /** Nobody is reached. */
  setOffline(offline: boolean): void;
  /** Ends every access token. */
  expire(): void;
  /** Signs a device out. */
  signOut(device: string): void;
  /** Sends an event to every open stream. */
  send(text: string): void;
  readonly streams: number;
  poke(): void;
  readonly refreshTokens: ReadonlySet<string>;
  /** Whose account a token is of, also of one that ended; undefined for what is no token. */
  ownerOf(token: string): string | undefined;
}

export type Failure =
  | 'cut'
  | {
      readonly status: number;
      readonly code?: HttpErrorCode;
      readonly retryAfter?: string;
      readonly body?: string;
    };

const hour = 3_600_000;
export const accountPassword = 'amber kettle orbit 9';

export function createFakeServer(nowMs: () => number = Date.now): FakeServer {
  const model = createModelServer(serverRules, nowMs);
  const asked: Asked[] = [];
  const failures = new Map<string, Failure[]>();
  const accounts = new Map<
    string,
    { readonly uid: string; readonly name: string; readonly email: string; password: string }
  >();
  const devices = new Map<string, { readonly id: string; readonly name: string; readonly email: string }>();
  /** Access and refresh tokens, with the device that they are of. */
  const access = new Map<string, string>();
  const refresh = new Map<string, string>();
  const owners = new Map<string, string>();
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const refusals = new Map<string, Refusal>();
  let offline = false;
  let delayMs = 0;
  let count = 0;

  const fake: FakeServer = {
    model,
    asked,
    get streams() {
      return streams.size;
    },
    get refreshTokens() {
      return new Set(refresh.keys());
    },
    fail(path, how, times = 1) {
      failures.set(path, [...(failures.get(path) ?? []), ...Array.from({ length: times }, () => how)]);
    },
    refuse(collection, status) {
      if (status === null) refusals.delete(collection);
      else refusals.set(collection, status);
    },
    delay(ms) {
      delayMs = ms;
    },
    setOffline(value) {
      offline = value;
      if (offline) for (const stream of streams) stream.error(new TypeError('terminated'));
      if (offline) streams.clear();
    },
    expire: () => access.clear(),
    ownerOf: (token) => owners.get(token),
    signOut(id) {
      devices.delete(id);
      for (const tokens of [access, refresh])
        for (const [token, of] of tokens) if (of === id) tokens.delete(token);
    },
    send(text) {
      for (const stream of streams) stream.enqueue(new TextEncoder().encode(text));
    },
    poke() {
      fake.send(`event: poke\ndata: ${JSON.stringify({ feed: 'own', head: model.seq() })}\n\n`);
    },
    async fetch(address, init) {
      await sleep(delayMs);
      if (offline) throw new TypeError('fetch failed');
      const { pathname } = new URL(address);
      const headers = Object.fromEntries(new Headers(init.headers).entries());
      const bytes =
        init.body === undefined || init.body === null ? Buffer.alloc(0) : Buffer.from(init.body as string);
      const body = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
      asked.push({ method: init.method ?? 'GET', path: pathname, headers, body });
      const failure = failures.get(pathname)?.shift();
      if (failure !== undefined && failure !== 'cut') return failing(failure);
      const response = answer(init.method ?? 'GET', pathname, headers, body, init.signal ?? undefined);
      if (failure === 'cut') throw new TypeError('terminated');
      return response;
    },
  };
  return fake;

  function answer(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal | undefined,
  ): Response {
    const input = (body === '' ? {} : JSON.parse(body)) as Record<string, string>;
    if (path === endpoints.meta.path) return json(200, metaOf(nowMs()));
    if (path === endpoints.register.path) {
      if (accounts.has(input['email'] ?? '')) return refusal('conflict');
      const uid = (++count).toString(16).padStart(32, 'a');
      accounts.set(input['email'] ?? '', {
        uid,
        name: input['name'] ?? '',
        email: input['email'] ?? '',
        password: input['password'] ?? '',
      });
      return session(input['email'] ?? '', input['device'] ?? '', 201);
    }
    if (path === endpoints.signIn.path) {
      if (accounts.get(input['email'] ?? '')?.password !== input['password'])
        return refusal('unauthenticated');
      return session(input['email'] ?? '', input['device'] ?? '', 200);
    }
    if (path === endpoints.refresh.path) {
      const device = refresh.get(input['refresh'] ?? '');
      if (device === undefined) return refusal('unauthenticated');
      return json(200, tokensFor(device));
    }
    if (path === endpoints.signOut.path) {
      const device = refresh.get(input['refresh'] ?? '');
      if (device !== undefined) fake.signOut(device);
      return json(200, {});
    }
    const device = access.get((headers['authorization'] ?? '').replace(/^Bearer /, ''));
    const owner = device === undefined ? undefined : devices.get(device)?.email;
    if (device === undefined || owner === undefined) return refusal('unauthenticated');
    if (path === endpoints.account.path)
      return json(200, { account: accountOf(owner), records: recordsOf(), head: model.seq() });
    if (path === endpoints.devices.path) {
      const mine = [...devices.values()].filter(({ email }) => email === owner);
      const at = new Date(nowMs()).toISOString();
      return json(
        200,
        mine.map(({ id, name }) => ({ id, name, createdAt: at, seenAt: at, current: id === device })),
      );
    }
    if (method === 'DELETE' && path.startsWith(`${endpoints.devices.path}/`)) {
      fake.signOut(path.slice(endpoints.devices.path.length + 1));
      return json(200, {});
    }
    if (path === endpoints.push.path) return replied(push(pushRequest.parse(JSON.parse(body))));
    if (path === endpoints.pull.path) return replied(model.pull(pullRequest.parse(JSON.parse(body))));
    if (path === livePath) return live(signal);
    return refusal('not_found');
  }

  function push(request: PushRequest): Reply {
    const taken = request.changes.filter(({ c }) => !refusals.has(c));
    const reply = model.push({ ...request, changes: taken });
    if (reply.kind !== 'pushed') return reply;
    const statuses = reply.statuses.values();
    const held = new Map(reply.held.map(({ i, d }) => [taken[i], d]));
    return {
      ...reply,
      statuses: request.changes.map(({ c }) => refusals.get(c) ?? statuses.next().value ?? 'r'),
      held: request.changes.flatMap((change, i) => {
        const d = held.get(change);
        return d === undefined ? [] : [{ i, d }];
      }),
    };
  }

  function session(email: string, name: string, status: number): Response {
    const id = (++count).toString(16).padStart(16, 'd');
    devices.set(id, { id, name, email });
    return json(status, { ...tokensFor(id), account: accountOf(email), device: { id } });
  }

  function tokensFor(device: string) {
    const made = ++count;
    const owner = devices.get(device)?.email ?? '';
    for (const token of [`access-${made}`, `refresh-${made}`]) owners.set(token, owner);
    access.set(`access-${made}`, device);
    refresh.set(`refresh-${made}`, device);
    return {
      access: `access-${made}`,
      accessExpiresAt: nowMs() + hour,
      refresh: `refresh-${made}`,
      now: nowMs(),
    };
  }

  function accountOf(email: string) {
    const { uid, name } = accounts.get(email) ?? { uid: '', name: '' };
    return { uid, name, email, role: 'member', public: false, createdAt: '2026-01-01T00:00:00.000Z' };
  }

  function recordsOf(): Record<string, number> {
    const alive = [...model.records()].filter(isAlive).length;
    return alive === 0 ? {} : { review: alive };
  }

  function live(signal: AbortSignal | undefined): Response {
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        streams.add(stream);
        signal?.addEventListener('abort', () => {
          if (streams.delete(stream)) stream.error(signal.reason);
        });
        stream.enqueue(
          new TextEncoder().encode(
            `event: hello\ndata: ${JSON.stringify({ now: nowMs(), head: model.seq() })}\n\n`,
          ),
        );
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }
}

/** The same over HTTP on a free port of this computer, for other processes; until the test ends. */
export async function serve(fake: FakeServer): Promise<string> {
  const http = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const answer = await fake.fetch(`http://localhost${request.url ?? ''}`, {
        method: request.method ?? 'GET',
        headers: new Headers(
          Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
        ),
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

function replied(reply: Reply): Response {
  return json(reply.kind === 'fork' ? 409 : reply.kind === 'resync' ? 410 : 200, reply);
}

function failing({ status, code, retryAfter, body }: Exclude<Failure, 'cut'>): Response {
  const said: ErrorBody | undefined = code && { error: { code, message: 'no' } };
  return new Response(body ?? JSON.stringify(said ?? {}), {
    status,
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  });
}

function refusal(code: HttpErrorCode): Response {
  return json(httpStatuses[code], { error: { code, message: 'no' } });
}

function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}

function metaOf(now: number) {
  return {
    service: 'mediary',
    protocol: { oldest: 1, newest: 1 },
    now,
    collections: { review: 1 },
    limits: { changes: 500, pageRecords: 2000, bodyBytes: 2 ** 20, recordBytes: 65_536, records: 250_000 },
    registration: 'open',
    name: 'A server for tests',
  };
}
