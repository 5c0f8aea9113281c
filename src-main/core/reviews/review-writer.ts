// The one place that writes reviews, with what hangs on them: the title's rating totals and the news for those who
// have it among their favourites. Synchronous prepared statements, shared by the service (inside `transact`) and
// the import worker's hot loop.
import type Database from 'better-sqlite3';

export interface ReviewFacts {
  readonly rating: number | null;
  readonly body: string | null;
  readonly spoiler: boolean;
}

export interface StoredReview extends ReviewFacts {
  readonly id: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deleted: boolean;
}

export interface ReviewWriter {
  find(userId: number, mediaId: number): StoredReview | undefined;
  /** Call inside a transaction, with what `find` gave. Facts must hold a rating or a body. Gives the row's id. */
  write(review: {
    userId: number;
    mediaId: number;
    facts: ReviewFacts;
    before: StoredReview | undefined;
    createdAt: string;
    /** What lists by time go by, where that isn't now: an import knows when something was rated. */
    updatedAt?: string;
    /** Now: when people hear of it. */
    time: string;
  }): number;
  /** Deleted ones too. */
  findById(id: number): (StoredReview & { readonly userId: number; readonly mediaId: number }) | undefined;
  /** Soft: the row stays for undo and other devices, and counts no more. */
  remove(mediaId: number, before: StoredReview, time: string): void;
  /** For undo: as if it had never been there. */
  erase(mediaId: number, current: StoredReview): void;
  /** The same for all reviews of these ids. */
  eraseRun(first: number, last: number): void;
  /** For undo: as it was. */
  putBack(mediaId: number, current: StoredReview, before: StoredReview): void;
}

export interface ReviewWriterOptions {
  /** Tell people who favourite a title of its new reviews; off for imported strangers' ratings. */
  readonly notify: boolean;
  /** Where changes of a title's totals go: to the title at once, or gathered by a batch. */
  readonly addToTotals: (mediaId: number, count: number, sum: number) => void;
}

interface Row {
  readonly id: number;
  readonly rating: number | null;
  readonly body: string | null;
  readonly spoiler: 0 | 1;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
}

export function createReviewWriter(
  sqlite: Database.Database,
  { notify, addToTotals }: ReviewWriterOptions,
): ReviewWriter {
  const select = sqlite.prepare<[number, number], Row>(
    'SELECT id, rating, body, spoiler, created_at, updated_at, deleted_at FROM reviews WHERE user_id = ? AND media_id = ?',
  );
  const selectById = sqlite.prepare<[number], Row & { user_id: number; media_id: number }>(
    'SELECT id, rating, body, spoiler, created_at, updated_at, deleted_at, user_id, media_id FROM reviews WHERE id = ?',
  );
  const erase = sqlite.prepare('DELETE FROM reviews WHERE id = ?');
  const insert = sqlite.prepare(
    'INSERT INTO reviews (user_id, media_id, rating, body, spoiler, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const update = sqlite.prepare(
    'UPDATE reviews SET rating = ?, body = ?, spoiler = ?, created_at = ?, updated_at = ?, deleted_at = NULL WHERE id = ?',
  );
  const softDelete = sqlite.prepare('UPDATE reviews SET deleted_at = ?, updated_at = ? WHERE id = ?');
  const tell = sqlite.prepare(
    `INSERT INTO notifications (user_id, kind, media_id, author_id, created_at)
     SELECT user_id, 'review', media_id, @author, @time FROM favorites WHERE media_id = @media AND user_id <> @author AND deleted_at IS NULL
     ON CONFLICT (user_id, kind, media_id, author_id) DO UPDATE SET created_at = excluded.created_at, read_at = NULL`,
  );
  const untell = sqlite.prepare(
    `DELETE FROM notifications WHERE kind = 'review' AND media_id = ? AND author_id = (SELECT user_id FROM reviews WHERE id = ?)`,
  );

  const countRun = sqlite.prepare<[number, number], { mediaId: number; count: number; sum: number }>(
    `SELECT media_id AS mediaId, count(rating) AS count, sum(rating) AS sum FROM reviews
     WHERE id BETWEEN ? AND ? AND deleted_at IS NULL GROUP BY media_id HAVING count(rating) > 0`,
  );
  const untellRun = sqlite.prepare(
    `DELETE FROM notifications WHERE id IN (
       SELECT notifications.id FROM reviews CROSS JOIN notifications
         ON notifications.kind = 'review' AND notifications.media_id = reviews.media_id AND +author_id = reviews.user_id
       WHERE reviews.id BETWEEN ? AND ?)`,
  );
  const eraseRun = sqlite.prepare('DELETE FROM reviews WHERE id BETWEEN ? AND ?');

  const takeFromTotals = (mediaId: number, { rating, deleted }: StoredReview) => {
    if (rating !== null && !deleted) addToTotals(mediaId, -1, -rating);
  };

  return {
    findById(id) {
      const row = selectById.get(id);
      return row && { ...rowToStoredReview(row), userId: row.user_id, mediaId: row.media_id };
    },
    erase(mediaId, current) {
      if (notify) untell.run(mediaId, current.id);
      erase.run(current.id);
      takeFromTotals(mediaId, current);
    },
    eraseRun(first, last) {
      if (notify) untellRun.run(first, last);
      for (const { mediaId, count, sum } of countRun.all(first, last)) addToTotals(mediaId, -count, -sum);
      eraseRun.run(first, last);
    },
    putBack(mediaId, current, before) {
      const { id, rating, body, spoiler, createdAt, updatedAt, deleted } = before;
      takeFromTotals(mediaId, current);
      update.run(rating, body, spoiler ? 1 : 0, createdAt, updatedAt, id);
      if (rating !== null && !deleted) addToTotals(mediaId, 1, rating);
      if (!deleted) return;
      softDelete.run(updatedAt, updatedAt, id);
      if (notify) untell.run(mediaId, id);
    },
    find(userId, mediaId) {
      const row = select.get(userId, mediaId);
      return row === undefined ? undefined : rowToStoredReview(row);
    },
    write({ userId, mediaId, facts, before, createdAt, time, updatedAt = time }) {
      const spoiler = facts.spoiler ? 1 : 0;
      const counted = before === undefined || before.deleted ? null : before.rating;
      const count = (facts.rating === null ? 0 : 1) - (counted === null ? 0 : 1);
      const sum = (facts.rating ?? 0) - (counted ?? 0);
      if (count !== 0 || sum !== 0) addToTotals(mediaId, count, sum);
      if (before !== undefined) {
        update.run(facts.rating, facts.body, spoiler, createdAt, updatedAt, before.id);
        if (notify && before.deleted) tell.run({ author: userId, media: mediaId, time });
        return before.id;
      }
      const { lastInsertRowid } = insert.run(
        userId,
        mediaId,
        facts.rating,
        facts.body,
        spoiler,
        createdAt,
        updatedAt,
      );
      if (notify) tell.run({ author: userId, media: mediaId, time });
      return Number(lastInsertRowid);
    },
    remove(mediaId, before, time) {
      softDelete.run(time, time, before.id);
      untell.run(mediaId, before.id);
      if (before.rating !== null) addToTotals(mediaId, -1, -before.rating);
    },
  };
}

function rowToStoredReview(row: Row): StoredReview {
  return {
    id: row.id,
    rating: row.rating,
    body: row.body,
    spoiler: row.spoiler === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deleted: row.deleted_at !== null,
  };
}
