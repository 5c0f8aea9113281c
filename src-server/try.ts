// The server with a Redis of its own, for trying: in memory, or with --data in a folder that it then goes on from. What is
// to last and to be reached from elsewhere is set up by deploy/compose.yaml.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startApi } from './api.ts';
import { readConfig } from './config.ts';
import { startRedis } from './store/own-redis.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '8787' },
    quiet: { type: 'boolean' },
  },
});
const folder = values.data === undefined ? undefined : resolve(values.data);
const redis = await startRedis(folder === undefined ? {} : { folder: join(folder, 'redis') });
const api = await startApi(
  readConfig({
    MEDIARY_SERVER_SECRET: secret(),
    MEDIARY_SERVER_LOG: values.quiet === true ? 'warn' : 'info',
    ...process.env,
    MEDIARY_SERVER_PORT: values.port,
    MEDIARY_SERVER_REDIS: redis.url,
  }),
);
say(`Mediary's server: ${api.url} (its documentation: ${api.url}/docs)`);
say(
  folder === undefined
    ? 'Everything is in memory and gone when it ends; --data DIR keeps it.'
    : `Everything is kept in ${folder}.`,
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end());

async function end(): Promise<void> {
  await api.stop();
  await redis.stop();
  process.exit(0);
}

/** Kept beside the data that was signed with it. */
function secret(): string {
  const made = randomBytes(32).toString('hex');
  if (folder === undefined) return made;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'secret');
  try {
    writeFileSync(file, made, { flag: 'wx', mode: 0o600 });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(file, 'utf8').trim();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
