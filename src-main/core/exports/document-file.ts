// The JSON document `mediary/1`, record by record.
import {
  documentArrays,
  documentFormat,
  type DocumentArray,
  type DocumentHead,
  type DocumentRecord,
} from '#shared/exports/document.ts';
import type { Rating } from '#shared/domain/rating.ts';
import type { ExportTable } from '#shared/exports/tables.ts';
import type { ExportFile, OnRows } from './export-file.ts';
import { externalIdsOf, type ExportReader, type ExportRows, type TitleRow } from './export-rows.ts';

const tableOfArray = {
  titles: 'titles',
  reviews: 'reviews',
  plays: 'plays',
  watchlist: 'watchlist',
  favorites: 'favorites',
  dismissed: 'dismissed',
  lists: 'lists',
  listItems: 'list_items',
} as const satisfies Record<DocumentArray, ExportTable>;

type RecordOf = {
  readonly [A in DocumentArray]: (row: ExportRows[(typeof tableOfArray)[A]]) => DocumentRecord<A>;
};

const recordsInPiece = 500;

export function documentFile(
  name: string,
  head: Omit<DocumentHead, 'format' | 'counts'>,
  reader: ExportReader,
  onRows: OnRows,
): ExportFile {
  let rows = 0;
  return {
    name,
    rows: () => rows,
    pieces: pieces(head, reader, (count) => {
      rows += count;
      onRows(count);
    }),
  };
}

function* pieces(
  head: Omit<DocumentHead, 'format' | 'counts'>,
  reader: ExportReader,
  onRows: OnRows,
): Generator<Uint8Array> {
  const counts = Object.fromEntries(
    documentArrays.map((array) => [array, reader.count(tableOfArray[array])]),
  );
  const whole: DocumentHead = { format: documentFormat, ...head, counts };
  const lines = Object.entries(whole).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
  yield Buffer.from(`{${lines.join(',\n')}`);
  for (const array of documentArrays) {
    yield Buffer.from(`,\n${JSON.stringify(array)}:[`);
    const toRecord = records[array] as (row: unknown) => unknown;
    let separator = '\n';
    let piece = '';
    let count = 0;
    for (const row of reader.rows(tableOfArray[array])) {
      piece += separator + JSON.stringify(toRecord(row));
      separator = ',\n';
      if (++count % recordsInPiece !== 0) continue;
      yield Buffer.from(piece);
      piece = '';
      onRows(recordsInPiece);
    }
    yield Buffer.from(`${piece}\n]`);
    onRows(count % recordsInPiece);
  }
  yield Buffer.from('}\n');
}

const identity = (row: TitleRow) => ({
  uid: row.title_uid,
  kind: row.kind,
  title: row.title,
  year: row.year,
  disambiguator: row.disambiguator,
  creator: row.creator,
});
const shelved = (row: TitleRow & { readonly created_at: string }) => ({
  title: identity(row),
  addedAt: row.created_at,
});

const records: RecordOf = {
  titles: (row) => ({
    ...identity(row),
    genres: JSON.parse(row.genres) as string[],
    runtime: row.runtime,
    description: row.description,
    externalIds: externalIdsOf(row.external_ids),
    addedAt: row.created_at,
  }),
  reviews: (row) => ({
    title: identity(row),
    rating: row.rating as Rating | null,
    review: row.body,
    spoiler: row.spoiler === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }),
  plays: (row) => ({
    uid: row.play_uid,
    title: identity(row),
    playedOn: row.played_on,
    playedAt: row.played_at,
    season: row.season,
    episode: row.episode,
    rewatch: row.rewatch === 1,
    rating: row.rating as Rating | null,
    note: row.note,
    tags: JSON.parse(row.tags) as string[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }),
  watchlist: shelved,
  favorites: shelved,
  dismissed: shelved,
  lists: (row) => ({
    uid: row.list_uid,
    name: row.name,
    description: row.description,
    ranked: row.ranked === 1,
    tags: JSON.parse(row.tags) as string[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }),
  listItems: (row) => ({
    list: row.list_uid,
    position: row.position,
    title: identity(row),
    note: row.note,
    addedAt: row.created_at,
  }),
};
