// One task in one worker thread, from both sides: plain data in, progress and one result out. The worker hears of a stop
// through shared memory and is never terminated, since it holds a database handle.
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { JobStep } from '#shared/api/jobs.ts';
import { AppError, errorReply, type ErrorReply } from '#shared/errors.ts';
import { systemError } from '../failure-reply.ts';
import { errorFacts } from '../log.ts';
import type { JobContext } from './jobs.ts';

type Message =
  | { readonly type: 'progress'; readonly step: JobStep; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly value: unknown }
  /** `error` is null for a bug. */
  | { readonly type: 'failed'; readonly error: ErrorReply | null; readonly facts: Record<string, unknown> };

interface Given {
  readonly task: unknown;
  readonly stop: Int32Array;
}

/** What the worker answered. Rejects with the AppError that it threw. */
export function runWorker<T>(file: URL, task: unknown, context: JobContext): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const worker = new Worker(file, { workerData: { task, stop: context.stop } satisfies Given });
  let end: (() => void) | undefined;
  worker.on('message', (message: Message) => {
    if (message.type === 'progress') context.progress(message.step, message.done, message.total);
    else if (message.type === 'done') end = () => resolve(message.value as T);
    else {
      const { error, facts } = message;
      const thrown = error
        ? new AppError(error.code, error.message, error.details)
        : new Error('a worker failed', { cause: facts });
      end = () => reject(thrown);
    }
  });
  worker.on('error', (error: unknown) => void (end = () => reject(error)));
  // Only when the thread is gone are its handles closed.
  worker.on('exit', (code) => {
    if (end) end();
    else reject(new Error(`a worker ended with ${code} and no word`));
  });
  return promise;
}

/** The worker's side: call once, at the end of its entry. */
export function serveWorker(run: (task: unknown, context: JobContext) => Promise<unknown>): void {
  const port = parentPort;
  if (!port) return;
  const { task, stop } = workerData as Given;
  const tell = (message: Message) => port.postMessage(message);
  const context: JobContext = {
    stop,
    progress: (step, done, total) => tell({ type: 'progress', step, done, total }),
    assertWanted() {
      if (Atomics.load(stop, 0) !== 0) throw new AppError('cancelled', 'It was stopped.');
    },
  };
  run(task, context).then(
    (value) => tell({ type: 'done', value }),
    (error: unknown) => {
      const translated = systemError(error);
      tell({ type: 'failed', error: errorReply(translated) ?? null, facts: errorFacts(translated) });
    },
  );
}
