// Decides what a row does that rates or reviews a title: adds a review, changes one where the file says something
// else and that is wanted, or nothing. Blank cells never erase.
import type { ConflictPolicy } from '#shared/api/import-fields.ts';
import type { Conflict } from '#shared/api/imports.ts';
import { formatTen } from '#shared/domain/rating.ts';
import type { StoredReview } from '../reviews/review-writer.ts';
import type { Library } from './library.ts';
import type { TitleMatcher } from './match-title.ts';
import type { Refusal, Row } from './row-reader.ts';
import type { SeenRows } from './seen-rows.ts';

/** What one of the things that a row says comes to. */
export interface Part {
  readonly outcome: 'inserted' | 'updated' | 'unchanged';
  readonly changed: readonly string[];
  readonly conflicts: readonly Conflict[];
}

export interface ReviewSettleOptions {
  readonly library: Library;
  readonly matcher: TitleMatcher;
  /** Reviews that rows of the file have spoken of, and that are as those rows say. */
  readonly seen: SeenRows;
  /** Whose reviews these are, where the file has no authors of its own. */
  readonly userId: number;
  readonly conflicts: ConflictPolicy;
}

type Said = Pick<Row, 'rating' | 'comment' | 'spoiler' | 'date' | 'updated' | 'author'>;

export const untouched: Part = { outcome: 'unchanged', changed: [], conflicts: [] };

/** Refuses what contradicts an earlier row of the file, before anything is written. */
export function createReviewSettler(
  options: ReviewSettleOptions,
): (mediaId: number, row: Said, line: number) => Part | Refusal {
  const { library, seen } = options;
  return (mediaId, row, line) => {
    const userId = row.author === null ? options.userId : library.author(row.author);
    const earlier = seen.lineOf(mediaId, userId, line);
    const found = library.findReview(userId, mediaId, earlier === undefined);
    const before = found?.deleted === true ? undefined : found;
    const field = before && differing(before, row);
    if (before && field !== undefined) {
      const taken = takes(options.conflicts, before, row, earlier !== undefined);
      if (taken === undefined)
        return {
          field,
          reason: `contradicts line ${earlier}, which reviews the same title; the first was kept`,
        };
      if (!taken) return keep(mediaId, userId, before, row);
    }
    seen.add(mediaId, userId, line, 0);
    const rating = row.rating ?? before?.rating ?? null;
    const body = row.comment ?? before?.body ?? null;
    const saysSpoiler = row.spoiler !== null && row.comment !== null && earlier === undefined;
    const spoiler = saysSpoiler ? row.spoiler : (found?.spoiler ?? false);
    const changed = [
      ...(rating === (before?.rating ?? null) ? [] : ['rating']),
      ...(body === (before?.body ?? null) ? [] : ['comment']),
      ...(before === undefined || spoiler === before.spoiler ? [] : ['spoiler']),
    ];
    if (before && changed.length === 0) return untouched;
    library.writeReview({
      userId,
      mediaId,
      facts: { rating, body, spoiler },
      before: found,
      createdAt: before?.createdAt ?? row.date,
      ratedAt: row.updated ?? row.date,
    });
    const conflicts = before ? conflictsOf(before, row, 'theirs') : [];
    return { outcome: found ? 'updated' : 'inserted', changed, conflicts };
  };

  /** What is there stays; what it lacks it takes from the row all the same. */
  function keep(mediaId: number, userId: number, before: StoredReview, row: Said): Part {
    const conflicts = conflictsOf(before, row, 'mine');
    const rating = before.rating ?? row.rating;
    const body = before.body ?? row.comment;
    const changed = [
      ...(rating === before.rating ? [] : ['rating']),
      ...(body === before.body ? [] : ['comment']),
    ];
    if (changed.length === 0) return { outcome: 'unchanged', changed, conflicts };
    const { spoiler, createdAt, updatedAt } = before;
    const facts = { rating, body, spoiler };
    library.writeReview({ userId, mediaId, facts, before, createdAt, ratedAt: updatedAt });
    return { outcome: 'updated', changed, conflicts };
  }
}

/** Only reads: what was seen of this row when it was settled. */
export function recallReview(
  { library, seen, conflicts, userId: importer }: ReviewSettleOptions,
  mediaId: number,
  row: Said,
  line: number,
): void {
  const userId = row.author === null ? importer : library.findAuthor(row.author);
  if (userId === undefined) return;
  // A row that lost a conflict left no trace, and contradicts nobody.
  if (conflicts !== 'takeTheirs') {
    const stored = library.findReview(userId, mediaId, false);
    if (!stored || stored.deleted || differing(stored, row) !== undefined) return;
  }
  seen.add(mediaId, userId, line, 0);
}

/**
 * Whether the row's rating and text replace those that are there; undefined where both are this file's, which then
 * contradicts itself. By date, two rows of one file are no contradiction: the newer one wins.
 */
function takes(
  policy: ConflictPolicy,
  before: StoredReview,
  said: Said,
  isOfFile: boolean,
): boolean | undefined {
  const date = said.updated ?? said.date;
  if (policy === 'newestWins' && date !== null && date !== before.updatedAt) return date > before.updatedAt;
  if (isOfFile) return undefined;
  return policy === 'takeTheirs';
}

function differing(before: StoredReview, row: Said): 'rating' | 'comment' | undefined {
  if (differ(before.rating, row.rating)) return 'rating';
  return differ(before.body, row.comment) ? 'comment' : undefined;
}

function conflictsOf(before: StoredReview, row: Said, kept: Conflict['kept']): Conflict[] {
  const conflicts: Conflict[] = [];
  if (differ(before.rating, row.rating))
    conflicts.push({
      field: 'rating',
      mine: formatTen(before.rating ?? 0),
      theirs: formatTen(row.rating ?? 0),
      kept,
    });
  if (differ(before.body, row.comment))
    conflicts.push({ field: 'comment', mine: before.body ?? '', theirs: row.comment ?? '', kept });
  return conflicts;
}

function differ<T>(one: T | null, other: T | null): boolean {
  return one !== null && other !== null && one !== other;
}
