// A disk that fails, or is full, at write after write of what people do; and processes killed at them. Nothing that was
// promised is lost, whoever asked is told in words, and once the disk is well everything goes on.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { noDisk, roomyFolder, runOnDisk } from './disk.ts';
import { readDiskLog } from './disk-log.ts';
import type { ErrorsFound, ErrorTask } from './error-child.ts';
import { keepFigures } from './figures.ts';
import { flowNames, prepare, type Promised } from './flows.ts';
import { brokenPromises } from './kept-promises.ts';

const pointsOfEach = 24;
const killsOfEach = 20;
const atOnce = 2;

function scratch(): string {
  const folder = roomyFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe.skipIf(noDisk !== null)('a disk', () => {
  const figures: Record<string, object> = {};
  afterAll(() => keepFigures('errors', figures));

  it.each(flowNames.flatMap((flow) => (['EIO', 'ENOSPC'] as const).map((error) => ({ flow, error }))))(
    'that gives $error at every nth change while people $flow',
    { timeout: 300_000 },
    async ({ flow, error }) => {
      const folder = scratch();
      const [start, root, control] = [join(folder, 'start'), join(folder, 'run'), join(folder, 'control')];
      await prepare(flow, start);
      cpSync(join(folder, 'ratings.csv'), join(root, 'ratings.csv'));
      const task: ErrorTask = { flow, start, root, control, error, points: pointsOfEach };
      const { code, signal, output, stdout } = await runOnDisk('error-child.ts', [JSON.stringify(task)], {
        root: join(root, 'data'),
        control,
      });
      expect({ code, signal }, output).toEqual({ code: 0, signal: null });
      const { bad, ...found } = JSON.parse(stdout) as ErrorsFound;
      figures[`${flow}, ${error}`] = { ...found, bad: bad.length };
      expect(bad.slice(0, 5)).toEqual([]);
      expect(found.points).toBeGreaterThan(pointsOfEach / 4);
      expect(found.refused).toBeGreaterThan(0);
    },
  );
});

describe.skipIf(noDisk !== null)('a process that is killed', () => {
  const figures: Record<string, object> = {};
  afterAll(() => keepFigures('kills', figures));

  it.each(flowNames)(
    `in the middle of a change, ${killsOfEach} times, while people %s`,
    { timeout: 300_000 },
    async (flow) => {
      const folder = scratch();
      const start = join(folder, 'start');
      await prepare(flow, start);
      const calm = await runOnce(flow, start, join(folder, 'calm'), 'off');
      const changes = calm.changes;
      let [next, kills] = [0, 0];
      const problems: string[] = [];
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (let at = next++; at < killsOfEach; at = next++) {
            const moment = 1 + Math.floor((at * changes) / killsOfEach);
            const { signal, promises, root } = await runOnce(
              flow,
              start,
              join(folder, `kill-${at}`),
              `kill ${moment}`,
            );
            if (signal === 'SIGKILL') kills++;
            problems.push(
              ...brokenPromises(root, promises).map((problem) => `killed at ${moment}: ${problem}`),
            );
          }
        }),
      );
      figures[flow] = { changes, kills, bad: problems.length };
      expect(problems.slice(0, 5)).toEqual([]);
      expect(kills).toBeGreaterThan(killsOfEach / 2);
    },
  );
});

async function runOnce(flow: (typeof flowNames)[number], start: string, folder: string, command: string) {
  const [root, log, control] = [join(folder, 'data'), join(folder, 'log'), join(folder, 'control')];
  cpSync(start, root, { recursive: true });
  cpSync(join(start, '..', 'ratings.csv'), join(folder, 'ratings.csv'));
  const { signal, code, output } = await runOnDisk('flow-child.ts', [flow, root, control, command], {
    root,
    log,
    control,
  });
  expect(code === 0 || signal === 'SIGKILL', output).toBe(true);
  const events = readDiskLog(log, root);
  return {
    root,
    signal,
    promises: events
      .filter(({ op }) => op === 'a')
      .map(({ data }) => JSON.parse(data.toString()) as Promised),
    changes: events.filter(({ op }) => op !== 'a' && op !== 'o').length,
  };
}
