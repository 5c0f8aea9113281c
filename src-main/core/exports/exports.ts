// Exports of what a profile holds. They run in a worker thread; here is decided where to.
import { realpathSync, statSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join, sep } from 'node:path';
import { sql } from 'kysely';
import type { ExportFormat, ExportOptions } from '#shared/api/exports.ts';
import type { ExportResult } from '#shared/api/jobs.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import { fileError } from '../files/file-error.ts';
import type { GrantedTarget, GrantedTargets } from '../files/granted-targets.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { runWorker } from '../jobs/run-worker.ts';
import { ownReviews } from './own-reviews.ts';
import type { ExportLayout, ExportTask } from './worker-task.ts';

export interface ExportsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly targets: GrantedTargets;
  readonly databaseFile: string;
  readonly dataFolder: string;
  readonly worker: URL;
  /** The app's version. */
  readonly app: string;
}

export function createExports(deps: ExportsDeps): Handlers<'exports'> {
  const { db, clock, jobs, targets, dataFolder, databaseFile, worker, app } = deps;

  return {
    'exports.start': async ({ token, options }, { person }) => {
      const exportedAt = clock.now().toISOString();
      const place = placeOf(targets.find(token), options, person, exportedAt);
      assertOutside(place.path, dataFolder);
      const { overwrite } = targets.find(token);
      const task: ExportTask = {
        databaseFile,
        userId: person.id,
        options,
        ...place,
        overwrite,
        exportedAt,
        app,
      };
      return jobs.start({
        kind: 'export',
        userId: person.id,
        queue: `export ${person.id}`,
        run: (context) => runWorker<ExportResult>(worker, task, context),
      });
    },

    'exports.summary': async (_input, { person }) => {
      const own = (table: string, condition = '') =>
        sql.raw<number>(
          `(SELECT count(*) FROM ${table} JOIN media ON media.id = media_id AND media.deleted_at IS NULL
            WHERE user_id = ${person.id} AND ${table}.deleted_at IS NULL ${condition})`,
        );
      const { rows } = await sql<
        Record<'reviews' | 'texts' | 'plays' | 'watchlist' | 'favorites' | 'lists' | 'titles', number>
      >`
        SELECT ${own('reviews')} AS reviews, ${own('reviews', 'AND body IS NOT NULL')} AS texts, ${own('plays')} AS plays,
          ${own('watchlist')} AS watchlist, ${own('favorites')} AS favorites,
          (SELECT count(*) FROM lists WHERE user_id = ${person.id} AND deleted_at IS NULL) AS lists,
          (SELECT count(*) FROM media WHERE deleted_at IS NULL) AS titles`.execute(db);
      const [counts] = rows;
      if (!counts) throw new Error('a query of one row gave none');
      return counts;
    },

    'exports.reviews': async (input, { person }) => await ownReviews(db, person.id, input),
  };
}

const formatNames: Readonly<Record<ExportFormat, string>> = { csv: '', json: '.json', letterboxd: '' };

/** How the path that the user named is meant. A folder that holds something gets an entry of its own in it. */
function placeOf(
  { path, name }: GrantedTarget,
  { format }: ExportOptions,
  person: Person,
  exportedAt: string,
): { readonly layout: ExportLayout; readonly path: string } {
  const extension = extname(path).toLowerCase();
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory() === true && (format === 'json' || readdirSync(path).length > 0)) {
    const label = format === 'letterboxd' ? 'Letterboxd' : 'Mediary';
    const entry = `${label} ${plainName(person.name)} ${exportedAt.slice(0, 10)}${formatNames[format]}`;
    return { layout: format === 'json' ? 'beside' : 'folder', path: join(path, entry) };
  }
  if (format === 'json') {
    if (extension === '.zip' || extension === '.csv')
      throw new AppError('invalid_input', `"${name}": a JSON export is one file, like export.json`, {
        field: 'format',
      });
    return { layout: 'beside', path };
  }
  if (extension === '.zip') return { layout: 'zip', path };
  if (extension === '.csv') return { layout: 'beside', path };
  if (extension === '.json')
    throw new AppError('invalid_input', `"${name}": a CSV export is a folder or a ZIP, like export.zip`, {
      field: 'format',
    });
  return { layout: 'folder', path };
}

function plainName(name: string): string {
  return (
    name
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .slice(0, 40) || 'profile'
  );
}

/** Nothing in the app's own folder is ever written over. */
function assertOutside(path: string, dataFolder: string): void {
  let folder: string;
  try {
    folder = realpathSync(dirname(path));
  } catch (error) {
    throw fileError(error);
  }
  const ours = realpathSync(dataFolder);
  if (folder !== ours && !folder.startsWith(ours + sep)) return;
  throw new AppError(
    'invalid_input',
    `"${basename(path)}" would lie in Mediary's own data folder. Choose another place.`,
    {
      reason: 'data_folder',
    },
  );
}
