// The table that Letterboxd takes in, and that other programs write for it: any of its columns in any order.
import { unguardInvisibly } from '#shared/exports/formula-guard.ts';
import { externalId } from '#shared/domain/csv/cell-text.ts';
import {
  isProblem,
  isYes,
  rateOrNone,
  splitNames,
  splitTags,
  starScale,
  tenScale,
  yearOf,
  type Out,
} from './format.ts';
import type { Look } from './look.ts';
import { nameKey, reviewRows, sourceOf } from './reviews-of.ts';
import { rowsOf, type SetFile, type TableRow } from './set-file.ts';

const columns = new Set([
  'letterboxduri', 'tmdbid', 'imdbid', 'title', 'name', 'year', 'directors', 'director', 'rating', 'rating10', 'watcheddate', 'rewatch',
  'tags', 'review', 'url',
]); // prettier-ignore

export function isImportCsv({ names, kind }: Look): boolean {
  const there = (name: string) => names.includes(name);
  return (
    kind === 'table' &&
    names.every((name) => columns.has(name)) &&
    (there('title') || there('name') || there('letterboxduri') || there('imdbid') || there('tmdbid')) &&
    (there('watcheddate') || there('rating10') || there('letterboxduri'))
  );
}

export function convertImportCsv(file: SetFile, out: Out): void {
  const carriers = reviewRows([file], (row) => ({
    key: keyOf(row),
    date: row.moment('watcheddate') ?? '',
    hasText: row.prose('review') !== undefined,
    hasRating: row.get('rating10', 'rating') !== '',
  }));
  for (const row of rowsOf(file, out.heard)) {
    const played = row.moment('watcheddate');
    const rated =
      row.get('rating10') === ''
        ? rateOrNone(row.get('rating'), starScale)
        : rateOrNone(row.get('rating10'), tenScale);
    if (row.refusal) out.refuse(file, row, row.refusal.reason, row.refusal.field);
    else if (played === undefined)
      out.refuse(
        file,
        row,
        `"${row.get('watcheddate').slice(0, 40)}" is no date that can be read (2019-05-31)`,
        'WatchedDate',
      );
    else if (isProblem(rated))
      out.refuse(file, row, rated.problem, row.get('rating10') === '' ? 'Rating' : 'Rating10');
    else {
      const comment = unguarded(row.prose('review'));
      const isReview =
        carriers.has(sourceOf(file, row)) && (rated.rating !== undefined || comment !== undefined);
      const facts = {
        file: file.path,
        line: row.line,
        title: unguardInvisibly(row.get('title', 'name')),
        year: yearOf(row.get('year')),
        kind: 'movie' as const,
        creator: splitNames(unguardInvisibly(row.get('directors', 'director')))
          .slice(0, 3)
          .join(', '),
        ids: idsOf(row),
        ...rated,
        rewatch: isYes(row.get('rewatch')),
        tags: splitTags(unguardInvisibly(row.get('tags'))),
        ...(played === '' ? {} : { date: played }),
      };
      if (played === '' && isReview) out.add({ ...facts, entry: 'review', comment });
      else
        out.add({
          ...facts,
          entry: 'play',
          played,
          ...(isReview ? { also: ['review'], comment } : { note: comment }),
        });
    }
  }
}

function idsOf(row: TableRow): { imdb?: string; tmdb?: string; letterboxd?: string } {
  const imdb = row.get('imdbid');
  const tmdb = row.get('tmdbid');
  const letterboxd = row.get('letterboxduri');
  return {
    ...(imdb === '' ? {} : { imdb: externalId('imdb', imdb) }),
    ...(tmdb === '' ? {} : { tmdb }),
    ...(letterboxd === '' ? {} : { letterboxd }),
  };
}

function unguarded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : unguardInvisibly(text);
}

function keyOf(row: TableRow): string {
  return (
    row.get('letterboxduri', 'imdbid', 'tmdbid') || nameKey(row.get('title', 'name'), yearOf(row.get('year')))
  );
}
