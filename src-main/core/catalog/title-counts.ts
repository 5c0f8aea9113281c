// How many titles of each kind there are. Triggers keep the figures (migration 0006), so reading them is reading three rows.
import type Database from 'better-sqlite3';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import type { Db } from '../db/db.ts';

export type TitleCounts = Readonly<Record<MediaKind, number>>;

export async function titleCounts(db: Db): Promise<TitleCounts> {
  const rows = await db.selectFrom('title_counts').selectAll().execute();
  return { movie: 0, web_show: 0, song: 0, ...Object.fromEntries(rows.map((row) => [row.kind, row.titles])) };
}

/** Kinds whose figure isn't that of the titles. */
export function wrongTitleCounts(
  sqlite: Database.Database,
): { readonly kind: MediaKind; readonly said: number; readonly counted: number }[] {
  const compare = sqlite.prepare<[MediaKind, MediaKind], { said: number; counted: number }>(
    `SELECT coalesce((SELECT titles FROM title_counts WHERE kind = ?), -1) AS said,
       (SELECT count(*) FROM media WHERE kind = ? AND deleted_at IS NULL) AS counted`,
  );
  return mediaKinds
    .map((kind) => ({ kind, ...(compare.get(kind, kind) ?? { said: 0, counted: 0 }) }))
    .filter(({ said, counted }) => said !== counted);
}

/** Inside a transaction. */
export function mendTitleCounts(sqlite: Database.Database): void {
  const set = sqlite.prepare('INSERT OR REPLACE INTO title_counts (kind, titles) VALUES (?, ?)');
  for (const { kind, counted } of wrongTitleCounts(sqlite)) set.run(kind, counted);
}
