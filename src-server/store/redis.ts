// What the server needs of Redis, and nothing more: one instance or a cluster behind seven functions. Commands that can't
// be sent now fail at once, and those without an answer after a while; both are `unavailable`, and the caller asks again.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, createCluster, ErrorReply } from 'redis';
import { HttpError } from '../http-error.ts';

export type Argument = string | number;

export interface Redis {
  /** Runs a script, whose keys all lie in one slot. */
  run(script: Script, keys: readonly string[], args: readonly Argument[]): Promise<unknown>;
  /** A command of one key. */
  send(...command: readonly Argument[]): Promise<unknown>;
  /** Something that is sent to every node: its answers. */
  sendToAll(...command: readonly Argument[]): Promise<unknown[]>;
  /** The names of keys of this form, in portions; some may come twice, those made meanwhile may be missing. */
  scan(pattern: string): AsyncGenerator<string[]>;
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  ready(): boolean;
  close(): Promise<void>;
}

export interface Script {
  readonly source: string;
  readonly sha: string;
}

export interface RedisOptions {
  /** One address; or any nodes of a cluster. */
  readonly urls: readonly string[];
  readonly cluster: boolean;
  readonly onError: (error: unknown) => void;
}

/** Keys that a portion of a scan looks at. */
const scanned = 1000;
/** Longer than any script takes; after it nobody waits for an answer any more. */
const answerMs = 5000;

/** A script of the folder lua, by its name there, with what it includes. */
export function loadScript(name: string): Script {
  return scriptOf(readLua(name).replace(/^-- include (\w+)$/m, (_, included: string) => readLua(included)));
}

function readLua(name: string): string {
  return readFileSync(join(import.meta.dirname, 'lua', `${name}.lua`), 'utf8');
}

export function scriptOf(source: string): Script {
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}

export async function createRedis(options: RedisOptions): Promise<Redis> {
  const link = options.cluster ? await toCluster(options) : await toOne(options);

  async function send(key: string | undefined, command: readonly Argument[]): Promise<unknown> {
    try {
      return await within(link.send(key, command.map(String)));
    } catch (error) {
      throw translated(error);
    }
  }

  return {
    async run(script, keys, args) {
      const rest = [keys.length, ...keys, ...args];
      try {
        return await send(keys[0], ['EVALSHA', script.sha, ...rest]);
      } catch (error) {
        if (!isReply(error, 'NOSCRIPT')) throw error;
        return send(keys[0], ['EVAL', script.source, ...rest]);
      }
    },
    send: (...command) => send(keyOf(command), command),
    sendToAll: (...command) => within(link.sendToAll(command.map(String))),
    async *scan(pattern) {
      for (const sendToNode of await link.nodes()) {
        let cursor = '0';
        do {
          const command = ['SCAN', cursor, 'MATCH', pattern, 'COUNT', String(scanned)];
          const [next, keys] = (await within(sendToNode(command))) as [string, string[]];
          cursor = next;
          yield keys;
        } while (cursor !== '0');
      }
    },
    subscribe: link.subscribe,
    ready: link.ready,
    close: link.close,
  };
}

/** Whether Redis answered with an error of this kind: "NOGROUP …". */
export function isReply(error: unknown, kind: string): boolean {
  return error instanceof ErrorReply && error.message.split(' ', 1)[0] === kind;
}

/** Where a command of a cluster goes: by the key behind its name, but for those of consumer groups. */
function keyOf(command: readonly Argument[]): string {
  const at = command[0] === 'XREADGROUP' ? command.indexOf('STREAMS') + 1 : command[0] === 'XGROUP' ? 2 : 1;
  return String(command[at]);
}

interface Link {
  send(key: string | undefined, command: string[]): Promise<unknown>;
  sendToAll(command: string[]): Promise<unknown[]>;
  /** What sends to each node. */
  nodes(): Promise<((command: string[]) => Promise<unknown>)[]>;
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  ready(): boolean;
  close(): Promise<void>;
}

const defaults = {
  RESP: 2,
  disableOfflineQueue: true,
  commandsQueueMaxLength: 20_000,
  // Its own timeouts make a signal for each command, which costs as much as the command; ours is below.
  commandOptions: { timeout: 0 },
  socket: {
    connectTimeout: 3000,
    reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, 1000),
  },
} as const;

async function toOne({ urls, onError }: RedisOptions): Promise<Link> {
  const client = createClient({ ...defaults, url: urls[0] ?? '' });
  const listener = client.duplicate();
  client.on('error', onError);
  listener.on('error', onError);
  await Promise.all([client.connect(), listener.connect()]);
  return {
    send: (_key, command) => client.sendCommand(command),
    sendToAll: async (command) => [await client.sendCommand(command)],
    nodes: async () => [(command) => client.sendCommand(command)],
    subscribe: (channel, hear) => listener.subscribe(channel, hear),
    ready: () => client.isReady,
    async close() {
      client.destroy();
      listener.destroy();
    },
  };
}

async function toCluster({ urls, onError }: RedisOptions): Promise<Link> {
  const cluster = createCluster({
    RESP: defaults.RESP,
    rootNodes: urls.map((url) => ({ url })),
    defaults,
    commandOptions: defaults.commandOptions,
  });
  cluster.on('error', onError);
  await cluster.connect();
  const nodes = () =>
    Promise.all(
      cluster.masters.map(async (node) => {
        const client = await cluster.nodeClient(node);
        return (command: string[]) => client.sendCommand(command);
      }),
    );
  return {
    send: (key, command) => cluster.sendCommand(key, false, command),
    sendToAll: async (command) => Promise.all((await nodes()).map((sendToNode) => sendToNode(command))),
    nodes,
    subscribe: (channel, hear) => cluster.subscribe(channel, hear),
    ready: () => cluster.isOpen,
    async close() {
      cluster.destroy();
    },
  };
}

function within<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(unavailable('didn’t answer in time')), answerMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** What Redis itself refuses for its state now is worth another try; other replies are bugs of ours. */
const passing = [
  'LOADING',
  'BUSY',
  'OOM',
  'READONLY',
  'MASTERDOWN',
  'CLUSTERDOWN',
  'TRYAGAIN',
  'NOREPLICAS',
  'MISCONF',
];

function translated(error: unknown): unknown {
  if (error instanceof HttpError) return error;
  if (error instanceof ErrorReply) {
    return passing.some((kind) => isReply(error, kind)) ? unavailable('refuses writes', error) : error;
  }
  return unavailable('can’t be reached', error);
}

function unavailable(why: string, cause?: unknown): HttpError {
  return new HttpError('unavailable', `The server’s store ${why}.`, { retryAfter: 2, cause });
}
