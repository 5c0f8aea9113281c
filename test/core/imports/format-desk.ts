// The files of a service in test/fixtures/imports, as people bring them: in a ZIP, or loose; and what a profile has
// after them, in words that a person can check.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import type { ImportId } from '#shared/api/contract.ts';
import type { ImportJob, ImportOptions, ImportRecord, Inspection } from '#shared/api/imports.ts';
import { scratchFolder } from '../../support/core.ts';
import { finished, type ImportDesk } from './support.ts';

export const fixtures = join(import.meta.dirname, '../../fixtures/imports');

/** The paths inside the fixture, without what is expected of it. */
export function filesOf(fixture: string): string[] {
  const folder = join(fixtures, fixture);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export async function zipOf(
  files: Readonly<Record<string, Buffer>>,
  options: { readonly password?: string; readonly zipCrypto?: boolean } = {},
): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...options });
  for (const [path, bytes] of Object.entries(files)) await writer.add(path, new Uint8ArrayReader(bytes));
  return Buffer.from(await writer.close());
}

export async function zippedFixture(fixture: string): Promise<string> {
  const read = (path: string) => [path, readFileSync(join(fixtures, fixture, path))] as const;
  const files = Object.fromEntries(filesOf(fixture).map(read));
  return written(`${fixture.replaceAll('/', '-')}.zip`, await zipOf(files));
}

/** The path of a new file. */
export function written(name: string, bytes: Buffer | string): string {
  const path = join(scratchFolder(), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

export async function looseFixture(desk: ImportDesk, fixture: string): Promise<string[]> {
  const tokens = filesOf(fixture).map((path) => desk.grant(join(fixtures, fixture, path)));
  return (await desk.client.call('imports.gather', { tokens })).tokens;
}

export async function inspected(
  desk: ImportDesk,
  token: string,
  reading: Partial<Inspection['suggestion']['reading']> = {},
): Promise<Inspection> {
  return await desk.client.call('imports.inspect', { token, reading });
}

export async function planned(
  desk: ImportDesk,
  { token, suggestion }: Inspection,
  options: Partial<ImportOptions> = {},
): Promise<ImportJob> {
  const job = await desk.client.call('imports.plan', { token, options: { ...suggestion, ...options } });
  return await finished(desk.client, job);
}

export async function applied(
  desk: ImportDesk,
  { token, suggestion }: Inspection,
  options: Partial<ImportOptions> = {},
): Promise<ImportRecord> {
  const job = await desk.client.call('imports.apply', { token, options: { ...suggestion, ...options } });
  const { importId } = await finished(desk.client, job);
  return await desk.client.call('imports.get', { importId: importId as ImportId });
}

/** Everything that the importer has, one line each. */
export function holdings(desk: ImportDesk): Record<string, string[]> {
  const sqlite = desk.sql();
  const lines = (query: string) =>
    sqlite
      .prepare<[], Record<string, string | number | null>>(query)
      .all()
      .map((row) =>
        Object.values(row)
          .filter((value) => value !== null && value !== '' && value !== '[]')
          .join(' | '),
      );
  const title = `media.title || coalesce(' (' || year || ')', '')`;
  // The import's own moment is nobody's date.
  const date = (table: string) =>
    `iif(${table}.created_at LIKE '2026-03-01%', '', ${table}.created_at) AS at`;
  const about = `JOIN media ON media.id = media_id WHERE`;
  const found = {
    titles: lines(`SELECT ${title} AS name, kind, creator, runtime,
      (SELECT group_concat(name, ', ') FROM (SELECT name FROM media_genres JOIN genres ON genres.id = genre_id WHERE media_id = media.id ORDER BY position)) AS genres,
      (SELECT group_concat(source || ':' || value, ' ') FROM (SELECT * FROM external_ids WHERE media_id = media.id ORDER BY source)) AS ids
      FROM media WHERE deleted_at IS NULL ORDER BY title, year, media.id`),
    reviews:
      lines(`SELECT ${title} AS name, iif(rating IS NULL, '', printf('%.1f', rating / 10.0)) AS rating, iif(spoiler, 'spoiler', '') AS spoiler, body, ${date('reviews')}
      FROM reviews ${about} reviews.deleted_at IS NULL ORDER BY title, year, media.id`),
    plays: lines(`SELECT ${title} AS name, coalesce(played_at, played_on, 'some time') AS played,
      's' || season || coalesce('e' || episode, '') AS part, iif(rewatch, 'again', '') AS again, iif(rating IS NULL, '', printf('%.1f', rating / 10.0)) AS rated, note, tags
      FROM plays ${about} plays.deleted_at IS NULL ORDER BY title, year, season, episode, played_on, plays.id`),
    dismissed: lines(
      `SELECT ${title} AS name, ${date('dismissed')} FROM dismissed ${about} dismissed.deleted_at IS NULL ORDER BY title`,
    ),
    watchlist: lines(
      `SELECT ${title} AS name, ${date('watchlist')} FROM watchlist ${about} watchlist.deleted_at IS NULL ORDER BY title`,
    ),
    favorites: lines(
      `SELECT ${title} AS name, ${date('favorites')} FROM favorites ${about} favorites.deleted_at IS NULL ORDER BY title`,
    ),
    lists: lines(
      `SELECT name, description, iif(ranked, 'ranked', '') AS ranked, tags FROM lists WHERE deleted_at IS NULL ORDER BY name`,
    ),
    items:
      lines(`SELECT lists.name AS list, ${title} AS name, note, ${date('list_items')} FROM list_items JOIN lists ON lists.id = list_id
      JOIN media ON media.id = media_id WHERE list_items.deleted_at IS NULL ORDER BY lists.name, position`),
  };
  sqlite.close();
  return Object.fromEntries(Object.entries(found).filter(([, rows]) => rows.length > 0));
}
