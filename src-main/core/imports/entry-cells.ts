// The columns that only a canonical file has: what a row is, where it came from, what it is besides.
import { entryKinds, furtherEntries, type EntryKind, type FurtherEntry } from '#shared/api/import-fields.ts';
import { parseMoment } from '#shared/domain/csv/cell-text.ts';
import type { ListFacts } from '../lists/list-writer.ts';
import type { EntryColumn } from './formats/entry.ts';
import { readFlag, readTags } from './play-cells.ts';
import { columnIndex, control, shorten, type Refusal, type RowCells } from './row-cells.ts';

export interface Origin {
  readonly file: string;
  readonly line: number;
}

export interface EntryCells {
  /** What the row is; a refusal where the source's row could not be read. */
  kind(cells: readonly string[]): EntryKind | Refusal;
  also(cells: readonly string[]): readonly FurtherEntry[] | Refusal;
  origin(cells: readonly string[]): Origin | null;
  isRaised(cells: readonly string[]): boolean;
  episodes(cells: readonly string[]): string;
  updated(cells: readonly string[]): string | null | Refusal;
  list(row: RowCells, cells: readonly string[]): ListFacts | Refusal;
}

const longestName = 250;

/** Throws `invalid_input` where the header has no column that says what a row is. */
export function createEntryCells(header: readonly string[]): EntryCells {
  const kindAt = columnIndex(header, 'entry', 'entry' satisfies EntryColumn);
  const at = (column: EntryColumn) => header.indexOf(column);
  const [file, line, raised, also, episodes] = [
    at('file'), at('line'), at('raised'), at('also'), at('episodes'),
  ]; // prettier-ignore
  const [ranked, problem, field, updated] = [at('ranked'), at('problem'), at('field'), at('updated')];
  const text = (cells: readonly string[], index: number) => (index < 0 ? '' : (cells[index] ?? '').trim());

  return {
    kind(cells) {
      const name = text(cells, kindAt);
      if (name === 'problem')
        return { field: text(cells, field) || null, reason: text(cells, problem) || 'could not be read' };
      return (
        entryKinds.find((known) => known === name) ?? {
          field: 'entry',
          reason: `"${shorten(name)}" is none of ${entryKinds.join(', ')}`,
        }
      );
    },
    also(cells) {
      const names = text(cells, also);
      if (names === '') return [];
      const known = names.split(/\s+/).map((name) => furtherEntries.find((one) => one === name));
      return known.every((one) => one !== undefined)
        ? known
        : { field: 'also', reason: `"${shorten(names)}" holds what is none of ${furtherEntries.join(', ')}` };
    },
    origin: (cells) => originOf(text(cells, file), text(cells, line)),
    isRaised: (cells) => text(cells, raised) === '1',
    episodes: (cells) => text(cells, episodes),
    updated(cells) {
      const cell = text(cells, updated);
      if (cell === '') return null;
      return (
        parseMoment(cell) ?? { field: 'updated', reason: `"${shorten(cell)}" is no date that can be read` }
      );
    },
    list(row, cells) {
      const name = row.text(cells, 'list');
      if (name === '') return { field: 'list', reason: 'is missing: the row names no list' };
      if (name.length > longestName || control.test(name))
        return { field: 'list', reason: `must be one line of at most ${longestName} characters` };
      if (text(cells, kindAt) !== 'list') return { name, description: null, ranked: false, tags: [] };
      const tags = readTags(row.text(cells, 'tags'));
      if ('reason' in tags) return tags;
      return {
        name,
        description: row.prose(cells, 'description'),
        ranked: readFlag(text(cells, ranked)) === true,
        tags,
      };
    },
  };
}

/** Of a refused row what its user knows: the source's own cells, or what the converted row says. */
export function shownCells(header: readonly string[], cells: readonly string[]): string[] {
  if (originIn(header, cells) === null) return [...cells];
  const source = cells[header.indexOf('cells' satisfies EntryColumn)] ?? '';
  if (source !== '') return JSON.parse(source) as string[];
  const leading = new Set(['entry', 'file', 'line'].map((name) => header.indexOf(name)));
  return cells.filter((cell, index) => cell !== '' && !leading.has(index));
}

/** Of a refused row, whose cells are all that is kept of it. */
export function originIn(header: readonly string[], cells: readonly string[]): Origin | null {
  if (header[0] !== ('entry' satisfies EntryColumn)) return null;
  const cell = (column: EntryColumn) => cells[header.indexOf(column)]?.trim() ?? '';
  return originOf(cell('file'), cell('line'));
}

function originOf(file: string, line: string): Origin | null {
  return file !== '' && /^\d{1,15}$/.test(line) ? { file, line: Number(line) } : null;
}
