// Reads the records of a CSV file through PapaParse's parser, chunk by chunk, each with its line and the byte where
// the next one begins. What it gives doesn't depend on where chunks end. A record that can't be read is given as
// refused, never dropped, and never more than a few MiB are held, whatever the file holds.
//
// A quote that is never closed, or closed only by what looks like another cell's quotes some lines on, would
// swallow good rows. Its line alone is refused then, and reading goes on at the next line; as far as the quote
// reached, each line is read by itself, and one that holds quotes as text is refused as well.
import Papa from 'papaparse';
import { skipLongRecord } from './long-record.ts';
import { countNewlines, dropCarriageReturn, isBlank, lineCells, lineLength } from './record-lines.ts';
import { decodeExactly, encodedLength, readable, wholeCharacters } from './text-encoding.ts';
import type { ByteSource, TextFormat } from './text-format.ts';

export interface CsvRecord {
  /** Of its beginning, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The byte at which the next record begins. */
  readonly end: number;
  readonly refusal: RecordRefusal | null;
}

export interface RecordRefusal {
  readonly reason: string;
  /** Of the cell that is to blame, counted from 0; null: the whole record. */
  readonly column: number | null;
}

export interface RecordReader {
  /** The next records, at least one; null at the end. Blank lines are no records. */
  next(): CsvRecord[] | null;
}

export interface ReaderOptions {
  readonly chunkSize?: number;
  /** In characters: what is longer is refused. */
  readonly longestCell?: number;
  readonly longestRecord?: number;
}

export const longestCell = 65_536;
export const longestRecord = 1 << 20;

interface Step {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

export function createRecordReader(
  source: ByteSource,
  format: TextFormat,
  options: ReaderOptions = {},
): RecordReader {
  const { encoding, delimiter, newline } = format;
  const limits = { cell: options.longestCell ?? longestCell, record: options.longestRecord ?? longestRecord };
  const chunk = Buffer.allocUnsafe(options.chunkSize ?? 1 << 16);

  // What is read and not yet given as records, where it stands in the file, and on which line.
  let text = '';
  let textStart = format.markLength;
  let line = 1;
  let readAt = format.markLength;
  let leftOver = Buffer.alloc(0);
  let ended = false;
  // Of a file marked as UTF-8 that isn't quite that.
  let hasStrayBytes = false;
  // Up to this byte every line is read by itself, because of the quote opened at brokenLine.
  let brokenUntil = 0;
  let brokenLine = 0;

  function readMore(): void {
    const count = source.read(chunk, readAt);
    readAt += count;
    if (count === 0) {
      ended = true;
      // Half a character at the very end is given as what it decodes to.
      add(leftOver);
      leftOver = Buffer.alloc(0);
      return;
    }
    const bytes =
      leftOver.length === 0 ? chunk.subarray(0, count) : Buffer.concat([leftOver, chunk.subarray(0, count)]);
    const length = wholeCharacters(bytes, encoding);
    add(bytes.subarray(0, length));
    leftOver = Buffer.from(bytes.subarray(length));
  }

  function add(bytes: Buffer): void {
    const added = decodeExactly(bytes, encoding);
    hasStrayBytes ||= encoding === 'utf-8' && !added.isWellFormed();
    text += added;
  }

  function goTo(byte: number, atLine: number): void {
    [text, textStart, readAt, line, ended, leftOver] = ['', byte, byte, atLine, false, Buffer.alloc(0)];
  }

  /** Takes characters off the front of the text. */
  function consume(length: number, bytes: number, lines: number): void {
    text = text.slice(length);
    textStart += bytes;
    line += lines;
  }

  function parseRecords(out: CsvRecord[]): void {
    const input = text;
    const wide = encodedLength(input, encoding) !== input.length;
    const hasNul = input.includes('\0');
    let start = 0;
    let startByte = textStart;
    let atLine = line;
    let broken: { readonly until: number } | undefined;
    let isLong = false;
    const parser = new Papa.Parser({
      delimiter,
      newline,
      step: ({ data, errors, meta }: Step) => {
        const end = meta.cursor;
        if (end - start > limits.record) {
          isLong = true;
          parser.abort();
          return;
        }
        const raw = () => input.slice(start, end);
        const endByte = startByte + (wide ? encodedLength(raw(), encoding) : end - start);
        const newlines = countNewlines(input, start, end, newline);
        const cells = data[0] ?? [];
        if (
          errors.length > 0 &&
          isBroken(errors, newlines > 1 || (newlines === 1 && input[end - 1] !== newline))
        ) {
          broken = {
            until: errors.some(({ code }) => code === 'MissingQuotes') ? Number.POSITIVE_INFINITY : endByte,
          };
          parser.abort();
          return;
        }
        dropCarriageReturn(cells, input, end, newline);
        if (cells.length > 1 || !isBlank(cells[0] ?? '')) {
          const refusal =
            (end - start > limits.cell ? tooLong(cells, limits.cell) : null) ??
            (hasNul ? nulIn(cells) : null);
          out.push({ line: atLine, cells, end: endByte, refusal });
        }
        [start, startByte, atLine] = [end, endByte, atLine + newlines];
      },
    });
    parser.parse(input, 0, !ended);
    consume(start, startByte - textStart, atLine - line);
    if (isLong) skip(out);
    else if (broken) breakOff(out, broken.until);
  }

  /** Refuses the line at which the text begins and reads the following ones each by itself. */
  function breakOff(out: CsvRecord[], until: number): void {
    [brokenUntil, brokenLine] = [until, line];
    const length = lineLength(text, newline) ?? text.length;
    const first = text.slice(0, length);
    const end = textStart + encodedLength(first, encoding);
    out.push({
      line,
      cells: lineCells(first, delimiter, newline),
      end,
      refusal: { reason: unclosed(line), column: null },
    });
    consume(length, end - textStart, first.endsWith(newline) ? 1 : 0);
  }

  function parseLines(out: CsvRecord[]): void {
    while (textStart < brokenUntil) {
      const length = lineLength(text, newline) ?? (ended && text !== '' ? text.length : undefined);
      if (length === undefined) return;
      if (length > limits.record) {
        skip(out);
        return;
      }
      const raw = text.slice(0, length);
      const end = textStart + encodedLength(raw, encoding);
      const { cells, refusal } = readLine(raw);
      if (cells.length > 1 || !isBlank(cells[0] ?? '')) out.push({ line, cells, end, refusal });
      consume(length, end - textStart, raw.endsWith(newline) ? 1 : 0);
    }
  }

  function readLine(raw: string): { cells: string[]; refusal: RecordRefusal | null } {
    const plain = lineCells(raw, delimiter, newline);
    if (!raw.includes('"')) return { cells: plain, refusal: tooLong(plain, limits.cell) ?? nulIn(plain) };
    const bare = raw.endsWith(newline) ? raw.slice(0, -1) : raw;
    const result = new Papa.Parser({ delimiter, newline }).parse(bare, 0, false) as Step;
    const cells = result.data[0] ?? [];
    dropCarriageReturn(cells, `${bare}${newline}`, bare.length + 1, newline);
    if (isBroken(result.errors, false))
      return { cells: plain, refusal: { reason: unclosed(line), column: null } };
    if (cells.some((cell) => cell.includes('"'))) {
      const reason = `the quote opened on line ${brokenLine} reaches over this line, and it holds quotes itself: where its cells end can't be told`;
      return { cells, refusal: { reason, column: null } };
    }
    return { cells, refusal: tooLong(cells, limits.cell) ?? nulIn(cells) };
  }

  /** The text begins with a record that is longer than any may be: looks for its end without holding it. */
  function skip(out: CsvRecord[]): void {
    const found = skipLongRecord(source, format, {
      start: textStart,
      longestCell: limits.cell,
      wholeLine: textStart < brokenUntil,
    });
    const firstLine = lineLength(text, newline) ?? text.length;
    const cells =
      firstLine > limits.record
        ? [text.slice(0, Math.min(200, limits.record))]
        : lineCells(text.slice(0, firstLine), delimiter, newline);
    if (found.kind === 'broken') {
      [brokenUntil, brokenLine] = [found.until, line];
      out.push({ line, cells, end: found.nextLine, refusal: { reason: unclosed(line), column: null } });
      goTo(found.nextLine, line + 1);
      return;
    }
    const refusal =
      found.column === null ? tooLongRecord(limits.record) : cellTooLong(found.column, limits.cell);
    out.push({ line, cells: [text.slice(0, Math.min(200, limits.record))], end: found.end, refusal });
    goTo(found.end, line + found.lines);
  }

  return {
    next() {
      const out: CsvRecord[] = [];
      for (;;) {
        if (!ended) readMore();
        // Without quotes a line is a record, and the quick way gives the same.
        if (textStart < brokenUntil && text.includes('"')) parseLines(out);
        else parseRecords(out);
        if (text.length > limits.record && !ended && out.length === 0) skip(out);
        if (out.length > 0) return hasStrayBytes ? out.map(readableRecord) : out;
        if (ended && text === '') return null;
      }
    },
  };
}

/** Never closed; or closed with something left over, many lines on: those are other rows' quotes. */
function isBroken(errors: Step['errors'], spansLines: boolean): boolean {
  return errors.some(({ code }) => code === 'MissingQuotes' || (code === 'InvalidQuotes' && spansLines));
}

function unclosed(line: number): string {
  return `line ${line}: a quote is opened and never properly closed`;
}

function tooLong(cells: readonly string[], longest: number): RecordRefusal | null {
  const column = cells.findIndex((cell) => cell.length > longest);
  return column < 0 ? null : cellTooLong(column, longest);
}

function cellTooLong(column: number, longest: number): RecordRefusal {
  return { column, reason: `the text in column ${column + 1} is longer than ${longest} characters` };
}

function tooLongRecord(longest: number): RecordRefusal {
  return { column: null, reason: `the row is longer than ${longest} characters` };
}

function nulIn(cells: readonly string[]): RecordRefusal | null {
  const column = cells.findIndex((cell) => cell.includes('\0'));
  return column < 0 ? null : { column, reason: `there is a NUL character in column ${column + 1}` };
}

function readableRecord(record: CsvRecord): CsvRecord {
  return { ...record, cells: record.cells.map(readable) };
}
