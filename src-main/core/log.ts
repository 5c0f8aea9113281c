// The structured log: JSON lines with rotation. Callers pass facts by name; inputs, passwords, notes and rows of
// people never go in. A log that can't be written never stops the app.
import { join } from 'node:path';
import { pino } from 'pino';
import { createStream } from 'rotating-file-stream';

export interface Log {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}

export interface LogFile extends Log {
  readonly folder: string;
  readonly file: string;
  /** Resolves when everything is written. */
  close(): Promise<void>;
}

const name = 'mediary.log';

/** Five files of 5 MB each, in a folder that exists. */
export function openLog(folder: string): LogFile {
  const stream = createStream(name, {
    path: folder,
    size: '5M',
    maxFiles: 5,
    history: '.mediary-log-history',
  });
  stream.on('error', () => undefined);
  stream.on('warning', () => undefined);
  const logger = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, stream);
  return {
    folder,
    file: join(folder, name),
    info: (facts, message) => logger.info(facts, message),
    warn: (facts, message) => logger.warn(facts, message),
    error: (facts, message) => logger.error(facts, message),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}

/** The facts of an error that may be logged: its kind, code and stack, with the chain of causes. */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    error: error.name,
    code,
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
  };
}
