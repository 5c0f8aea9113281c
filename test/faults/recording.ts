// A flow's run, recorded, and the verdicts over all the cuts of it.
import { execFile } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { quickStart } from '../support/quick-start.ts';
import { runOnDisk } from './disk.ts';
import { readDiskLog, type DiskEvent } from './disk-log.ts';
import { prepare, type FlowName } from './flows.ts';
import { readImage } from './images.ts';
import type { JudgeTask, Judged } from './judge-child.ts';
import { historyOf } from './judge.ts';

export interface Recording {
  readonly flow: FlowName;
  readonly folder: string;
  readonly start: string;
  readonly root: string;
  readonly log: string;
  readonly events: readonly DiskEvent[];
}

/** Runs the flow once in `folder`, which is empty. */
export async function record(flow: FlowName, folder: string, synchronousOff: boolean): Promise<Recording> {
  const [start, root] = [join(folder, 'start'), join(folder, 'data')];
  const [log, control] = [join(folder, 'log'), join(folder, 'control')];
  await prepare(flow, start);
  cpSync(start, root, { recursive: true });
  const { code, output } = await runOnDisk('flow-child.ts', [flow, root, control], {
    root,
    log,
    control,
    synchronousOff,
  });
  if (code !== 0) throw new Error(`the flow "${flow}" ended with ${code}: ${output}`);
  return { flow, folder, start, root, log, events: readDiskLog(log, root) };
}

export interface Sum extends Judged {
  readonly events: number;
  readonly promises: number;
  readonly contents: number;
}

/** Cuts the recorded run at every event, so often at each. */
export async function cutEverywhere(recording: Recording, each: number, seed: number): Promise<Sum> {
  const { flow, folder, start, root, log, events } = recording;
  const history = historyOf(readImage(start), events, join(folder, 'history'), flow === 'migrate');
  const file = join(folder, 'history.json');
  writeFileSync(file, JSON.stringify(history));
  const shares = availableParallelism();
  const judged = await Promise.all(
    Array.from({ length: shares }, (_, share) =>
      judgeShare({
        start,
        root,
        log,
        history: file,
        scratch: join(folder, 'scratch'),
        each,
        share,
        shares,
        seed,
      }),
    ),
  );
  return {
    events: events.length,
    promises: events.filter(({ op }) => op === 'a').length,
    contents: history.contents.length,
    cuts: judged.reduce((sum, { cuts }) => sum + cuts, 0),
    images: judged.reduce((sum, { images }) => sum + images, 0),
    bad: judged.flatMap(({ bad }) => bad),
  };
}

function judgeShare(task: JudgeTask): Promise<Judged> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, 'judge-child.ts'), JSON.stringify(task)],
      { env: quickStart, maxBuffer: 1e9 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(stderr || error.message));
        else resolve(JSON.parse(stdout) as Judged);
      },
    );
  });
}
