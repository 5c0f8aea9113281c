// The power goes at every moment of what people do: nothing that was promised is lost, and nothing is ever half. Without
// syncs the same cuts lose promises, which shows that they can.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '#shared/api/client.ts';
import { AppError } from '#shared/errors.ts';
import { visibleHash } from '../core/imports/library-content.ts';
import { noDisk, roomyFolder } from './disk.ts';
import { createDisk } from './disk-log.ts';
import { keepFigures } from './figures.ts';
import { flowNames, importFile, importOver, openCore, password, type FlowName } from './flows.ts';
import { randomOf, readImage } from './images.ts';
import { database, lay } from './judge.ts';
import { cutEverywhere, record, type Sum } from './recording.ts';

const seed = 20_261_121;
const leastCuts = 10_000;
const cutsOfEach = Math.ceil(leastCuts / flowNames.length);
const resumes = 20;

function scratch(): string {
  const folder = roomyFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const told = ({ bad }: Sum) =>
  bad.slice(0, 5).map(({ event, cut, found }) => `${found.verdict} at ${event} (${cut}): ${found.words}`);

describe.skipIf(noDisk !== null)(`the power goes${noDisk === null ? '' : `: ${noDisk}`}`, () => {
  const sums: Partial<Record<FlowName, Sum>> = {};

  it.each(flowNames)('while people %s: every promise is kept', { timeout: 600_000 }, async (flow) => {
    const recording = await record(flow, scratch(), false);
    const sum = await cutEverywhere(recording, Math.ceil(cutsOfEach / (recording.events.length + 1)), seed);
    sums[flow] = sum;
    expect(sum.promises).toBeGreaterThan(0);
    expect(told(sum)).toEqual([]);
  });

  it(`${leastCuts} times at least`, () => {
    const all = Object.entries(sums);
    keepFigures(
      'power cuts',
      Object.fromEntries(all.map(([flow, { bad, ...rest }]) => [flow, { ...rest, bad: bad.length }])),
    );
    expect(all.reduce((sum, [, { cuts }]) => sum + cuts, 0)).toBeGreaterThanOrEqual(leastCuts);
  });

  it.each(['import', 'undo'] as const)(
    `while people %s: it is gone on with to the same end, ${resumes} times`,
    { timeout: 300_000 },
    async (flow) => {
      const recording = await record(flow, scratch(), false);
      const expected = visibleHash(join(recording.root, database));
      const start = visibleHash(join(recording.start, database));
      for (let round = 0; round < resumes; round++) {
        const random = randomOf(seed + round);
        const disk = createDisk(readImage(recording.start));
        for (const event of recording.events.slice(0, Math.floor(random() * recording.events.length)))
          disk.apply(event);
        const folder = join(recording.folder, `resume-${round}`);
        lay(disk.cutNow('torn', random), folder, () => true);
        const hasBegun = await goOn(folder);
        expect([...(hasBegun ? [] : [start]), expected]).toContain(visibleHash(join(folder, database)));
      }
    },
  );
});

describe.skipIf(noDisk !== null)('the power goes and nothing was ever synced', () => {
  const found: Record<string, object> = {};
  afterAll(() => keepFigures('power cuts without syncs', found));

  it.each(flowNames)('while people %s: the cuts find losses', { timeout: 300_000 }, async (flow) => {
    const recording = await record(flow, scratch(), true);
    const { bad, cuts } = await cutEverywhere(recording, 4, seed);
    found[flow] = { cuts, bad: bad.length };
    expect(bad.length).toBeGreaterThan(cuts / 50);
  });
});

/** Opens the app on what a cut left and ends what it was at; false where that had not begun. */
async function goOn(folder: string): Promise<boolean> {
  const core = await openCore(folder);
  try {
    const client = createClient(core.connect('window'));
    await client.call('profiles.login', { who: 'ada@example.org', password });
    const [latest] = await client.call('imports.list', {});
    if (latest?.status !== 'interrupted') return latest !== undefined && latest.status !== 'done';
    try {
      const { jobId } = await client.call('imports.resume', { importId: latest.id });
      await importOver(client, jobId);
    } catch (error) {
      // The power went before the copy of the file was on the disk: it is told to be imported again.
      if (!(error instanceof AppError && error.code === 'unavailable')) throw error;
      await importFile(client, core, join(folder, '..', 'ratings.csv'));
    }
    await core.settled();
    return true;
  } finally {
    await core.close();
  }
}
