// Decides what a row of reviews does: adds a review (and its title, where that is missing and wanted), changes an
// own one where the file says something else, or nothing. Blank cells never erase.
import type { ExternalIds, Library } from './library.ts';
import { shown } from './match-title.ts';
import { isRefusal, type Refusal, type Row } from './row-reader.ts';
import type { Settled, SettleOptions } from './settle-title.ts';

export interface ReviewSettleOptions extends SettleOptions {
  /** Whose reviews these are, where the file has no authors of its own. */
  readonly userId: number;
  readonly addMissing: boolean;
}

interface Target {
  readonly id: number;
  readonly titleAdded: boolean;
}

export function createReviewSettler(
  options: ReviewSettleOptions,
): (row: Row, line: number) => Settled | Refusal {
  const { library, seen } = options;
  return (row, line) => {
    const target = findTarget(options, row, line);
    if (isRefusal(target)) return target;
    const { id: mediaId, titleAdded } = target;
    const userId = row.author === null ? options.userId : library.author(row.author);
    const earlier = seen.lineOf(mediaId, userId, line);
    const found = library.findReview(userId, mediaId, earlier === undefined);
    const before = found?.deleted === true ? undefined : found;
    const rating = row.rating ?? before?.rating ?? null;
    const body = row.comment ?? before?.body ?? null;
    const changed = [
      ...(rating === before?.rating ? [] : ['rating']),
      ...(body === (before?.body ?? null) ? [] : ['comment']),
    ];
    if (before && changed.length === 0) {
      seen.add(mediaId, userId, line, 0);
      return { outcome: 'unchanged', mediaId, changed, titleAdded };
    }
    if (before && earlier !== undefined) {
      const field = differs(before.rating, row.rating)
        ? 'rating'
        : differs(before.body, row.comment)
          ? 'comment'
          : undefined;
      if (field)
        return {
          field,
          reason: `contradicts line ${earlier}, which reviews the same title; the first was kept`,
        };
    }
    seen.add(mediaId, userId, line, 0);
    const createdAt = before?.createdAt ?? row.date;
    library.writeReview({
      userId,
      mediaId,
      facts: { rating, body, spoiler: found?.spoiler ?? false },
      before: found,
      createdAt,
    });
    return { outcome: found ? 'updated' : 'inserted', mediaId, changed, titleAdded };
  };
}

/** Only reads: what was seen of this row when it was settled. */
export function recallReview(options: ReviewSettleOptions, row: Row, line: number): void {
  const { library, matcher, seen } = options;
  const match = matcher.match(row, line);
  if (match.kind !== 'found') return;
  const userId = row.author === null ? options.userId : library.findAuthor(row.author);
  if (userId !== undefined) seen.add(match.id, userId, line, 0);
}

function findTarget(
  { library, matcher, addMissing }: ReviewSettleOptions,
  row: Row,
  line: number,
): Target | Refusal {
  const match = matcher.match(row, line);
  if (match.kind === 'refused') return match.refusal;
  if (match.kind === 'new') {
    if (!addMissing) return { field: 'title', reason: `${shown(match.facts)} is not in the catalogue` };
    return { id: library.addTitle(match.facts), titleAdded: true };
  }
  complete(library, match.id, row.externalIds);
  return { id: match.id, titleAdded: false };
}

/**
 * A title that was deleted and now has a review again is there again. Ids that it lacked it keeps from now on, so
 * that they mean the same title in every later row and file.
 */
function complete(library: Library, id: number, externalIds: ExternalIds): void {
  const isDeleted = library.glance(id)?.deleted === true;
  const unknown = externalIds.filter(
    ([source, value]) => library.findByExternalId(source, value) === undefined,
  );
  if (!isDeleted && unknown.length === 0) return;
  const before = library.read(id);
  const lacked = unknown.filter(([source]) => before.externalIds.every(([known]) => known !== source));
  if (!isDeleted && lacked.length === 0) return;
  library.changeTitle(before, { ...before, externalIds: [...before.externalIds, ...lacked] });
}

function differs<T>(stored: T | null, given: T | null): boolean {
  return stored !== null && given !== null && stored !== given;
}
