// A plan: every row of the file decided as an apply would, with nothing written but the plan's own scratch file.
import type Database from 'better-sqlite3';
import type { Reject, Sample } from '#shared/api/imports.ts';
import { formatTen } from '#shared/domain/rating.ts';
import { saidReason } from '#shared/domain/refusal-reasons.ts';
import { originIn, shownCells } from './entry-cells.ts';
import { createLibrary, type Library } from './library.ts';
import { shown } from './match-title.ts';
import { createPlannedLibrary } from './planned-library.ts';
import { createPlanStore } from './plan-store.ts';
import { watchLibrary } from './plan-writes.ts';
import { createRecordReader } from './record-reader.ts';
import { isRefusal, type Refusal, type Row } from './row-reader.ts';
import { authorSource, count, createRowSettler, noOutcomes, type ReadRow } from './settle-row.ts';
import type { Settled } from './settle-title.ts';
import type { ByteSource } from './text-format.ts';
import { stopAsked, type WorkerMessage, type WorkerTask } from './worker-task.ts';

const mostSamples = 60;
const mostRejects = 200;
const progressInterval = 100;
/** Of the file at a time: a second's work at most, after which a cancel is heard. */
const chunkSize = 1 << 19;

export function runPlan(
  sqlite: Database.Database,
  source: ByteSource,
  task: WorkerTask,
  tell: (message: WorkerMessage) => void,
): void {
  const { options, format, userId } = task;
  sqlite.pragma('query_only = ON');
  const nothing = {
    inserted: refuseWrite,
    updated: refuseWrite,
    paired: refuseWrite,
    settle: refuseWrite,
    forget: () => undefined,
  };
  const { source: from, label } = authorSource(options);
  const real = createLibrary({
    sqlite,
    changes: nothing,
    userId,
    authorSource: from,
    authorLabel: label,
    time: () => '',
  });
  const now = new Date(Date.now() + task.clockOffset).toISOString();
  const { library, take } = watchLibrary(createPlannedLibrary(real, now));
  const settler = createRowSettler({
    library,
    options,
    format,
    userId,
    isOwn: (id) => id < 0,
    choices: task.choices,
  });
  if (task.planFile === undefined) throw new Error('a plan without a file for its rows');
  const store = createPlanStore(task.planFile, library, format.header);
  const reader = createRecordReader(source, format, { chunkSize });
  const flags = new Int32Array(task.flags);
  const began = performance.now();
  const outcomes = noOutcomes();
  const samples: Sample[] = [];
  const perOutcome = { inserted: 0, updated: 0, unchanged: 0 };
  const rejects: Reject[] = [];
  let bytesDone = 0;
  let told = began;
  let isHeader = true;

  const report = (state: 'done' | 'cancelled' | 'interrupted') => {
    const seconds = (performance.now() - began) / 1000;
    store.finish(state === 'done');
    tell({ type: 'ended', state, outcomes, bytesDone, seconds, samples, rejects, plan: store.counts });
  };

  for (let records = reader.next(); records !== null; records = reader.next()) {
    const stop = stopAsked(flags);
    if (stop) {
      report(stop);
      return;
    }
    // One snapshot for many look-ups; between two, others may truncate the WAL.
    sqlite.exec('BEGIN');
    store.begin();
    for (const read of settler.read(isHeader ? records.slice(1) : records)) {
      const doubts = settler.doubts(read);
      const settled = settler.settle(read);
      store.add(read, settled, take(), isRefusal(settled) ? (settled.candidates ?? doubts) : doubts);
      count(outcomes, read.row, settled);
      if (isRefusal(settled)) {
        if (rejects.length < mostRejects) rejects.push(rejectOf(read, settled, format.header));
      } else if (perOutcome[settled.outcome] < mostSamples / 3) {
        perOutcome[settled.outcome]++;
        samples.push(sampleOf(library, read, settled));
      }
    }
    sqlite.exec('COMMIT');
    store.commit();
    isHeader = false;
    bytesDone = records.at(-1)?.end ?? bytesDone;
    if (performance.now() - told < progressInterval) continue;
    told = performance.now();
    tell({ type: 'progress', outcomes, bytesDone, seconds: (told - began) / 1000 });
  }
  bytesDone = task.size;
  report('done');
}

function sampleOf(
  library: Library,
  { record, row }: ReadRow,
  { outcome, mediaId, changed, conflicts }: Settled,
): Sample {
  if (isRefusal(row)) throw new Error('a row that was refused has no outcome');
  const title = mediaId === null ? undefined : library.glance(mediaId);
  return {
    line: record.line,
    origin: row.origin,
    entry: row.entry,
    outcome,
    title: title ? shown(title) : (row.list?.name ?? ''),
    change: changeText(row, outcome, changed),
    conflicts: [...conflicts],
  };
}

function rejectOf({ record }: ReadRow, { field, reason }: Refusal, header: readonly string[]): Reject {
  const { line, cells } = record;
  const said = saidReason(reason);
  return { line, origin: originIn(header, cells), field, reason, said, cells: shownCells(header, cells) };
}

/** "8.0, comment", "2019-05-01, S3E4", or the names of the fields that are filled in. */
function changeText(row: Row, outcome: Settled['outcome'], changed: readonly string[]): string {
  if (outcome === 'unchanged') return '';
  const [play] = row.plays;
  const parts = [
    ...(play?.playedOn ? [play.playedOn] : []),
    ...(row.plays.length > 1 ? [`${row.plays.length} episodes`] : []),
    ...(row.plays.length === 1 && typeof play?.episode === 'number'
      ? [`S${play.season ?? 0}E${play.episode}`]
      : []),
    ...(row.entry === 'list_item' && row.list ? [row.list.name] : []),
    ...(row.rating === null ? [] : [formatTen(row.rating)]),
    ...(row.comment === null ? [] : ['comment']),
  ];
  return parts.length > 0 ? parts.join(', ') : changed.join(', ');
}

function refuseWrite(): never {
  throw new Error('a plan tried to write');
}
