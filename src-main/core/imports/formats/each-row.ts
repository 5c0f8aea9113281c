// The rows of tables that can be read, with what most formats read alike: dates, ratings and ids. What is wrong is
// refused here, by the name of its column.
import type { ExternalSource } from '#shared/api/catalog.ts';
import { externalId } from '#shared/domain/csv/cell-text.ts';
import type { ForeignScale } from '#shared/domain/rating.ts';
import { isProblem, rate, type Out, type Rated } from './format.ts';
import { rowsOf, type SetFile, type TableRow } from './set-file.ts';

export interface RowContext {
  readonly file: SetFile;
  readonly row: TableRow;
  readonly out: Out;
  /** Where the row stands, as entries say it. */
  readonly at: { readonly file: string; readonly line: number };
  refuse(reason: string, field?: string): void;
  /** '' where there is none; undefined where it was refused. */
  date(columns: readonly string[]): string | undefined;
  /** {} where there is none; undefined where it was refused. */
  rated(
    columns: readonly string[],
    scale: ForeignScale,
    rules?: { readonly zeroIsNone?: boolean },
  ): Rated | undefined;
  /** Ids by source, from the first of the columns that isn't blank. */
  ids(columns: Partial<Record<ExternalSource, readonly string[]>>): Partial<Record<ExternalSource, string>>;
}

export function eachRow(
  files: readonly SetFile[],
  out: Out,
  convert: (context: RowContext) => void,
  columns?: readonly string[],
): void {
  for (const file of files) {
    for (const row of rowsOf(file, out.heard, columns)) {
      if (row.refusal) out.refuse(file, row, row.refusal.reason, row.refusal.field);
      else convert(contextOf(file, row, out));
    }
  }
}

function contextOf(file: SetFile, row: TableRow, out: Out): RowContext {
  const refuse = (reason: string, field?: string) => out.refuse(file, row, reason, field ?? null);
  return {
    file,
    row,
    out,
    at: { file: file.path, line: row.line },
    refuse,
    date(columns) {
      const found = row.moment(...columns);
      if (found === undefined)
        refuse(`"${row.get(...columns).slice(0, 40)}" is no date that can be read (2019-05-31)`, columns[0]);
      return found;
    },
    rated(columns, scale, { zeroIsNone = false } = {}) {
      const text = row.get(...columns);
      const found = zeroIsNone && /^0+(?:[.,]0+)?$/.test(text) ? {} : rate(text, scale);
      if (!isProblem(found)) return found;
      refuse(found.problem, columns[0]);
      return undefined;
    },
    ids(columns) {
      const found: Partial<Record<ExternalSource, string>> = {};
      for (const [source, names] of Object.entries(columns) as [ExternalSource, readonly string[]][]) {
        const id = row.get(...names);
        if (id !== '' && id !== '0' && id !== '-')
          found[source] = externalId(source, id.replace(/^(\d+)\.0+$/, '$1'));
      }
      return found;
    },
  };
}
