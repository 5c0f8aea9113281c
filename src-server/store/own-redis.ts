// A redis-server of one's own on a free port of this computer: for trying the server, and for tests and benches.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

export interface OwnRedis {
  readonly url: string;
  readonly port: number;
  /** Ends it in order, with all that it holds on disk. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export interface OwnRedisOptions {
  /** Where it keeps its append-only file; in memory only where there is none. */
  readonly folder?: string;
  /** Else a free one. */
  readonly port?: number;
  readonly args?: readonly string[];
}

const startMs = 10_000;
const tries = 3;

/** Throws in words where there is no redis-server, or where it doesn't start. */
export async function startRedis(options: OwnRedisOptions = {}): Promise<OwnRedis> {
  for (let left = tries; ; left--) {
    try {
      return await tryToStart(options);
    } catch (error) {
      // Somebody else may have taken the port meanwhile.
      if (left <= 1 || options.port !== undefined) throw error;
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function tryToStart({ folder, args = [], ...options }: OwnRedisOptions): Promise<OwnRedis> {
  const port = options.port ?? (await freePort());
  const stored = folder === undefined ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--dir', folder];
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const child = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--maxmemory-policy',
      'noeviction',
      ...stored,
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const release = endWithThisProcess(child);
  await ready(child);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop: () => end(child, 'SIGTERM', release),
    kill: () => end(child, 'SIGKILL', release),
  };
}

/**
 * Has a process killed when this one is gone, also if this one is killed: a shell waits for the end of a pipe that only
 * this process holds. Gives what calls that off.
 */
export function endWithThisProcess(child: ChildProcess): () => void {
  const { pid } = child;
  if (pid === undefined || process.platform === 'win32') return () => {};
  const watch = spawn('sh', ['-c', `read _; kill -9 ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watch.unref();
  const release = () => void watch.kill('SIGKILL');
  // Its number may be another's by then.
  child.once('exit', release);
  return release;
}

async function end(child: ChildProcess, signal: NodeJS.Signals, release: () => void): Promise<void> {
  release();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** Resolves once it takes connections, and then reads on, for a full pipe would stop it. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`redis-server didn’t start within ${startMs / 1000} s: ${said.slice(-2000)}`));
    }, startMs);
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-10_000);
      if (!said.includes('Ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(
        new Error(`redis-server can’t be started (${error.message}). Is it installed?`, { cause: error }),
      );
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`redis-server ended with code ${String(code)}: ${said.slice(-2000)}`));
    });
  });
}
