// A flow again and again in one process, while one change after another fails: `node error-child.ts TASK`. Prints what it found.
import { cpSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '#shared/api/client.ts';
import { AppError } from '#shared/errors.ts';
import { askDisk, tellDisk } from './disk.ts';
import { addTitle, flows, openCore, type FlowName, type Promised } from './flows.ts';
import { brokenPromises } from './kept-promises.ts';

export interface ErrorTask {
  readonly flow: FlowName;
  readonly start: string;
  readonly root: string;
  readonly control: string;
  readonly error: 'EIO' | 'ENOSPC';
  /** About so many changes are let fail, one in each run. */
  readonly points: number;
}

export interface ErrorsFound {
  readonly points: number;
  readonly changes: number;
  readonly refused: number;
  readonly bad: readonly string[];
}

const task = JSON.parse(process.argv[2] ?? '') as ErrorTask;
const handle = openSync(task.control, 'a');
const strays: string[] = [];
process.on('unhandledRejection', (error) => strays.push(`unhandled: ${words(error)}`));

const { changes } = await attempt(null);
const bad: string[] = [];
let [points, refused] = [0, 0];
const step = Math.max(1, Math.floor(changes / task.points));
for (let at = 1; at <= changes; at += step) {
  const found = await attempt(at);
  if (found.failed === 0) continue;
  points++;
  if (found.error !== null) refused++;
  bad.push(...found.problems.map((problem) => `${task.error} at ${at}: ${problem}`));
}
process.stdout.write(JSON.stringify({ points, changes, refused, bad } satisfies ErrorsFound));

async function attempt(at: number | null) {
  const folder = join(task.root, 'data');
  rmSync(folder, { recursive: true, force: true });
  cpSync(task.start, folder, { recursive: true });
  const promises: Promised[] = [];
  // A disk that is full stays so; a bad sector is one.
  tellDisk(
    handle,
    at === null ? 'off' : `fail ${task.error} ${at} ${task.error === 'ENOSPC' ? 'on' : 'once'}`,
  );
  const desk = { dataFolder: folder, promised: (it: Promised) => void promises.push(it) };
  const error: unknown = await flows[task.flow](desk).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const { changes: made, failed } = askDisk(handle, task.control);
  tellDisk(handle, 'off');
  const problems = [...strays.splice(0), ...judged(error), ...brokenPromises(folder, promises)];
  if (problems.length === 0) problems.push(...(await goesOn(folder)));
  return { changes: made, failed, error, problems };
}

/** Whoever asked was told what is wrong, and not that something is. */
function judged(error: unknown): string[] {
  if (error === null || (error instanceof AppError && error.code !== 'internal')) return [];
  return [`not told in words: ${words(error)}`];
}

/** With room again, or a sound disk, everything works again. */
async function goesOn(folder: string): Promise<string[]> {
  try {
    const core = await openCore(folder);
    try {
      const client = createClient(core.connect('window'));
      const who = { who: 'ada@example.org', password: 'quiet-otter-lamp-42' };
      if (task.flow === 'migrate') return [];
      await client
        .call('profiles.login', who)
        .catch(() =>
          client.call('profiles.register', { name: 'Ada', email: who.who, password: who.password }),
        );
      await addTitle(client, 'Afterwards');
      return [];
    } finally {
      await core.close();
    }
  } catch (error) {
    return [`it does not go on: ${words(error)}`];
  }
}

function words(error: unknown): string {
  return error instanceof Error
    ? `${error.message} ${error.stack?.split('\n').slice(1, 4).join(' ') ?? ''}`
    : String(error);
}
