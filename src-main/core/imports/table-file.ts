// Opens a file as a table: what its bytes are in, what separates its cells, its header and first rows. Throws
// `invalid_input` in words for what is no table.
import { closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import { sniffDelimiter, sniffNewline } from './delimiter.ts';
import { createRecordReader } from './record-reader.ts';
import { decode, detectEncoding, wholeCharacters } from './text-encoding.ts';
import type { ByteSource, TextFormat } from './text-format.ts';
import { assertNoKnownBinary, assertText } from './text-table.ts';

export interface TableFormat extends TextFormat {
  readonly header: readonly string[];
}

export interface TableHead {
  readonly format: TableFormat;
  /** The first rows, refused ones among them. */
  readonly preview: readonly (readonly string[])[];
}

export interface FileSource extends ByteSource {
  close(): void;
}

export const mostColumns = 1000;
const headSize = 1 << 18;
const previewRows = 20;

export async function readTableHead(path: string, name: string): Promise<TableHead> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new AppError(
      'invalid_input',
      `"${name}" cannot be read.`,
      { reason: 'unreadable', name },
      { cause: error },
    );
  });
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headSize), 0, headSize, 0);
    const head = buffer.subarray(0, bytesRead);
    assertNoKnownBinary(head, name);
    const { encoding, markLength } = await detectEncoding(file, head);
    const bytes = head.subarray(markLength);
    const text = decode(bytes.subarray(0, wholeCharacters(bytes, encoding)), encoding);
    assertText(text, name);
    const newline = sniffNewline(text);
    return readHead(head, { encoding, markLength, newline, delimiter: sniffDelimiter(text, newline) }, name);
  } finally {
    await file.close();
  }
}

/** The header and first rows, from the file's first bytes alone. */
function readHead(head: Buffer, format: TextFormat, name: string): TableHead {
  const source: ByteSource = {
    read: (buffer, position) => head.copy(buffer, 0, position, position + buffer.length),
  };
  const reader = createRecordReader(source, format);
  const records = [];
  for (let next = reader.next(); next !== null && records.length <= previewRows; next = reader.next())
    records.push(...next);
  // Where the file goes on, its last record here is cut off.
  const whole =
    head.length === headSize && records.at(-1)?.end === head.length && records.length > 1
      ? records.slice(0, -1)
      : records;
  const [first, ...rows] = whole;
  if (!first) throw refuse('empty_file', name, 'is empty');
  if (first.refusal)
    throw refuse('bad_header', name, `has no header that can be read: ${first.refusal.reason}`);
  if (first.cells.length > mostColumns)
    throw refuse('too_many_columns', name, `has more than ${mostColumns} columns`);
  const header = first.cells.map((cell) => cell.trim());
  if (header.every((cell) => cell === ''))
    throw refuse('no_header', name, 'has no column names in its first line');
  if (rows.length === 0) throw refuse('no_rows', name, 'has a header and no rows');
  return { format: { ...format, header }, preview: rows.slice(0, previewRows).map(({ cells }) => cells) };
}

function refuse(reason: string, name: string, what: string): AppError {
  return new AppError('invalid_input', `"${name}" ${what}.`, { reason, name });
}

/** The file's bytes, read synchronously: for the worker. */
export function openFileSource(path: string): FileSource {
  const handle = openSync(path, 'r');
  return {
    read: (buffer, position) => readSync(handle, buffer, 0, buffer.length, position),
    close: () => closeSync(handle),
  };
}
