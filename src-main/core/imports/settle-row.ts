// From a record of the file to what it does: read by the mapping (which needs no lock), then settled by the
// file's shape. The same for a plan, an import, and the part of a resumed import that was done already.
import { externalSources, type ExternalSource } from '#shared/api/catalog.ts';
import type { ImportOptions, Outcomes } from '#shared/api/imports.ts';
import type { Library } from './library.ts';
import { createTitleMatcher } from './match-title.ts';
import type { CsvRecord } from './record-reader.ts';
import { createRowReader, isRefusal, type Refusal, type Row } from './row-reader.ts';
import { createSeenRows, hashCells } from './seen-rows.ts';
import { createReviewSettler, recallReview } from './settle-review.ts';
import { createTitleSettler, recallTitle, type Settled } from './settle-title.ts';
import type { TableFormat } from './table-file.ts';
import { createTitleChoices, type KeyedChoice } from './title-choices.ts';

/** A record that the user wants, with what its cells mean. */
export interface ReadRow {
  readonly record: CsvRecord;
  readonly row: Row | Refusal;
}

export interface RowSettler {
  /** The records that meet the user's conditions. Looks at nothing but the file. */
  read(records: readonly CsvRecord[]): ReadRow[];
  settle(read: ReadRow): Settled | Refusal;
  /** What a row that somebody has settled might mean otherwise. Ask before it is settled. */
  doubts(read: ReadRow): readonly number[] | undefined;
  /** Remembers a row that an earlier run of this import has settled. Reads only. */
  recall(read: ReadRow): void;
}

export interface RowSettlerOptions {
  readonly library: Library;
  readonly options: ImportOptions;
  readonly format: TableFormat;
  readonly userId: number;
  /** Whether this import itself added a title. */
  readonly isOwn: (id: number) => boolean;
  /** What people have said of rows. */
  readonly choices: readonly KeyedChoice[];
}

export function createRowSettler(given: RowSettlerOptions): RowSettler {
  const { library, options, format, userId, isOwn } = given;
  const rows = createRowReader(options, format);
  const matcher = createTitleMatcher({ library, isOwn, choices: createTitleChoices(given.choices) });
  const shared = { library, seen: createSeenRows(), matcher, userId, addMissing: options.addMissing };
  const settleTitle = createTitleSettler(shared);
  const settleReview = createReviewSettler(shared);
  const isCatalogue = options.shape === 'catalogue';

  return {
    read(records) {
      const read: ReadRow[] = [];
      for (const record of records) {
        if (record.refusal) read.push({ record, row: blame(record.refusal, format) });
        else if (rows.wants(record.cells)) read.push({ record, row: rows.read(record.cells) });
      }
      return read;
    },
    settle({ record, row }) {
      if (isRefusal(row)) return row;
      return isCatalogue
        ? settleTitle(row, record.line, hashCells(record.cells))
        : settleReview(row, record.line);
    },
    doubts: ({ record, row }) => (isRefusal(row) ? undefined : matcher.doubts(row, record.line)),
    recall({ record, row }) {
      if (isRefusal(row)) return;
      if (isCatalogue) recallTitle(shared, row, record.line, hashCells(record.cells));
      else recallReview(shared, row, record.line);
    },
  };
}

function blame({ reason, column }: NonNullable<CsvRecord['refusal']>, { header }: TableFormat): Refusal {
  return { field: column === null ? null : (header[column] ?? null), reason };
}

export function noOutcomes(): { -readonly [K in keyof Outcomes]: Outcomes[K] } {
  return { rows: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0, raised: 0, titlesAdded: 0 };
}

/** Adds one row to the counts: it is exactly one of inserted, updated, unchanged, rejected. */
export function count(
  outcomes: ReturnType<typeof noOutcomes>,
  row: Row | Refusal,
  settled: Settled | Refusal,
  isReviews: boolean,
): void {
  outcomes.rows++;
  if (isRefusal(settled)) {
    outcomes.rejected++;
    return;
  }
  outcomes[settled.outcome]++;
  if (!isRefusal(row) && row.raised) outcomes.raised++;
  if (isReviews && settled.titleAdded) outcomes.titlesAdded++;
}

/** Whose numbers a file's people go by: that of the ids it maps. */
export function authorSource({ mapping }: ImportOptions): {
  readonly source: string;
  readonly label: string;
} {
  const source = externalSources.find((name) => mapping[name] !== undefined);
  return source === undefined ? { source: 'import', label: '' } : { source, label: labels[source] };
}

const labels: Readonly<Record<ExternalSource, string>> = {
  imdb: 'IMDb',
  tmdb: 'TMDB',
  tvdb: 'TheTVDB',
  movielens: 'MovieLens',
  musicbrainz: 'MusicBrainz',
  spotify: 'Spotify',
  isrc: 'ISRC',
  trakt: 'Trakt',
  letterboxd: 'Letterboxd',
};
