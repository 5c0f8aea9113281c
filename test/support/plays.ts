// Plays for tests, by the writer that the diary and imports use, on a connection of their own: core notices them as it
// notices another process.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { createPlayWriter, type PlayFacts } from '#main/core/diary/play-writer.ts';

export interface TestPlay extends Partial<Omit<PlayFacts, 'playedOn'>> {
  readonly mediaId: number;
  readonly playedOn: string | null;
}

const time = '2026-03-01T00:00:00.000Z';

export function logPlays(dataFolder: string, userId: number, plays: readonly TestPlay[]): void {
  const sqlite = new Database(join(dataFolder, 'mediary.sqlite3'));
  try {
    const writer = createPlayWriter(sqlite);
    sqlite.transaction(() => {
      for (const { mediaId, playedOn, ...rest } of plays) {
        const facts: PlayFacts = {
          playedAt: null, season: null, episode: null, rewatch: false, rating: null, note: null, tags: [],
          ...rest, playedOn: playedOn as PartialDate | null,
        }; // prettier-ignore
        writer.insert({ userId, mediaId, facts, createdAt: time, time });
      }
    })();
  } finally {
    sqlite.close();
  }
}
