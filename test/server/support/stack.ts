// A Redis and API processes of their own, as a server runs them: two of them, asked in turns, for they hold no state.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isDocumented } from '#server/http/openapi.ts';
import { endWithThisProcess, startRedis } from '#server/store/own-redis.ts';
import { createRedis, type Redis } from '#server/store/redis.ts';
import {
  endpoints,
  errorBody,
  type Endpoint,
  type EndpointName,
  type EndpointReply,
  type ErrorBody,
} from '#shared/sync/endpoints.ts';
import type { Session } from '#shared/sync/accounts.ts';
import { startCluster } from './cluster.ts';

/** Set by `npm run test:cluster`. */
export const onCluster = process.env['MEDIARY_TEST_CLUSTER'] === 'on';

const root = join(import.meta.dirname, '../../..');
/** Dozens of processes are started, and half of a start is reading the same source. */
export const compileCache = join(root, '.cache/compiled');

export const secret = 'a secret that is long enough for tests';

export interface ApiProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it wrote. */
  readonly output: () => string;
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

export interface Stack {
  readonly redis: Redis;
  /** Another process on the same Redis. */
  startProcess(env?: Readonly<Record<string, string>>): Promise<ApiProcess>;
  readonly redisUrls: readonly string[];
  /** The names of keys of this form, sorted. */
  keys(pattern: string): Promise<string[]>;
  readonly apis: readonly ApiProcess[];
  /** Asks the next of the processes; throws `Refused` for an error. The reply is checked. */
  call<N extends EndpointName>(name: N, asked?: Asked): Promise<EndpointReply<N>>;
  /** The same without checks: whatever came. */
  send(method: string, path: string, init?: RequestInit): Promise<Response>;
  register(name: string): Promise<Session>;
  stop(): Promise<void>;
}

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly token?: string;
}

export class Refused extends Error {
  readonly status: number;
  readonly error: ErrorBody['error'];
  constructor(status: number, { error }: ErrorBody) {
    super(`${status} ${error.code}: ${error.message}`);
    this.status = status;
    this.error = error;
  }
}

/** Throws where the documentation doesn't say that this may be answered. */
export function mustBeDocumented(name: EndpointName, { error: { code } }: ErrorBody): void {
  if (!isDocumented(name, code)) throw new Error(`${name} isn’t documented to answer ${code}`);
}

/** The code of the error that was answered, or "done". */
export async function refusal(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Refused) return error.error.code;
    throw error;
  }
  return 'done';
}

export interface StackOptions {
  readonly processes?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startStack({ processes = 2, env = {} }: StackOptions = {}): Promise<Stack> {
  const store = onCluster ? await startCluster() : await startSingle();
  const redis = await createRedis({ urls: store.urls, cluster: onCluster, onError: () => {} });
  const start = (own: Readonly<Record<string, string>> = {}) =>
    startProcess(store.urls.join(','), {
      MEDIARY_SERVER_REDIS_CLUSTER: onCluster ? 'on' : 'off',
      ...env,
      ...own,
    });
  const apis = await Promise.all(Array.from({ length: processes }, () => start()));
  let turn = 0;

  const stack: Stack = {
    redis,
    apis,
    startProcess: start,
    redisUrls: store.urls,
    async keys(pattern) {
      const found = (await redis.sendToAll('KEYS', pattern)) as string[][];
      return found.flat().sort();
    },
    send,
    async call<N extends EndpointName>(name: N, { params = {}, query, body, token }: Asked = {}) {
      const endpoint: Endpoint = endpoints[name];
      const path = endpoint.path.replaceAll(/:(\w+)/g, (_, param: string) => params[param] ?? '');
      const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
      const response = await send(endpoint.method, path + search, {
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (response.status !== (endpoint.status ?? 200)) {
        const refused = errorBody.parse(answer);
        mustBeDocumented(name, refused);
        throw new Refused(response.status, refused);
      }
      return endpoint.reply.parse(answer) as EndpointReply<N>;
    },
    register(name) {
      const email = `${name.toLowerCase()}@example.org`;
      return stack.call('register', { body: { email, name, password: passwordOf(name), device: 'laptop' } });
    },
    async stop() {
      await Promise.all(apis.map((api) => api.stop()));
      await redis.close();
      await store.stop();
    },
  };
  return stack;

  function send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const { url } = apis[turn++ % apis.length] as ApiProcess;
    return fetch(url + path, { method, ...init });
  }
}

async function startSingle(): Promise<{ urls: readonly string[]; stop(): Promise<void> }> {
  const own = await startRedis();
  return { urls: [own.url], stop: own.stop };
}

export function passwordOf(name: string): string {
  return `${name}’s long password`;
}

/** A process of src-server/main.ts, once it listens. */
export async function startProcess(
  redisUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ApiProcess> {
  const child = spawn(process.execPath, [join(root, 'src-server/main.ts')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: compileCache,
      MEDIARY_SERVER_PORT: '0',
      MEDIARY_SERVER_SECRET: secret,
      MEDIARY_SERVER_REDIS: redisUrl,
      MEDIARY_SERVER_LOG: 'warn',
      MEDIARY_SERVER_LIMITS: '1000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithThisProcess(child);
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      const told = line.includes('"msg":"listening"') ? (JSON.parse(line) as { url: string }) : undefined;
      if (told !== undefined) resolve(told.url);
    });
    void ended.then(() => reject(new Error(`the server ended at once: ${output}`)));
  });
  return {
    url,
    child,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }
}
