// From a record of the file to what it does: read by the mapping (which needs no lock), then settled by the
// file's shape. The same for a plan, an import, and the part of a resumed import that was done already.
import { externalSources, type ExternalSource } from '#shared/api/catalog.ts';
import type { ImportOptions, Outcomes } from '#shared/api/imports.ts';
import type { ListFacts } from '../lists/list-writer.ts';
import type { Library } from './library.ts';
import { createTitleMatcher } from './match-title.ts';
import type { FileTimes } from './own-library.ts';
import type { CsvRecord } from './record-reader.ts';
import { createRowReader, isRefusal, type Refusal, type Row } from './row-reader.ts';
import { createSeenRows, hashCells } from './seen-rows.ts';
import { createOwnSettler, together } from './settle-own.ts';
import { createReviewSettler, recallReview, untouched, type Part } from './settle-review.ts';
import { findTarget } from './settle-target.ts';
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
  const titles = { library, matcher, seen: createSeenRows() };
  const reviews = { ...titles, userId, conflicts: options.conflicts };
  const targets = { library, matcher, addMissing: options.addMissing };
  const settleTitle = createTitleSettler(titles);
  const settleReview = createReviewSettler(reviews);
  const own = createOwnSettler(library);

  /** The main thing that a row says of its title. A refusal comes before anything of the row is written. */
  function settleMain(mediaId: number, row: Row, line: number): Part | Refusal {
    switch (row.entry) {
      case 'play':
        return own.plays(mediaId, row.plays, line, timesOf(row));
      case 'watchlist':
        return own.shelf('watchlist', mediaId, row.date);
      case 'favorite':
        return own.shelf('favorites', mediaId, row.date);
      case 'dismissed':
        return own.shelf('dismissed', mediaId, row.date);
      case 'list_item':
        return own.item(listOf(row), mediaId, row.note, row.date);
      case 'review':
        return settleReview(mediaId, row, line);
      case 'title':
      case 'list':
      case 'same':
      case 'problem':
        break;
    }
    throw new Error(`a row of ${row.entry} is settled by itself`);
  }

  /** What the row says besides can't refuse it: of two reviews of one title the first stays. */
  function settleAlso(mediaId: number, row: Row, line: number): Part[] {
    return row.also.flatMap((also): Part[] => {
      if (also !== 'review') return [own.shelf(also === 'favorite' ? 'favorites' : also, mediaId, row.date)];
      if (row.rating === null && row.comment === null) return [];
      const settled = settleReview(mediaId, row, line);
      return isRefusal(settled) ? [] : [settled];
    });
  }

  function settleAbout(row: Row, line: number): Settled | Refusal {
    const target = findTarget(targets, row, line);
    if (isRefusal(target)) return target;
    const { id: mediaId, titleAdded } = target;
    const main = settleMain(mediaId, row, line);
    if (isRefusal(main)) return main;
    const part = row.also.length === 0 ? main : together([main, ...settleAlso(mediaId, row, line)]);
    return { ...part, mediaId, titleAdded };
  }

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
      if (row.entry === 'title') return settleTitle(row, record.line, hashCells(record.cells));
      if (row.entry === 'same') return { ...untouched, mediaId: null, titleAdded: false };
      if (row.entry === 'list')
        return {
          ...own.list(listOf(row), { created: row.date, updated: row.updated }),
          mediaId: null,
          titleAdded: false,
        };
      return settleAbout(row, record.line);
    },
    doubts: ({ record, row }) =>
      isRefusal(row) || row.entry === 'same' || row.entry === 'list'
        ? undefined
        : matcher.doubts(row, record.line),
    recall({ record, row }) {
      if (isRefusal(row)) return;
      const { line, cells } = record;
      if (row.entry === 'title') {
        recallTitle(titles, row, line, hashCells(cells));
        return;
      }
      const isReview = row.entry === 'review' || row.also.includes('review');
      if (!isReview && row.entry !== 'play') return;
      const match = matcher.match(row, line);
      if (match.kind !== 'found') return;
      if (isReview) recallReview(reviews, match.id, row, line);
      if (row.entry === 'play') own.recallPlays(match.id, row.plays, line);
    },
  };
}

/** A play's own times are those of our exports alone: elsewhere a row's date is when it was rated or logged. */
function timesOf({ date, updated }: Row): FileTimes {
  return updated === null ? { created: null, updated: null } : { created: date, updated };
}

function listOf({ list }: Row): ListFacts {
  if (list === null) throw new Error('a row of a list has no list');
  return list;
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
): void {
  outcomes.rows++;
  if (isRefusal(settled)) {
    outcomes.rejected++;
    return;
  }
  outcomes[settled.outcome]++;
  if (!isRefusal(row) && row.raised) outcomes.raised++;
  if (settled.titleAdded && !isRefusal(row) && row.entry !== 'title') outcomes.titlesAdded++;
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
