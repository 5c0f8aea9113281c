// What the first bytes of a member tell: a table with its header and first rows, JSON with its shape, or neither.
// Formats recognise their files by this.
import { isUtf8 } from 'node:buffer';
import { looseName } from '#shared/domain/csv/cell-text.ts';
import { sniffDelimiter, sniffNewline } from '../delimiter.ts';
import { createRecordReader } from '../record-reader.ts';
import { byMark, byNulPattern, decode, wholeCharacters, type DetectedEncoding } from '../text-encoding.ts';
import type { TextFormat } from '../text-format.ts';
import { jsonShape, type JsonShape } from './json-shape.ts';
import type { Member } from './survey.ts';

export interface Look {
  readonly path: string;
  /** The last part of the path, in lower case. */
  readonly base: string;
  /** The folder it lies in, in lower case; '' where in none. */
  readonly folder: string;
  readonly kind: 'table' | 'json' | 'other';
  /** The header's loose names, in their order. */
  readonly names: readonly string[];
  /** The header as it is, trimmed. */
  readonly header: readonly string[];
  /** The first records as they are, the header among them. */
  readonly records: readonly (readonly string[])[];
  readonly json: JsonShape | null;
  /** Nothing but blanks, or a header alone. */
  readonly isEmpty: boolean;
  /** All of these columns are there. */
  has(...names: readonly string[]): boolean;
  /** The header is exactly this, in this order. */
  is(...names: readonly string[]): boolean;
}

const rowsLooked = 50;

export function lookAt({ path, head, isWhole }: Member): Look {
  const parts = path.toLowerCase().split('/');
  const base = parts.at(-1) ?? '';
  const folder = parts.at(-2) ?? '';
  const nothing = {
    path,
    base,
    folder,
    header: [],
    names: [],
    records: [],
    json: null,
    isEmpty: false,
  } as const;
  const other = { ...nothing, kind: 'other', has: () => false, is: () => false } as const;
  const text = headText(head);
  if (text === null) return other;
  const [first = ''] = text.text.trimStart();
  if (first === '') return { ...other, isEmpty: true };
  if (first === '{' || first === '[') {
    const json = jsonShape(text.text, isWhole);
    if (json !== null) return { ...other, kind: 'json', json, isEmpty: json.isEmpty };
  }
  const records = firstRecords(head, { ...text.encoding, ...separators(text.text) }, isWhole);
  const header = (records[0] ?? []).map((cell) => cell.trim());
  const names = header.map(looseName);
  const known = new Set(names);
  return {
    ...nothing,
    kind: 'table',
    header,
    names,
    records,
    isEmpty: records.length < 2,
    has: (...wanted) => wanted.every((name) => known.has(name)),
    is: (...wanted) => wanted.length === names.length && wanted.every((name, index) => name === names[index]),
  };
}

export function separators(text: string): Pick<TextFormat, 'delimiter' | 'newline'> {
  const newline = sniffNewline(text);
  return { newline, delimiter: sniffDelimiter(text, newline) };
}

/** The decoded head; null for what is no text. */
export function headText(
  head: Buffer,
): { readonly text: string; readonly encoding: DetectedEncoding } | null {
  const marked = byMark(head);
  const wide = marked ? undefined : byNulPattern(head);
  const whole = head.subarray(0, wholeCharacters(head, 'utf-8'));
  const encoding = marked ?? {
    encoding: wide ?? (isUtf8(whole) ? ('utf-8' as const) : ('windows-1252' as const)),
    markLength: 0,
  };
  const bytes = head.subarray(encoding.markLength);
  const text = decode(bytes.subarray(0, wholeCharacters(bytes, encoding.encoding)), encoding.encoding);
  return isBinary(text) ? null : { text, encoding };
}

function isBinary(text: string): boolean {
  let controls = 0;
  const length = Math.min(text.length, 8192);
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) controls++;
  }
  return controls >= 8 && controls > length * 0.05;
}

function firstRecords(head: Buffer, format: TextFormat, isWhole: boolean): (readonly string[])[] {
  const reader = createRecordReader(
    { read: (buffer, position) => head.copy(buffer, 0, position, position + buffer.length) },
    format,
  );
  const records: (readonly string[])[] = [];
  for (let next = reader.next(); next !== null && records.length <= rowsLooked; next = reader.next()) {
    // Where the file goes on, the last record may be cut off.
    const whole = isWhole || (next.at(-1)?.end ?? 0) < head.length ? next : next.slice(0, -1);
    for (const { cells, refusal } of whole) if (refusal === null || records.length > 0) records.push(cells);
  }
  return records.slice(0, rowsLooked);
}
