// The server with a Redis of its own, for trying: in memory, or with --data in a folder that it then goes on from. What is
// to last and to be reached from elsewhere is set up by deploy/compose.yaml.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { endOnSignals, giveUp, listen } from './run-api.ts';
import { startRedis } from './store/own-redis.ts';

try {
  await start();
} catch (error) {
  // With it goes the Redis that it may have started.
  giveUp(error);
}

async function start(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '8787' },
      quiet: { type: 'boolean' },
    },
  });
  const { port } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error(`--port: expected a number from 0 to 65535, not "${port}".`);
  const folder = values.data === undefined ? undefined : resolve(values.data);
  const secret = secretOf(folder);
  const redis = await startRedis(folder === undefined ? {} : { folder: join(folder, 'redis') });
  const api = await listen(
    readConfig({
      MEDIARY_SERVER_SECRET: secret,
      MEDIARY_SERVER_LOG: values.quiet === true ? 'warn' : 'info',
      ...process.env,
      MEDIARY_SERVER_PORT: port,
      MEDIARY_SERVER_REDIS: redis.url,
    }),
  );
  endOnSignals(async () => {
    await api.stop();
    await redis.stop();
  });
  say(`Mediary's server: ${api.url} (its documentation: ${api.url}/docs)`);
  say(
    folder === undefined
      ? 'Everything is in memory and gone when it ends; --data DIR keeps it.'
      : `Everything is kept in ${folder}.`,
  );
}

/** Kept beside the data that was signed with it. */
function secretOf(folder: string | undefined): string {
  const made = randomBytes(32).toString('hex');
  if (folder === undefined) return made;
  const file = join(folder, 'secret');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, made, { flag: 'wx', mode: 0o600 });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      try {
        return readFileSync(file, 'utf8').trim();
      } catch {
        // Something else has the folder's or the file's name: told below.
      }
    }
    const why = (error as NodeJS.ErrnoException).code ?? '';
    throw new Error(`--data: nothing can be kept in ${folder} (${why}); choose another folder.`, {
      cause: error,
    });
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
