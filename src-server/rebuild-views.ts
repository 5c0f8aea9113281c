// Makes what is derived from people's records anew (views/rebuild.ts), beside API processes that go on; with their environment:
//   docker compose run --rm api node src-server/rebuild-views.ts
import { randomUUID } from 'node:crypto';
import { createTitles } from './catalogue/titles.ts';
import { readConfig } from './config.ts';
import { giveUp } from './run-api.ts';
import { createRedis } from './store/redis.ts';
import { rebuildViews, type Rebuilt } from './views/rebuild.ts';
import { createViews } from './views/views.ts';

const sayEveryMs = 5000;

try {
  await rebuild();
} catch (error) {
  giveUp(error);
}

async function rebuild(): Promise<void> {
  const { redis: urls, cluster } = readConfig(process.env);
  const redis = await createRedis({ urls, cluster, onError: () => {} });
  const titles = createTitles(redis, Date.now);
  const views = createViews({ redis, titles, name: randomUUID(), onError: () => {} });
  let saidAt = Date.now();
  const done = await rebuildViews({
    redis,
    titles,
    views,
    onProgress(soFar) {
      if (Date.now() - saidAt < sayEveryMs) return;
      saidAt = Date.now();
      say(soFar, ' so far');
    },
  });
  say(done, '');
  await redis.close();
}

function say({ people, titles, corrected }: Rebuilt, howFar: string): void {
  process.stdout.write(`${people} people and ${titles} titles${howFar}, ${corrected} corrections\n`);
}
