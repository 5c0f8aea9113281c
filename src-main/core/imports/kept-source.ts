// The file of an import that is over, kept so that its rows can be read again: whoever points a row at another title
// wants exactly that row. Very large ones are not kept.
import { readdir, rm, stat } from 'node:fs/promises';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { createRecordReader, type CsvRecord } from './record-reader.ts';
import type { LoggedRow } from './row-log.ts';
import type { TextFormat } from './text-format.ts';

export const sourceName = 'source';
const largestKept = 256 * 1024 * 1024;

/** Of an import's folder leaves the file that rows are read from, or nothing. */
export async function keepSource(folder: string): Promise<void> {
  const size =
    (await stat(join(folder, sourceName)).catch(() => undefined))?.size ?? Number.POSITIVE_INFINITY;
  if (size > largestKept) {
    await rm(folder, { recursive: true, force: true });
    return;
  }
  const others = (await readdir(folder)).filter((name) => name !== sourceName);
  await Promise.all(others.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/** The records of these rows, each with its line; undefined where the file is gone or another one. */
export function readKept(
  path: string,
  format: TextFormat,
  rows: readonly LoggedRow[],
): CsvRecord[] | undefined {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    return rows.flatMap((row) => readRow(handle, format, row) ?? []);
  } finally {
    closeSync(handle);
  }
}

function readRow(handle: number, format: TextFormat, { from, end, line }: LoggedRow): CsvRecord | undefined {
  const start = from === 0 ? format.markLength : from;
  const bytes = Buffer.alloc(end - start);
  if (readSync(handle, bytes, 0, bytes.length, start) < bytes.length) return undefined;
  const source = { read: (buffer: Buffer, position: number) => bytes.copy(buffer, 0, position) };
  const reader = createRecordReader(source, { ...format, markLength: 0 });
  let last: CsvRecord | undefined;
  // Rows that the user did not want may stand before it.
  for (let records = reader.next(); records !== null; records = reader.next()) last = records.at(-1);
  return last && { ...last, line, end };
}
