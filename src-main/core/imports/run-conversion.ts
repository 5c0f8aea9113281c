// The first step of an import of a service's files: they become one canonical file, which everything after it reads
// like any other. A crash in it leaves no canonical file, and a resume begins it again.
import type Database from 'better-sqlite3';
import { removeQuietly } from '../files/durable.ts';
import { conversionStopped, convert, type ConversionWatch } from './formats/convert.ts';
import { createImportStore } from './import-store.ts';
import { takePlanned } from './planned-source.ts';
import { noOutcomes } from './settle-row.ts';
import { stopAsked, type WorkerMessage, type WorkerTask } from './worker-task.ts';

const progressInterval = 100;

/** Gives the task for the canonical file; undefined where the user stopped it, which is told. */
export async function runConversion(
  sqlite: Database.Database,
  task: WorkerTask,
  tell: (message: WorkerMessage) => void,
): Promise<WorkerTask | undefined> {
  const { conversion, importId } = task;
  if (conversion === undefined) return task;
  const flags = new Int32Array(task.flags);
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let told = began;
  let bytesDone = 0;
  try {
    const taken = takePlanned(task.planned, conversion);
    const watch: ConversionWatch = {
      stopAsked: () => stopAsked(flags) !== undefined,
      progress(done, bytesTotal, rows) {
        bytesDone = done;
        if (performance.now() - told < progressInterval) return;
        told = performance.now();
        const outcomes = { ...noOutcomes(), rows };
        tell({ type: 'progress', outcomes, bytesDone, bytesTotal, step: 'reading', seconds: seconds() });
      },
    };
    const size = taken ?? (await convert(conversion, watch)).size;
    if (importId !== null) {
      sqlite.prepare('UPDATE imports SET file_size = ? WHERE id = ?').run(size, importId);
      for (const { path } of conversion.files) removeQuietly(path);
    }
    return { ...task, size, conversion: undefined };
  } catch (error) {
    if (error !== conversionStopped) throw error;
    const state = stopAsked(flags) ?? 'cancelled';
    if (importId !== null) {
      const store = createImportStore(sqlite, importId);
      store.finish(state, store.read(), new Date(Date.now() + task.clockOffset).toISOString(), true);
    }
    const nothing = { samples: [], rejects: [], outcomes: noOutcomes() };
    tell({ type: 'ended', state, ...nothing, bytesDone, seconds: seconds(), step: 'reading' });
    return undefined;
  }
}
