// The structured log: JSON lines with rotation. Callers pass facts by name; inputs, passwords, notes and rows of
// people never go in. A log that can't be written never stops the app, and goes on once it can be written again.
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';

export interface Log {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}

export interface LogFile extends Log {
  readonly folder: string;
  readonly file: string;
}

const name = 'mediary.log';
const mostFiles = 5;
const mostBytes = 5_000_000;

/** Five files of 5 MB each, "mediary.log" and the older "mediary.log.1" to ".4", in a folder that exists. */
export function openLog(folder: string): LogFile {
  const file = join(folder, name);
  const logger = pino(
    { base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => append(file, line) },
  );
  return {
    folder,
    file,
    info: (facts, message) => logger.info(facts, message),
    warn: (facts, message) => logger.warn(facts, message),
    error: (facts, message) => logger.error(facts, message),
  };
}

/** Lines are few: each is in the file when this returns, no handle stays open, and another process may turn the files over. */
function append(file: string, line: string): void {
  try {
    const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
    if (size + line.length > mostBytes) turnOver(file);
    appendFileSync(file, line, { mode: 0o600 });
  } catch {
    // The disk is full, or not there: whoever asked is told of that by other ways.
  }
}

function turnOver(file: string): void {
  for (let number = mostFiles - 1; number > 0; number--) {
    const older = number === 1 ? file : `${file}.${number - 1}`;
    if (statSync(older, { throwIfNoEntry: false })) renameSync(older, `${file}.${number}`);
  }
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
