// The discovery worker: reads the ratings on a connection of its own, builds the model, keeps it in its file and hands
// it over without a copy. One task for each start. Stops between steps when it is told to; it is never terminated.
import Database from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import { assemble, factorised } from './build.ts';
import type { Fingerprint, Model } from './model.ts';
import { buffersOf, readModel, writeModel } from './model-file.ts';
import { readFingerprint, readLibrary } from './read-library.ts';

export interface DiscoveryTask {
  readonly databaseFile: string;
  readonly modelFile: string;
  /** One number; not 0 means stop. */
  readonly stop: Int32Array;
  /** What the asking thread has already; null: nothing, so that the file is read first. */
  readonly known: Fingerprint | null;
}

export type DiscoveryReply =
  | { readonly kind: 'model'; readonly model: Model; readonly complete: boolean; readonly seconds: number }
  /** What is known will still do. */
  | { readonly kind: 'unchanged' };

// Above this many ratings the factorisation may take several seconds: the titles go ahead.
const manyRatings = 250_000;

if (parentPort) run(workerData as DiscoveryTask);

function run(task: DiscoveryTask): void {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const pause = () => {
    if (Atomics.load(task.stop, 0) !== 0)
      throw new AppError('cancelled', 'The model is not needed any more.');
  };
  try {
    const kept = task.known === null ? readModel(task.modelFile) : null;
    const known = task.known ?? kept?.fingerprint ?? null;
    const sqlite = openReading(task.databaseFile);
    let model: Model;
    try {
      if (known !== null && !hasChanged(known, readFingerprint(sqlite))) {
        if (kept) send({ kind: 'model', model: kept, complete: true, seconds: seconds() });
        else send({ kind: 'unchanged' });
        return;
      }
      // An old model is better than none while the new one is made.
      if (kept) send({ kind: 'model', model: kept, complete: false, seconds: seconds() });
      const library = readLibrary(sqlite, pause);
      model = assemble(library);
    } finally {
      sqlite.close();
    }
    if (known === null && model.fingerprint.ratings > manyRatings) {
      parentPort?.postMessage({
        kind: 'model',
        model,
        complete: false,
        seconds: seconds(),
      } satisfies DiscoveryReply);
    }
    pause();
    const whole = factorised(model);
    pause();
    writeModel(task.modelFile, whole);
    send({ kind: 'model', model: whole, complete: true, seconds: seconds() });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'cancelled')) throw error;
  }
}

/** Whether a new model is worth its while: any change in a small library, one in a hundred in a big one. */
function hasChanged(before: Fingerprint, now: Fingerprint): boolean {
  const signals = [now.ratings - before.ratings, now.plays - before.plays, now.favorites - before.favorites];
  const moved = signals.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const edited = now.ratingSum === before.ratingSum ? 0 : 1;
  const total = now.ratings + now.plays + now.favorites;
  return Math.max(moved, edited) > total / 100 || Math.abs(now.titles - before.titles) > before.titles / 100;
}

function openReading(file: string): Database.Database {
  const sqlite = new Database(file, { readonly: true, timeout: 10_000 });
  for (const pragma of ['trusted_schema = OFF', 'cell_size_check = ON', 'temp_store = MEMORY'])
    sqlite.pragma(pragma);
  return sqlite;
}

function send(reply: DiscoveryReply): void {
  parentPort?.postMessage(reply, reply.kind === 'model' ? [...new Set(buffersOf(reply.model))] : []);
}
