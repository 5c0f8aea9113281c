// Judges a share of a run's cuts: `node judge-child.ts TASK`. Prints what it found as JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDisk, cuts, readDiskLog, type Cut } from './disk-log.ts';
import { readImage, randomOf } from './images.ts';
import { judge, type History, type Judgement } from './judge.ts';

export interface JudgeTask {
  readonly start: string;
  readonly root: string;
  readonly log: string;
  readonly history: string;
  readonly scratch: string;
  /** Cuts at each event, the four kinds, then the random ones by turns. */
  readonly each: number;
  /** This share of `shares`. */
  readonly share: number;
  readonly shares: number;
  readonly seed: number;
}

export interface Judged {
  readonly cuts: number;
  readonly images: number;
  readonly bad: readonly { readonly event: number; readonly cut: Cut; readonly found: Judgement }[];
}

const task = JSON.parse(process.argv[2] ?? '') as JudgeTask;
const history = JSON.parse(readFileSync(task.history, 'utf8')) as History;
const events = readDiskLog(task.log, task.root);
const disk = createDisk(readImage(task.start));
const known = new Map<string, Judgement>();
const bad: { event: number; cut: Cut; found: Judgement }[] = [];
let count = 0;
for (let index = 0; index <= events.length; index++) {
  for (let round = 0; round < task.each; round++) {
    if ((index * task.each + round) % task.shares !== task.share) continue;
    // What nothing random is about needs no second try.
    const cut = cuts[round < 2 ? round : 2 + (round % 2)] ?? 'lost';
    const image = disk.cutNow(cut, randomOf(task.seed + index * 64 + round));
    const found = judge(image, history, index, join(task.scratch, `share-${task.share}`), known);
    count++;
    if (found.verdict !== 'whole') bad.push({ event: index, cut, found });
  }
  const event = events[index];
  if (event) disk.apply(event);
}
const judged: Judged = { cuts: count, images: known.size, bad };
process.stdout.write(JSON.stringify(judged));
