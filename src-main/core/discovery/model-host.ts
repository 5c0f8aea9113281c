// Keeps the newest model on the main thread and has the worker make another when enough has changed. Nothing runs
// until discovery is asked for the first time, and nothing is kept of a worker that has done its work.
import { setImmediate as rest } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import { removeQuietly } from '../files/durable.ts';
import { errorFacts, type Log } from '../log.ts';
import { f64, f32, u16, u32 } from './arrays.ts';
import type { Model } from './model.ts';
import type { Facts } from './taste.ts';
import type { DiscoveryReply, DiscoveryTask } from './worker.ts';

export interface ReadyModel {
  readonly model: Model;
  /** By media id. */
  readonly positions: ReadonlyMap<number, number>;
  /** Facts of its titles, in their order. */
  readonly facts: readonly Facts[];
  /** False while a better one is on its way. */
  readonly complete: boolean;
}

export interface ModelHost {
  /** The newest model there is; waits only while there is none at all. Starts a rebuild when something changed. */
  get(): Promise<ReadyModel>;
  /** What there is now; starts nothing. */
  status(): ModelStatus;
  /** Something was written: the next `get` has it looked into. */
  changed(): void;
  /** Everything is of another time, and ids may mean other rows: no model that is there counts any more. */
  restored(): void;
  /** Resolves when no worker is at work. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface ModelStatus {
  readonly building: boolean;
  readonly model: {
    readonly people: number;
    readonly ratings: number;
    readonly titles: number;
    readonly complete: boolean;
  } | null;
}

export interface ModelHostOptions {
  readonly worker: URL;
  readonly databaseFile: string;
  readonly modelFile: string;
  readonly log: Log;
  /** A new model is in place. */
  readonly onModel: () => void;
}

export function createModelHost({
  worker: entry,
  databaseFile,
  modelFile,
  log,
  onModel,
}: ModelHostOptions): ModelHost {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  let ready: ReadyModel | undefined;
  let stale = true;
  // Grows with each restore: what was begun before it is not taken in.
  let age = 0;
  let running: Promise<void> | undefined;
  let first = Promise.withResolvers<ReadyModel>();
  // Nobody may be waiting when it fails.
  first.promise.catch(() => undefined);

  function start(): void {
    stale = false;
    const begunAt = age;
    const task: DiscoveryTask = { databaseFile, modelFile, stop, known: ready?.model.fingerprint ?? null };
    const worker = new Worker(entry, { workerData: task });
    const { promise, resolve } = Promise.withResolvers<void>();
    running = promise;
    // Taken in one after the other, and done before the worker counts as gone.
    let takingIn = Promise.resolve();
    worker.on('message', (reply: DiscoveryReply) => {
      takingIn = takingIn.then(() => takeIn(reply, begunAt));
    });
    worker.on('error', (error) => {
      log.error(errorFacts(error), 'the model could not be built');
      first.reject(new AppError('unavailable', 'Suggestions could not be made.', {}, { cause: error }));
      first = Promise.withResolvers<ReadyModel>();
      first.promise.catch(() => undefined);
      stale = true;
    });
    worker.on('exit', () => {
      void takingIn.then(() => {
        running = undefined;
        // What it wrote is of the time before, too, and somebody may wait.
        if (begunAt !== age) forget();
        if (begunAt !== age && ready === undefined) start();
        resolve();
      });
    });
  }

  async function takeIn(reply: DiscoveryReply, begunAt: number): Promise<void> {
    if (reply.kind === 'unchanged') return;
    const { model, complete, seconds } = reply;
    const prepared = await prepare(model);
    if (Atomics.load(stop, 0) !== 0 || begunAt !== age) return;
    ready = { model, ...prepared, complete };
    log.info(
      {
        titles: model.titles.mediaId.length,
        people: model.people,
        ratings: model.fingerprint.ratings,
        complete,
        seconds,
      },
      'a model of everybody’s taste is in place',
    );
    first.resolve(ready);
    onModel();
  }

  function forget(): void {
    removeQuietly(modelFile);
    stale = true;
  }

  return {
    get() {
      if (stale && running === undefined && Atomics.load(stop, 0) === 0) start();
      return ready ? Promise.resolve(ready) : first.promise;
    },
    status: () => ({
      building: running !== undefined,
      model: ready
        ? {
            people: ready.model.people,
            ratings: ready.model.fingerprint.ratings,
            titles: ready.model.titles.mediaId.length,
            complete: ready.complete,
          }
        : null,
    }),
    changed() {
      stale = true;
    },
    restored() {
      age++;
      if (ready) {
        ready = undefined;
        first = Promise.withResolvers<ReadyModel>();
        first.promise.catch(() => undefined);
      }
      forget();
    },
    async idle() {
      await running;
    },
    async close() {
      Atomics.store(stop, 0, 1);
      first.reject(new AppError('cancelled', 'Mediary is closing.'));
      await running;
    },
  };
}

/** Titles at a time: about a millisecond. */
const slice = 1000;

/** What requests look titles up in. Made in slices, so that a big model's arrival is no stall. */
async function prepare({ titles }: Model): Promise<Pick<ReadyModel, 'positions' | 'facts'>> {
  const positions = new Map<number, number>();
  const facts: Facts[] = [];
  for (let j = 0; j < titles.mediaId.length; j++) {
    if (j % slice === slice - 1) await rest();
    positions.set(f64(titles.mediaId, j), j);
    facts.push({
      mediaId: f64(titles.mediaId, j),
      kind: u16(titles.kind, j),
      year: u16(titles.year, j),
      runtime: u16(titles.runtime, j),
      genres: titles.genreOf.subarray(u32(titles.genreStart, j), u32(titles.genreStart, j + 1)),
      creator: u32(titles.creator, j),
      series: u32(titles.series, j),
      likes: u32(titles.likes, j),
      weightedRating: f32(titles.weightedRating, j),
    });
  }
  return { positions, facts };
}
