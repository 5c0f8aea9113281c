// The sync server in processes of its own, with a Redis beside it, for benches; and what stands between it and a device.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../support/built.ts';

export interface BenchServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const child = spawn(process.execPath, [join(projectRoot, 'src-server/try.ts'), '--port', '0', '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MEDIARY_SERVER_LIMITS: '100000' },
  });
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
    if (url === undefined) continue;
    return {
      url,
      async stop() {
        child.kill('SIGTERM');
        await once(child, 'exit');
      },
    };
  }
  throw new Error('the server did not start');
}

export interface CountingProxy {
  readonly url: string;
  /** Bytes of TCP's payload in both directions since the last time. */
  take(): number;
  close(): void;
}

export async function startProxy(to: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(to);
  let bytes = 0;
  const proxy = createServer((socket) => {
    const upstream = connect(Number(port), hostname);
    for (const [from, into] of [[socket, upstream], [upstream, socket]] as const) {
      from.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
        into.write(chunk);
      });
      from.on('close', () => into.destroy());
      from.on('error', () => into.destroy());
    }
  }); // prettier-ignore
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    take() {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
    close: () => void proxy.close(),
  };
}
