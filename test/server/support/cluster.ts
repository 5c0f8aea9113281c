// Three masters of a Redis Cluster on this computer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startRedis, type OwnRedis } from '#server/store/own-redis.ts';
import { createRedis, type Redis } from '#server/store/redis.ts';

export interface Cluster {
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

const slots = 16_384;
const masters = 3;

/** Resolves once every slot has its master and all know it. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-cluster-'));
  const nodes: OwnRedis[] = [];
  const links: Redis[] = [];
  for (let index = 0; index < masters; index++) {
    const node = await startRedis({
      folder: join(folder, String(index)),
      args: [
        '--cluster-enabled',
        'yes',
        '--cluster-port',
        String(await freePort()),
        '--cluster-node-timeout',
        '2000',
      ],
    });
    nodes.push(node);
    links.push(await createRedis({ urls: [node.url], cluster: false, onError: () => {} }));
  }
  const [first] = nodes as [OwnRedis];
  const port = await busPort(links[0] as Redis);
  for (const [index, link] of links.entries()) {
    const from = Math.ceil((index * slots) / masters);
    const to = Math.ceil(((index + 1) * slots) / masters) - 1;
    await link.sendToAll('CLUSTER', 'ADDSLOTSRANGE', from, to);
    if (index > 0) await link.sendToAll('CLUSTER', 'MEET', '127.0.0.1', first.port, port);
  }
  for (let tries = 0; !(await agree(links)); tries++) {
    if (tries > 400) throw new Error('the cluster never came together');
    await sleep(25);
  }
  await Promise.all(links.map((link) => link.close()));
  return {
    urls: nodes.map(({ url }) => url),
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function busPort(link: Redis): Promise<number> {
  const [text] = (await link.sendToAll('CLUSTER', 'NODES')) as string[];
  return Number(/@(\d+)/.exec(text ?? '')?.[1]);
}

async function agree(links: readonly Redis[]): Promise<boolean> {
  for (const link of links) {
    const [text = ''] = (await link.sendToAll('CLUSTER', 'INFO')) as string[];
    if (!text.includes('cluster_state:ok') || !text.includes(`cluster_known_nodes:${masters}`)) return false;
  }
  return true;
}
