// Finds where a record ends that is too long to hold: a walk over its characters by the parser's own rules for
// quotes, remembering only counts.
import type { ByteSource, TextFormat } from './text-format.ts';
import { decodeExactly, encodedLength, wholeCharacters } from './text-encoding.ts';

export interface LongRecordSearch {
  /** The byte at which the record begins. */
  readonly start: number;
  readonly longestCell: number;
  /** Quotes mean nothing: the record is the line. */
  readonly wholeLine: boolean;
}

export type LongRecord =
  /** `column`: of the first cell that is too long, counted from 0; null when only the sum is. */
  | { readonly kind: 'found'; readonly end: number; readonly lines: number; readonly column: number | null }
  /** A quote isn't properly closed: it reaches to `until` (for ever: Infinity), the next line begins at `nextLine`. */
  | { readonly kind: 'broken'; readonly until: number; readonly nextLine: number };

type State = 'cellStart' | 'plain' | 'quoted' | 'quoteSeen';

const chunkSize = 1 << 18;

export function skipLongRecord(source: ByteSource, format: TextFormat, search: LongRecordSearch): LongRecord {
  const walk = createWalk(format, search);
  const buffer = Buffer.allocUnsafe(chunkSize);
  for (let position = search.start; ;) {
    const count = source.read(buffer, position);
    if (count === 0) return walk.atEnd(position);
    const bytes = buffer.subarray(0, count);
    const whole = wholeCharacters(bytes, format.encoding) || count;
    const found = walk.read(decodeExactly(bytes.subarray(0, whole), format.encoding), position);
    if (found) return found;
    position += whole;
  }
}

function createWalk(
  { encoding, delimiter, newline }: TextFormat,
  { longestCell, wholeLine }: LongRecordSearch,
) {
  let state: State = wholeLine ? 'plain' : 'cellStart';
  let spaces = 0;
  let column = 0;
  let cellLength = 0;
  let longColumn: number | null = null;
  let lines = 0;
  let nextLine: number | null = null;
  /** A closing quote was followed by something else than a cell's end. */
  let dirty = false;

  function cellEnds(): void {
    if (cellLength > longestCell) longColumn ??= column;
    column++;
    cellLength = 0;
    state = wholeLine ? 'plain' : 'cellStart';
  }

  function afterQuote(character: string): boolean {
    if (character === delimiter) cellEnds();
    else if (character === newline) return true;
    else if (character === '"' && spaces === 0) state = 'quoted';
    else if (character === '"') [dirty, spaces] = [true, 0];
    else if (character.trim() === '') spaces++;
    else [dirty, state] = [true, 'quoted'];
    return false;
  }

  function result(end: number): LongRecord {
    if (dirty && lines > 1 && nextLine !== null) return { kind: 'broken', until: end, nextLine };
    return { kind: 'found', end, lines, column: longColumn };
  }

  return {
    /** The record's end, if it lies in this text, whose first character stands at byte `start`. */
    read(text: string, start: number): LongRecord | undefined {
      for (let at = 0; at < text.length; at++) {
        const character = text.charAt(at);
        cellLength++;
        let ends = false;
        if (state === 'quoteSeen') ends = afterQuote(character);
        else if (state === 'quoted') {
          if (character === '"') [state, spaces] = ['quoteSeen', 0];
        } else if (character === delimiter) cellEnds();
        else if (character === newline) ends = true;
        else if (state === 'cellStart') state = character === '"' ? 'quoted' : 'plain';
        if (character === newline) {
          lines++;
          if (ends || nextLine === null) {
            const end = start + encodedLength(text.slice(0, at + 1), encoding);
            nextLine ??= end;
            if (!ends) continue;
            cellEnds();
            return result(end);
          }
        }
      }
      return undefined;
    },
    atEnd(end: number): LongRecord {
      // The parser takes spaces after a closing quote only before a delimiter or a newline.
      const closed = state !== 'quoted' && !(state === 'quoteSeen' && spaces > 0);
      cellEnds();
      if (closed) return result(end);
      return { kind: 'broken', until: Number.POSITIVE_INFINITY, nextLine: nextLine ?? end };
    },
  };
}
