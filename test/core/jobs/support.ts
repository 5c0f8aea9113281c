// Runs a job to its end through dispatch, and fills a profile with something of everything.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Client } from '#shared/api/client.ts';
import type { Job } from '#shared/api/jobs.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestCore } from '../../support/core.ts';

export async function endOfJob(client: Client, { jobId }: { readonly jobId: string }): Promise<Job> {
  for (;;) {
    const job = await client.call('jobs.get', { jobId });
    if (job.state !== 'running') return job;
    await sleep(5);
  }
}

/** The database of a core, beside its own connection. */
export function sideDoor(test: TestCore): Database.Database {
  return new Database(join(test.dataFolder, 'mediary.sqlite3'), { timeout: 5000 });
}

const time = '2026-02-03T04:05:06.789Z';

/** Rows of every table that features write elsewhere, as they would be. */
export function addDiary(
  sqlite: Database.Database,
  userId: number,
  plays: readonly {
    mediaId: number;
    on: string | null;
    note?: string;
    tags?: readonly string[];
    rewatch?: 0 | 1;
    season?: number;
    episode?: number;
    rating?: number;
  }[],
): void {
  const insert = sqlite.prepare(
    `INSERT INTO plays (uid, user_id, media_id, played_on, season, episode, rewatch, rating, note, tags, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const play of plays)
    insert.run(
      randomBytes(16), userId, play.mediaId, play.on, play.season ?? null, play.episode ?? null, play.rewatch ?? 0,
      play.rating ?? null, play.note ?? null, JSON.stringify(play.tags ?? []), time, time,
    ); // prettier-ignore
}

export function addList(
  sqlite: Database.Database,
  userId: number,
  name: string,
  items: readonly { mediaId: number; position: string; note?: string }[],
): void {
  const { lastInsertRowid } = sqlite
    .prepare(
      `INSERT INTO lists (uid, user_id, name, description, ranked, tags, created_at, updated_at)
       VALUES (?, ?, ?, ?, 1, '["a|b"]', ?, ?)`,
    )
    .run(randomBytes(16), userId, name, 'two\nlines', time, time);
  const insert = sqlite.prepare(
    'INSERT INTO list_items (list_id, media_id, position, note, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { mediaId, position, note } of items)
    insert.run(lastInsertRowid, mediaId, position, note ?? null, time, time);
}
