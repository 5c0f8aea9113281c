// Search over titles, creators and genres: words and prefixes through FTS5, and the beginnings of titles through
// their index. Candidates are bounded before they are ranked, so that a short prefix over a big library stays quick.
import { sql } from 'kysely';
import { normaliseTitle } from '#shared/domain/media-identity.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { Db } from '../db/db.ts';

interface Candidate {
  readonly id: number;
  readonly title_key: string;
  readonly sort_key: string;
  readonly rating_count: number;
  readonly weighted_rating: number;
}

const mostCandidates = 300;

/** Ids of the titles that match, best first: whole titles, then their beginnings, words of titles, the rest. */
export async function searchIds(
  db: Db,
  text: string,
  kind: MediaKind | undefined,
  limit: number,
): Promise<number[]> {
  const key = normaliseTitle(text);
  if (key === '') return [];
  const candidates = new Map<number, Candidate>();
  for (const rows of [await byBeginning(db, key, kind), await byWords(db, text, kind)]) {
    for (const row of rows) candidates.set(row.id, row);
  }
  const words = key.split(' ');
  return [...candidates.values()]
    .map((candidate) => ({ candidate, grade: grade(candidate, key, words) }))
    .sort((one, other) => one.grade - other.grade || compare(one.candidate, other.candidate))
    .slice(0, limit)
    .map(({ candidate }) => candidate.id);
}

async function byBeginning(db: Db, key: string, kind: MediaKind | undefined): Promise<Candidate[]> {
  const rows = await Promise.all(
    (['sort_key', 'title_key'] as const).map((column) =>
      db
        .selectFrom('media')
        .select(['id', 'title_key', 'sort_key', 'rating_count', 'weighted_rating'])
        .where(column, '>=', key)
        .where(column, '<', `${key}\u{10ffff}`)
        .where('deleted_at', 'is', null)
        .$if(kind !== undefined, (query) => query.where(sql<boolean>`+kind = ${kind}`))
        .orderBy(column)
        .limit(mostCandidates / 3)
        .execute(),
    ),
  );
  return rows.flat();
}

async function byWords(db: Db, text: string, kind: MediaKind | undefined): Promise<Candidate[]> {
  const match = matchExpression(text);
  if (match === undefined) return [];
  const { rows } = await sql<Candidate>`
    SELECT media.id, title_key, sort_key, rating_count, weighted_rating
    FROM media_search JOIN media ON media.id = media_search.rowid
    WHERE media_search MATCH ${match} AND deleted_at IS NULL ${kind === undefined ? sql`` : sql`AND +media.kind = ${kind}`}
    LIMIT ${mostCandidates}`.execute(db);
  return rows;
}

/** Each word quoted (so that nothing in it is an operator) and open at its end. Undefined where there is no word. */
function matchExpression(text: string): string | undefined {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}\p{M}]+/gu);
  return words?.map((word) => `"${word}"*`).join(' ');
}

function grade({ title_key, sort_key }: Candidate, key: string, words: readonly string[]): number {
  if (title_key === key || sort_key === key) return 0;
  if (title_key.startsWith(`${key} `) || sort_key.startsWith(`${key} `)) return 1;
  if (title_key.startsWith(key) || sort_key.startsWith(key)) return 2;
  const titleWords = title_key.split(' ');
  return words.every((word) => titleWords.some((titleWord) => titleWord.startsWith(word))) ? 3 : 4;
}

function compare(one: Candidate, other: Candidate): number {
  return (
    other.rating_count - one.rating_count ||
    other.weighted_rating - one.weighted_rating ||
    one.sort_key.length - other.sort_key.length ||
    one.id - other.id
  );
}
