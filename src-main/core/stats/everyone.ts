// How everybody else here rates, over all their ratings. A million rows are read in slices of a few milliseconds, so
// that nobody waits for them; the answer is kept until somebody else rates.
import type Database from 'better-sqlite3';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';

export interface Crowd {
  /** Ratings of 1, 2, … 10, rounded down to whole points. */
  readonly counts: readonly number[];
  readonly sum: number;
}

export type CrowdByKind = Readonly<Record<MediaKind, Crowd>>;

/** Rows that one slice looks at: about 3 ms. */
const slice = 4000;

export const sliceQuery = `
  SELECT media.kind, reviews.rating / 10 AS point, count(*) AS count, sum(reviews.rating) AS sum
  FROM reviews JOIN media ON media.id = reviews.media_id
  WHERE reviews.id > ? AND reviews.id <= ? AND reviews.user_id <> ? AND reviews.rating IS NOT NULL
    AND reviews.deleted_at IS NULL AND media.deleted_at IS NULL
  GROUP BY 1, 2`;

interface SliceRow {
  readonly kind: MediaKind;
  readonly point: number;
  readonly count: number;
  readonly sum: number;
}

/** `alone` runs a step while no transaction is open on the connection. */
export function createCrowdReader(
  sqlite: Database.Database,
  alone: <T>(step: () => T) => Promise<T>,
): (userId: number) => Promise<CrowdByKind> {
  const lastId = sqlite.prepare<[], number | null>('SELECT max(id) FROM reviews').pluck();
  const rowsOf = sqlite.prepare<[number, number, number], SliceRow>(sliceQuery);

  return async (userId) => {
    const counts = emptyCounts();
    const sums: Record<MediaKind, number> = { movie: 0, web_show: 0, song: 0 };
    const last = (await alone(() => lastId.get())) ?? 0;
    for (let from = 0; from < last; from += slice) {
      const start = from;
      for (const { kind, point, count, sum } of await alone(() => rowsOf.all(start, start + slice, userId))) {
        const all = counts[kind];
        all[point - 1] = (all[point - 1] ?? 0) + count;
        sums[kind] += sum;
      }
      await nextTurn();
    }
    return {
      movie: { counts: counts.movie, sum: sums.movie },
      web_show: { counts: counts.web_show, sum: sums.web_show },
      song: { counts: counts.song, sum: sums.song },
    };
  };
}

/** Of one kind, or of all. */
export function crowdOf(crowds: CrowdByKind, kind: MediaKind | undefined) {
  const chosen = kind === undefined ? mediaKinds.map((one) => crowds[one]) : [crowds[kind]];
  const ratings = Array.from({ length: 10 }, (_nothing, at) =>
    chosen.reduce((total, { counts }) => total + (counts[at] ?? 0), 0),
  );
  const count = ratings.reduce((total, one) => total + one, 0);
  const sum = chosen.reduce((total, crowd) => total + crowd.sum, 0);
  return { ratings, average: count === 0 ? null : sum / count };
}

function emptyCounts(): Record<MediaKind, number[]> {
  const ten = () => Array.from({ length: 10 }, () => 0);
  return { movie: ten(), web_show: ten(), song: ten() };
}
