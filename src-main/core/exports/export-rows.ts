// What an export reads: one statement for each table, each row of which is whole in itself. Soft-deleted rows and rows
// of deleted titles stay behind.
import type Database from 'better-sqlite3';
import type { ExternalSource } from '#shared/api/catalog.ts';
import type { ExportOptions } from '#shared/api/exports.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { ExportTable } from '#shared/exports/tables.ts';

export interface TitleRow {
  readonly title_uid: string;
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly disambiguator: string;
}

export interface ExportRows {
  readonly titles: TitleRow & {
    /** JSON array of names. */
    readonly genres: string;
    readonly runtime: number | null;
    readonly description: string | null;
    /** JSON array of [source, value]. */
    readonly external_ids: string;
    readonly created_at: string;
  };
  readonly reviews: TitleRow & {
    readonly rating: number | null;
    readonly body: string | null;
    readonly spoiler: 0 | 1;
    readonly created_at: string;
    readonly updated_at: string;
  };
  readonly plays: TitleRow & {
    readonly play_uid: string;
    readonly played_on: string | null;
    readonly played_at: string | null;
    readonly season: number | null;
    readonly episode: number | null;
    readonly rewatch: 0 | 1;
    readonly rating: number | null;
    readonly note: string | null;
    /** JSON array. */
    readonly tags: string;
    readonly created_at: string;
    readonly updated_at: string;
  };
  readonly watchlist: TitleRow & { readonly created_at: string };
  readonly favorites: TitleRow & { readonly created_at: string };
  readonly dismissed: TitleRow & { readonly created_at: string };
  readonly lists: {
    readonly list_uid: string;
    readonly name: string;
    readonly description: string | null;
    readonly ranked: 0 | 1;
    readonly tags: string;
    readonly created_at: string;
    readonly updated_at: string;
  };
  readonly list_items: TitleRow & {
    readonly list_uid: string;
    readonly list: string;
    /** From 1 in each list. */
    readonly position: number;
    readonly note: string | null;
    readonly created_at: string;
  };
}

export interface ExportReader {
  count(table: ExportTable): number;
  rows<T extends ExportTable>(table: T): IterableIterator<ExportRows[T]>;
}

const title = 'lower(hex(m.uid)) AS title_uid, m.kind, m.title, m.year, m.creator, m.disambiguator';

const shelf = (table: string) => ({
  columns: `${title}, s.created_at`,
  from: `${table} AS s JOIN media AS m ON m.id = s.media_id
    WHERE s.user_id = @userId AND s.deleted_at IS NULL AND m.deleted_at IS NULL`,
  order: 's.created_at, s.media_id',
});

/** Titles that the profile has anything with. */
const touched = `m.id IN (
  SELECT media_id FROM reviews WHERE user_id = @userId AND deleted_at IS NULL
  UNION SELECT media_id FROM plays WHERE user_id = @userId AND deleted_at IS NULL
  UNION SELECT media_id FROM watchlist WHERE user_id = @userId AND deleted_at IS NULL
  UNION SELECT media_id FROM favorites WHERE user_id = @userId AND deleted_at IS NULL
  UNION SELECT media_id FROM dismissed WHERE user_id = @userId AND deleted_at IS NULL
  UNION SELECT i.media_id FROM lists AS l JOIN list_items AS i ON i.list_id = l.id
    WHERE l.user_id = @userId AND l.deleted_at IS NULL AND i.deleted_at IS NULL)`;

function queries(catalogue: ExportOptions['catalogue']) {
  return {
    titles: {
      columns: `${title}, m.runtime, m.description, m.created_at,
        (SELECT json_group_array(name) FROM (SELECT name FROM media_genres JOIN genres ON genres.id = genre_id
          WHERE media_id = m.id ORDER BY position)) AS genres,
        (SELECT json_group_array(json_array(source, value)) FROM (SELECT source, value FROM external_ids
          WHERE media_id = m.id ORDER BY source, value)) AS external_ids`,
      from: `media AS m WHERE m.deleted_at IS NULL AND ${catalogue === 'all' ? '@userId IS NOT NULL' : touched}`,
      order: 'm.id',
    },
    reviews: {
      columns: `${title}, r.rating, r.body, r.spoiler, r.created_at, r.updated_at`,
      from: `reviews AS r JOIN media AS m ON m.id = r.media_id
        WHERE r.user_id = @userId AND r.deleted_at IS NULL AND m.deleted_at IS NULL`,
      order: 'r.media_id',
    },
    plays: {
      columns: `lower(hex(p.uid)) AS play_uid, ${title}, p.played_on, p.played_at, p.season, p.episode, p.rewatch,
        p.rating, p.note, p.tags, p.created_at, p.updated_at`,
      from: `plays AS p JOIN media AS m ON m.id = p.media_id
        WHERE p.user_id = @userId AND p.deleted_at IS NULL AND m.deleted_at IS NULL`,
      order: 'p.played_on, p.id',
    },
    watchlist: shelf('watchlist'),
    favorites: shelf('favorites'),
    dismissed: shelf('dismissed'),
    lists: {
      columns:
        'lower(hex(l.uid)) AS list_uid, l.name, l.description, l.ranked, l.tags, l.created_at, l.updated_at',
      from: 'lists AS l WHERE l.user_id = @userId AND l.deleted_at IS NULL',
      order: 'l.id',
    },
    list_items: {
      columns: `lower(hex(l.uid)) AS list_uid, l.name AS list, ${title}, i.note, i.created_at,
        row_number() OVER (PARTITION BY l.id ORDER BY i.position, i.media_id) AS position`,
      from: `lists AS l JOIN list_items AS i ON i.list_id = l.id JOIN media AS m ON m.id = i.media_id
        WHERE l.user_id = @userId AND l.deleted_at IS NULL AND i.deleted_at IS NULL AND m.deleted_at IS NULL`,
      order: 'l.id, i.position, i.media_id',
    },
  } as const satisfies Record<ExportTable, { columns: string; from: string; order: string }>;
}

/** Read inside one transaction, so that counts and rows are of one moment. */
export function createExportReader(
  sqlite: Database.Database,
  userId: number,
  catalogue: ExportOptions['catalogue'],
): ExportReader {
  const tables = queries(catalogue);
  return {
    count(table) {
      return (
        sqlite
          .prepare<[{ userId: number }], number>(`SELECT count(*) FROM ${tables[table].from}`)
          .pluck()
          .get({ userId }) ?? 0
      );
    },
    rows<T extends ExportTable>(table: T) {
      const { columns, from, order } = tables[table];
      return sqlite
        .prepare<[{ userId: number }], ExportRows[T]>(`SELECT ${columns} FROM ${from} ORDER BY ${order}`)
        .iterate({ userId });
    },
  };
}

/** A title's external ids by source. */
export function externalIdsOf(json: string): Partial<Record<ExternalSource, string[]>> {
  const bySource: Partial<Record<ExternalSource, string[]>> = {};
  for (const [source, value] of JSON.parse(json) as [ExternalSource, string][])
    (bySource[source] ??= []).push(value);
  return bySource;
}
