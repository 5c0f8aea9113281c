// A diary may rate one title many times, and a title has one review: which row carries it. Files are read twice,
// first for this, so that nothing but keys and dates is held.
import type { SetFile, TableRow } from './set-file.ts';
import { rowsOf } from './set-file.ts';

export interface Claim {
  /** What the title is known by in this file. */
  readonly key: string;
  readonly date: string;
  readonly hasText: boolean;
  readonly hasRating: boolean;
}

/**
 * The rows that carry their title's review: the newest with a text, else the newest with a rating. Of rows of one
 * date the later one in the file is newer.
 */
export function reviewRows(
  files: readonly SetFile[],
  claim: (row: TableRow, file: SetFile) => Claim | null,
): ReadonlySet<string> {
  const newest = new Map<string, Claim & { readonly source: string }>();
  for (const file of files) {
    for (const row of rowsOf(file)) {
      if (row.refusal) continue;
      const found = claim(row, file);
      if (found === null || (!found.hasText && !found.hasRating)) continue;
      const known = newest.get(found.key);
      if (known && (known.hasText !== found.hasText ? known.hasText : known.date > found.date)) continue;
      newest.set(found.key, { ...found, source: sourceOf(file, row) });
    }
  }
  return new Set([...newest.values()].map(({ source }) => source));
}

export function sourceOf(file: SetFile, row: Pick<TableRow, 'line'>): string {
  return `${file.path}\0${row.line}`;
}

/** A title as files without ids name it. */
export function nameKey(title: string, year: string | number = ''): string {
  return `${title.normalize('NFC').toLowerCase().trim()}\0${year}`;
}
