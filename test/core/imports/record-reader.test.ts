// The record reader: what it gives is whole, and doesn't depend on where chunks end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecordReader, type CsvRecord, type ReaderOptions } from '#main/core/imports/record-reader.ts';
import type { ByteSource, TextFormat } from '#main/core/imports/text-format.ts';

const comma: TextFormat = { encoding: 'utf-8', markLength: 0, delimiter: ',', newline: '\n' };
const chunkSizes = [1, 2, 3, 7, 4096, 65_536];

function bytesSource(bytes: Buffer): ByteSource {
  return { read: (buffer, position) => bytes.copy(buffer, 0, position, position + buffer.length) };
}

function readAll(bytes: Buffer | string, format = comma, options: ReaderOptions = {}): CsvRecord[] {
  const reader = createRecordReader(bytesSource(Buffer.from(bytes)), format, options);
  const records: CsvRecord[] = [];
  for (let next = reader.next(); next !== null; next = reader.next()) records.push(...next);
  return records;
}

const cellsOf = (records: CsvRecord[]) => records.map(({ cells }) => cells);

describe('reading records', () => {
  it('reads LF, CRLF and both mixed, with cells that hold delimiters, quotes and line ends', () => {
    const text = 'a,b\r\n"x, ""y""","two\nlines"\nplain,"quoted end"\r\nlast,row';
    expect(cellsOf(readAll(text))).toEqual([
      ['a', 'b'],
      ['x, "y"', 'two\nlines'],
      ['plain', 'quoted end'],
      ['last', 'row'],
    ]);
  });

  it('tells physical lines, also after cells of several lines and blank lines', () => {
    const records = readAll('h\r\n"one\r\ntwo\r\nthree",x\r\n\r\n\r\nlast,y\r\n');
    expect(records.map(({ line }) => line)).toEqual([1, 2, 7]);
  });

  it('keeps a carriage return that belongs to a quoted text', () => {
    expect(cellsOf(readAll('a,"b\r"\r\nc,d"\r\n'))).toEqual([
      ['a', 'b\r'],
      ['c', 'd"'],
    ]);
  });

  it('reads the line ends of old Macs', () => {
    expect(cellsOf(readAll('a,b\rc,"d\re"\r', { ...comma, newline: '\r' }))).toEqual([
      ['a', 'b'],
      ['c', 'd\re'],
    ]);
  });

  it('counts the bytes of a file marked as UTF-8 that are no characters', () => {
    const byte = fc.constantFrom(
      0x41,
      0x2c,
      0x0a,
      0x22,
      0x80,
      0xc3,
      0xa9,
      0xe2,
      0x82,
      0xac,
      0xf0,
      0x9f,
      0xed,
      0xff,
    );
    fc.assert(
      fc.property(
        fc.array(byte, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(...chunkSizes),
        (some, chunkSize) => {
          const bytes = Buffer.from([0xef, 0xbb, 0xbf, ...some, 0x0a, 0x5a, 0x0a]);
          const records = readAll(bytes, { ...comma, markLength: 3 }, { chunkSize });
          expect(records.at(-1)?.end).toBe(bytes.length);
          for (const { end } of records) expect(bytes[end - 1]).toBe(0x0a);
          for (const { cells } of records) expect(cells.every((cell) => cell.isWellFormed())).toBe(true);
        },
      ),
    );
    const broken = Buffer.concat([
      Buffer.from('\ufeffname\nCaf'),
      Buffer.from([0xe9]),
      Buffer.from(' 日\nnext\n'),
    ]);
    const records = readAll(broken, { ...comma, markLength: 3 });
    expect(records.map(({ cells, end }) => [cells[0], end])).toEqual([
      ['name', 8],
      ['Caf\ufffd 日', 17],
      ['next', 22],
    ]);
  });

  it('gives for each record the byte at which the next begins, in every encoding', () => {
    const text = 'é,ü\nžluťoučký,"日本\n語"\n👍,end';
    for (const [encoding, bytes] of [
      ['utf-8', Buffer.from(text)],
      ['utf-16le', Buffer.from(text, 'utf16le')],
      ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
    ] as const) {
      const records = readAll(bytes, { ...comma, encoding });
      expect(cellsOf(records)).toEqual([
        ['é', 'ü'],
        ['žluťoučký', '日本\n語'],
        ['👍', 'end'],
      ]);
      for (const [index, { end }] of records.entries()) {
        const rest = createRecordReader(bytesSource(bytes), { ...comma, encoding, markLength: end });
        expect(rest.next()?.[0]?.cells).toEqual(records[index + 1]?.cells);
      }
    }
  });

  it('refuses a quote that is never closed by its line, and reads every line after it', () => {
    const records = readAll('id,t\n1,ok\n2,"open\n3,fine\n4,also fine\n');
    expect(records.map(({ line, refusal }) => [line, refusal?.reason])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, 'line 3: a quote is opened and never properly closed'],
      [4, undefined],
      [5, undefined],
    ]);
    expect(cellsOf(records.slice(2))).toEqual([
      ['2', '"open'],
      ['3', 'fine'],
      ['4', 'also fine'],
    ]);
  });

  it('does not let a lone quote swallow the rows up to the next quoted cell', () => {
    const records = readAll('id,t\n2,"open\n3,fine\n"quoted, id",4\n5,"good"\n');
    expect(records.map(({ line, refusal }) => [line, refusal === null])).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, true],
      [5, true],
    ]);
    expect(records[3]?.cells).toEqual(['quoted, id', '4']);
  });

  it('refuses a line inside the reach of a broken quote that holds quotes as text', () => {
    const records = readAll('t,r\n"She said ""great"" and\nwent "home" then",9\nnext,8\n');
    expect(records.map(({ line, refusal }) => [line, refusal === null])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, true],
    ]);
  });

  it('reads a file in which every line opens a quote in linear time', () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `"open ${index},x`).join('\n');
    const records = readAll(lines);
    expect(records).toHaveLength(40_000);
    expect(records.every(({ refusal }) => refusal !== null)).toBe(true);
  });

  it('refuses a cell of 10 MB by line and column without holding it, quoted or not, and goes on', () => {
    const big = 'x'.repeat(10 << 20);
    for (const cell of [big, `"${big}"`, `"${'line\n'.repeat(2 << 20)}"`]) {
      const records = readAll(`a,b,c\n1,2,3\n4,${cell},6\n7,8,9\n`);
      expect(records.map(({ refusal }) => refusal)).toEqual([
        null,
        null,
        { column: 1, reason: 'the text in column 2 is longer than 65536 characters' },
        null,
      ]);
      expect(records[3]?.cells).toEqual(['7', '8', '9']);
      expect(records[2]?.cells.join('').length).toBeLessThan(1000);
      expect(records[3]?.line).toBe(cell.includes('\n') ? 3 + (2 << 20) + 1 : 4);
    }
  });

  it('refuses a row with a NUL and names the column', () => {
    expect(readAll('a,b\n1,x\0y\n2,z\n').map(({ refusal }) => refusal)).toEqual([
      null,
      { column: 1, reason: 'there is a NUL character in column 2' },
      null,
    ]);
  });

  it('gives the same records whatever the size of chunks', () => {
    const piece = fc.constantFrom(
      'a',
      'é',
      '👍',
      ',',
      '"',
      '""',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\t',
      ';',
      '\0',
      '"\n',
      '",',
      ',"',
      '日本',
      'xyz',
    );
    const texts = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, fc.constantFrom('utf-8', 'utf-16le'), (text, encoding) => {
        const bytes = Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le');
        const limits = { longestCell: 6, longestRecord: 15 };
        const [first, ...others] = chunkSizes.map((chunkSize) =>
          readAll(bytes, { ...comma, encoding }, { ...limits, chunkSize }),
        );
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 3000 },
    );
  });

  it('finds the end of a record that is too long to hold where the parser would', () => {
    const cell = fc.constantFrom(
      'a',
      '"b"',
      '"c ""d"" e"',
      '"two\nlines"',
      '"x, y" ',
      '',
      '"""q"""',
      'plain text',
    );
    const file = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(file, (rows) => {
        const text = rows.map((cells) => cells.join(',')).join('\n');
        const whole = readAll(text);
        const limited = readAll(text, comma, { longestRecord: 12, chunkSize: 5 });
        expect(limited.map(({ line, end }) => [line, end])).toEqual(
          whole.map(({ line, end }) => [line, end]),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('accounts for every line: each non-blank one belongs to exactly one record', () => {
    const piece = fc.constantFrom('a', ',', '"', '""', '\n', ' ', 'xyz', '"a,b"', '\n"', '"\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const records = readAll(text);
        const lines = text.split('\n');
        for (const [index, record] of records.entries()) {
          const after = records[index + 1]?.line ?? lines.length + 1;
          const own = lines.slice(record.line - 1, after - 1).join('\n');
          // Every letter of its lines is in its cells: nothing was dropped, nothing swallowed from others.
          expect(record.cells.join('').replaceAll(/[^a-z]/g, '')).toBe(own.replaceAll(/[^a-z]/g, ''));
        }
        expect(
          records
            .flatMap(({ cells }) => [...cells])
            .join('')
            .replaceAll(/[^a-z]/g, ''),
        ).toBe(text.replaceAll(/[^a-z]/g, ''));
      }),
      { numRuns: 3000 },
    );
  });
});
