// A recognised file that lies whole on the disk: its rows by column name, its records as they are, its lines, or
// its JSON items. Everything is read synchronously and piece by piece: these run in the import's worker.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { looseName } from '#shared/domain/csv/cell-text.ts';
import type { DateOrder } from '#shared/domain/csv/date-order.ts';
import { createRecordReader, type CsvRecord } from '../record-reader.ts';
import { decode, encodingOf, wholeCharacters } from '../text-encoding.ts';
import type { ByteSource, TextFormat } from '../text-format.ts';
import { scanJson } from './json-scan.ts';
import { separators } from './look.ts';
import { momentIn } from './moments.ts';

export interface SetFile {
  readonly path: string;
  /** The last part of the path without its ending, as people wrote it. */
  readonly stem: string;
  /** What the format recognised it as. */
  readonly role: string;
  readonly disk: string;
  readonly size: number;
  /** Of dates like 3/4/2019; null where nothing tells. */
  readonly dateOrder: DateOrder | null;
}

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the row can't be read. */
  readonly refusal: { readonly field: string | null; readonly reason: string } | null;
  /** The trimmed cell of the first of these columns (loose names) that is there and not blank; '' where none. */
  get(...names: readonly string[]): string;
  /** The date in that cell: '' where there is none, undefined for what can't be read. */
  moment(...names: readonly string[]): string | undefined;
  /** The first cell of the column as it is, blanks and all. */
  whole(name: string): string;
  /** The same, whole: spaces and all, unless it is blank. */
  prose(...names: readonly string[]): string | undefined;
}

export interface JsonItem {
  readonly key: string | null;
  /** From 1; of a member that is no list, 0. */
  readonly number: number;
  readonly value: unknown;
  /** The item is malformed: why, and its beginning. */
  readonly problem: { readonly reason: string; readonly source: string } | null;
}

const chunkSize = 1 << 20;
const headSize = 1 << 18;

/** How many bytes of the file were read, for progress. */
export type Heard = (bytes: number) => void;

/** The rows under the header; where the first line is no header, give the columns. */
export function* rowsOf(
  file: SetFile,
  heard: Heard = ignore,
  columns?: readonly string[],
): Generator<TableRow, void, undefined> {
  let at: ReadonlyMap<string, readonly number[]> | undefined = columns && columnsByName(columns);
  let width = columns?.length ?? 0;
  let names: readonly string[] = columns ?? [];
  for (const record of recordsOf(file, heard)) {
    if (at === undefined) {
      names = record.cells.map((cell) => cell.trim());
      at = columnsByName(names);
      width = record.cells.length;
    } else yield tableRow(record, at, width, names, file.dateOrder);
  }
}

function tableRow(
  { line, cells, refusal }: CsvRecord,
  at: ReadonlyMap<string, readonly number[]>,
  width: number,
  names: readonly string[],
  order: DateOrder | null,
): TableRow {
  const find = (wanted: readonly string[]): string => {
    for (const name of wanted) {
      for (const index of at.get(name) ?? []) {
        const cell = cells[index] ?? '';
        if (cell.trim() !== '') return cell;
      }
    }
    return '';
  };
  const ragged = cells.length < width || cells.slice(width).some((cell) => cell.trim() !== '');
  const problem =
    refusal !== null
      ? { field: refusal.column === null ? null : (names[refusal.column] ?? null), reason: refusal.reason }
      : ragged && !missesOnlyBlanks(cells, width)
        ? { field: null, reason: `has ${cells.length} cells where the header has ${width}` }
        : null;
  return {
    line,
    cells,
    refusal: problem,
    get: (...wanted) => find(wanted).trim(),
    moment: (...wanted) => momentIn(find(wanted), order),
    whole: (name) => cells[at.get(looseName(name))?.[0] ?? -1] ?? '',
    prose: (...wanted) => find(wanted) || undefined,
  };
}

/** Spreadsheets leave blank cells off a row's end: one that lacks few of them may be read. */
function missesOnlyBlanks(cells: readonly string[], width: number): boolean {
  return cells.length < width && cells.length > 1 && width - cells.length <= width / 2;
}

function columnsByName(names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const at = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    const loose = looseName(name);
    at.set(loose, [...(at.get(loose) ?? []), index]);
  }
  return at;
}

/** Every record as it is, blank lines left out. */
export function* recordsOf(file: SetFile, heard: Heard = ignore): Generator<CsvRecord, void, undefined> {
  const source = openSource(file.disk);
  try {
    const format = textFormat(source);
    if (format === null) return;
    const reader = createRecordReader(source, format, { chunkSize });
    const isWide = format.encoding.startsWith('utf-16');
    let told = 0;
    for (let records = reader.next(); records !== null; records = reader.next()) {
      for (const record of records) {
        const isBroken =
          isWide && record.refusal === null && record.cells.some((cell) => !cell.isWellFormed());
        yield isBroken ? { ...record, refusal: { reason: 'holds half a character', column: null } } : record;
      }
      const end = records.at(-1)?.end ?? told;
      heard(end - told);
      told = end;
    }
  } finally {
    source.close();
  }
}

/** Lines without their ends, and their numbers from 1: for files that know no quotes. */
export function* linesOf(
  file: SetFile,
  heard: Heard = ignore,
): Generator<{ readonly line: number; readonly text: string }, void, undefined> {
  let line = 1;
  let rest = '';
  for (const text of textOf(file.disk, heard)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) yield { line: line++, text: one.endsWith('\r') ? one.slice(0, -1) : one };
  }
  if (rest !== '') yield { line, text: rest };
}

/** The items of a JSON document, parsed one by one; the last one tells where the document breaks off. */
export function* itemsOf(file: SetFile, heard: Heard = ignore): Generator<JsonItem, void, undefined> {
  let found: JsonItem[] = [];
  let count = 0;
  const scan = scanJson({
    item(key, index, source) {
      count++;
      found.push(parseItem(key, index === null ? 0 : index + 1, source));
    },
  });
  for (const text of textOf(file.disk, heard)) {
    const problem = scan.push(text);
    yield* found;
    found = [];
    if (problem === null) continue;
    yield brokenOff(count + 1, problem);
    return;
  }
  const problem = scan.end();
  yield* found;
  if (problem !== null) yield brokenOff(count + 1, problem);
}

function parseItem(key: string | null, number: number, source: string): JsonItem {
  try {
    return { key, number, value: JSON.parse(source) as unknown, problem: null };
  } catch {
    const problem = { reason: 'is malformed JSON', source: source.slice(0, 200) };
    return { key, number, value: null, problem };
  }
}

function brokenOff(number: number, problem: string): JsonItem {
  return {
    key: null,
    number,
    value: null,
    problem: { reason: `the file ${problem}; what comes after was not read`, source: '' },
  };
}

function* textOf(disk: string, heard: Heard): Generator<string, void, undefined> {
  const source = openSource(disk);
  try {
    const { encoding, markLength } = encodingOf(source);
    const chunk = Buffer.allocUnsafe(chunkSize);
    let position = markLength;
    let left = Buffer.alloc(0);
    for (let read = source.read(chunk, position); read > 0; read = source.read(chunk, position)) {
      position += read;
      heard(read);
      const bytes =
        left.length === 0 ? chunk.subarray(0, read) : Buffer.concat([left, chunk.subarray(0, read)]);
      const whole = wholeCharacters(bytes, encoding);
      yield decode(bytes.subarray(0, whole), encoding);
      left = Buffer.from(bytes.subarray(whole));
    }
    if (left.length > 0) yield decode(left, encoding);
  } finally {
    source.close();
  }
}

/** Null for a file with nothing in it. */
function textFormat(source: ByteSource): TextFormat | null {
  const head = Buffer.alloc(headSize);
  const bytes = head.subarray(0, source.read(head, 0));
  const { encoding, markLength } = encodingOf(source);
  const text = decode(bytes.subarray(markLength, wholeEnd(bytes, markLength, encoding)), encoding);
  return text.trim() === '' ? null : { encoding, markLength, ...separators(text) };
}

function wholeEnd(bytes: Buffer, from: number, encoding: Parameters<typeof wholeCharacters>[1]): number {
  return from + wholeCharacters(bytes.subarray(from), encoding);
}

interface OpenSource extends ByteSource {
  close(): void;
}

function openSource(disk: string): OpenSource {
  const handle = openSync(disk, 'r');
  return {
    read: (buffer, position) => readSync(handle, buffer, 0, buffer.length, position),
    close: () => closeSync(handle),
  };
}

export function setFile(path: string, role: string, disk: string): SetFile {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const stem = base.replace(/\.[a-z0-9]{1,5}$/i, '');
  return { path, role, disk, stem, size: statSync(disk).size, dateOrder: null };
}

function ignore(): void {}
