// The one place that writes plays. Synchronous prepared statements, shared by the diary (inside `transact`) and the
// import worker's hot loop.
import type Database from 'better-sqlite3';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { createRandomUids } from '../random-uids.ts';

/** When, and of which episode: what tells one play of a title from another. */
export interface PlayKey {
  /** As precisely as it is known; null: some time. */
  readonly playedOn: PartialDate | null;
  /** The moment in UTC (ISO 8601), where a source knows it; `playedOn` is then its day. */
  readonly playedAt: string | null;
  readonly season: number | null;
  readonly episode: number | null;
}

export interface PlayFacts extends PlayKey {
  readonly rewatch: boolean;
  /** The rating at that time, in tenths. */
  readonly rating: number | null;
  readonly note: string | null;
  readonly tags: readonly string[];
}

export interface StoredPlay extends PlayFacts {
  readonly id: number;
  readonly uid: Buffer;
  readonly userId: number;
  readonly mediaId: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deleted: boolean;
}

export interface PlayWriter {
  /** Deleted ones too. */
  find(id: number): StoredPlay | undefined;
  findByUid(uid: Buffer): StoredPlay | undefined;
  /**
   * The plays that these may be the same as: of the same episode, on dates that agree as precisely as both are
   * known, at the same moment where both know it. Exact ones first, then the older; deleted ones are left out.
   */
  findSame(userId: number, mediaId: number, key: PlayKey): StoredPlay[];
  /** Whether there is any play of the same episode, or of the title where both are null. */
  wasPlayed(userId: number, mediaId: number, season: number | null, episode: number | null): boolean;
  /** Call inside a transaction, like all that follow. Gives the row's id. Without a `uid` it gets a random one. */
  insert(play: {
    userId: number;
    mediaId: number;
    facts: PlayFacts;
    createdAt: string;
    time: string;
    uid?: Buffer;
  }): number;
  update(id: number, facts: PlayFacts, time: string): void;
  /** Soft: the row stays for undo and other devices. */
  remove(id: number, time: string): void;
  restore(id: number, time: string): void;
  /** For sync: as another device has it. */
  putBack(id: number, play: Omit<StoredPlay, 'id' | 'uid' | 'userId'>): void;
  /** For undo: as if it had never been there. */
  erase(id: number): void;
  /** The same for all of these ids. */
  eraseRun(first: number, last: number): void;
}

interface Row {
  readonly id: number;
  readonly uid: Buffer;
  readonly user_id: number;
  readonly media_id: number;
  readonly played_on: PartialDate | null;
  readonly played_at: string | null;
  readonly season: number | null;
  readonly episode: number | null;
  readonly rewatch: 0 | 1;
  readonly rating: number | null;
  readonly note: string | null;
  readonly tags: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
}

const columns =
  'id, uid, user_id, media_id, played_on, played_at, season, episode, rewatch, rating, note, tags, created_at, updated_at, deleted_at';

export function createPlayWriter(sqlite: Database.Database): PlayWriter {
  const byId = sqlite.prepare<[number], Row>(`SELECT ${columns} FROM plays WHERE id = ?`);
  const byUid = sqlite.prepare<[Buffer], Row>(`SELECT ${columns} FROM plays WHERE uid = ?`);
  const same = (dated: string) =>
    sqlite.prepare<[PlayKey & { userId: number; mediaId: number }], Row>(
      `SELECT ${columns} FROM plays
       WHERE id IN (${dated}) AND season IS @season AND episode IS @episode AND deleted_at IS NULL
         AND (played_at IS NULL OR @playedAt IS NULL OR played_at = @playedAt)
       ORDER BY played_at IS @playedAt DESC, played_on IS @playedOn DESC, id`,
    );
  const ofTitle = 'SELECT id FROM plays WHERE user_id = @userId AND media_id = @mediaId';
  const sameAnyDay = same(ofTitle);
  // Undated ones, those of the date's year or month, and all within the date: each is a place in the index.
  const sameOn = same(
    `${ofTitle} AND played_on IS NULL
     UNION ALL ${ofTitle} AND played_on IN (substr(@playedOn, 1, 4), substr(@playedOn, 1, 7))
     UNION ALL ${ofTitle} AND played_on >= @playedOn AND played_on < @playedOn || ':'`,
  );
  const played = sqlite
    .prepare<[number, number, number | null, number | null], number>(
      'SELECT 1 FROM plays WHERE user_id = ? AND media_id = ? AND season IS ? AND episode IS ? AND deleted_at IS NULL LIMIT 1',
    )
    .pluck();
  const insert = sqlite.prepare(
    `INSERT INTO plays (uid, user_id, media_id, played_on, played_at, season, episode, rewatch, rating, note, tags, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = sqlite.prepare(
    `UPDATE plays SET played_on = ?, played_at = ?, season = ?, episode = ?, rewatch = ?, rating = ?, note = ?, tags = ?, updated_at = ?
     WHERE id = ?`,
  );
  const putBack = sqlite.prepare(
    `UPDATE plays SET media_id = ?, played_on = ?, played_at = ?, season = ?, episode = ?, rewatch = ?, rating = ?, note = ?, tags = ?,
       created_at = ?, updated_at = ?, deleted_at = ? WHERE id = ?`,
  );
  const randomUid = createRandomUids();
  const erase = sqlite.prepare('DELETE FROM plays WHERE id = ?');
  const eraseRun = sqlite.prepare('DELETE FROM plays WHERE id BETWEEN ? AND ?');
  const setDeleted = sqlite.prepare('UPDATE plays SET deleted_at = ?, updated_at = ? WHERE id = ?');

  return {
    find: (id) => found(byId.get(id)),
    findByUid: (uid) => found(byUid.get(uid)),
    findSame: (userId, mediaId, { playedOn, playedAt, season, episode }) =>
      (playedOn === null ? sameAnyDay : sameOn)
        .all({ userId, mediaId, playedOn, playedAt, season, episode })
        .map(rowToStoredPlay),
    wasPlayed: (userId, mediaId, season, episode) => played.get(userId, mediaId, season, episode) === 1,
    insert({ userId, mediaId, facts, createdAt, time, uid }) {
      const { lastInsertRowid } = insert.run(
        uid ?? randomUid(), userId, mediaId, ...factColumns(facts), createdAt, time,
      ); // prettier-ignore
      return Number(lastInsertRowid);
    },
    update: (id, facts, time) => void update.run(...factColumns(facts), time, id),
    remove: (id, time) => void setDeleted.run(time, time, id),
    restore: (id, time) => void setDeleted.run(null, time, id),
    putBack(id, { mediaId, createdAt, updatedAt, deleted, ...facts }) {
      putBack.run(
        mediaId, ...factColumns(facts), createdAt, updatedAt, deleted ? updatedAt : null, id,
      ); // prettier-ignore
    },
    erase: (id) => void erase.run(id),
    eraseRun: (first, last) => void eraseRun.run(first, last),
  };
}

/** In the order of the statements. */
function factColumns(facts: PlayFacts): (string | number | null)[] {
  const { playedOn, playedAt, season, episode, rewatch, rating, note, tags } = facts;
  return [playedOn, playedAt, season, episode, rewatch ? 1 : 0, rating, note, JSON.stringify(tags)];
}

function found(row: Row | undefined): StoredPlay | undefined {
  return row === undefined ? undefined : rowToStoredPlay(row);
}

function rowToStoredPlay(row: Row): StoredPlay {
  return {
    id: row.id,
    uid: row.uid,
    userId: row.user_id,
    mediaId: row.media_id,
    playedOn: row.played_on,
    playedAt: row.played_at,
    season: row.season,
    episode: row.episode,
    rewatch: row.rewatch === 1,
    rating: row.rating,
    note: row.note,
    tags: JSON.parse(row.tags) as string[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deleted: row.deleted_at !== null,
  };
}
