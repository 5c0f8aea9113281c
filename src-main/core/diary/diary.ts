// The diary: logging plays, changing, removing and restoring them, and reading them by date. Answers come after the commit.
import type Database from 'better-sqlite3';
import type { MediaId, UserId } from '#shared/api/contract.ts';
import type { Episode, Play } from '#shared/api/diary.ts';
import { kindTable, type MediaKind } from '#shared/domain/media-kind.ts';
import { addDays, localDay, type PartialDate } from '#shared/domain/partial-date.ts';
import { progressOf, type EpisodePlay } from '#shared/domain/show-progress.ts';
import { AppError } from '#shared/errors.ts';
import type { Caches } from '../cache.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { merged } from '../merged.ts';
import { createTotalsWriter } from '../reviews/rating-totals.ts';
import { createReviewWriter } from '../reviews/review-writer.ts';
import { assertTitle } from '../reviews/reviews.ts';
import { createShelfWriter } from '../reviews/shelf-writer.ts';
import { dayFigures, monthFigures, tagFigures, yearFigures } from './play-figures.ts';
import { playPage } from './play-list.ts';
import { playsOf, rowToPlay, selectPlays } from './play-rows.ts';
import { createPlayWriter, type PlayFacts, type StoredPlay } from './play-writer.ts';

export interface DiaryDeps {
  readonly db: Db;
  /** The connection under `db`: the writers' statements run on it, inside `transact`. */
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly caches: Caches;
}

export function createDiary({ db, sqlite, clock, events, caches }: DiaryDeps): Handlers<'diary'> {
  const writer = createPlayWriter(sqlite);
  const reviews = createReviewWriter(sqlite, { notify: true, addToTotals: createTotalsWriter(sqlite) });
  const shelves = createShelfWriter(sqlite);
  const now = () => clock.now().toISOString();

  function changed(mediaIds: readonly number[], userId: UserId): void {
    caches.clear();
    for (const mediaId of new Set(mediaIds)) {
      events.publish('diary.changed', { mediaId: mediaId as MediaId, userId }, userId);
    }
  }

  /** A rating that was given with a play becomes that of the review, whose words stay. */
  function rate(userId: UserId, mediaId: MediaId, rating: number, time: string): () => void {
    const before = reviews.find(userId, mediaId);
    const old = before?.deleted === false ? before : undefined;
    const facts = { rating, body: old?.body ?? null, spoiler: old?.spoiler ?? false };
    reviews.write({ userId, mediaId, facts, before, createdAt: old?.createdAt ?? time, time });
    return () => events.publish('review.saved', { mediaId, userId });
  }

  function assertPast(playedOn: PartialDate | null): void {
    if (playedOn === null) return;
    // The date line: somebody may already be in tomorrow.
    const latest = addDays(localDay(clock.now()), 1);
    if (playedOn > latest.slice(0, playedOn.length)) {
      throw new AppError('invalid_input', `playedOn: ${playedOn} is in the future`, {
        field: 'playedOn',
        reason: 'future_date',
      });
    }
  }

  /** The profile's own play. Throws `not_found` for somebody else's, too: whose it is, is nobody's business. */
  function own(id: number, userId: UserId, isDeleted: boolean): StoredPlay {
    const play = writer.find(id);
    if (play?.userId === userId && play.deleted === isDeleted) return play;
    throw new AppError('not_found', `There is no play with the id ${id} in your diary.`, { playId: id });
  }

  async function read(tx: Db, userId: UserId, ids: readonly number[]): Promise<Play[]> {
    const rows = await selectPlays(tx, userId).where('plays.id', 'in', ids).execute();
    const byId = new Map(rows.map((row) => [row.id, rowToPlay(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async function readOne(tx: Db, userId: UserId, id: number): Promise<Play> {
    const [play] = await read(tx, userId, [id]);
    if (play) return play;
    throw new AppError('not_found', `There is no play with the id ${id} in your diary.`, { playId: id });
  }

  return {
    'diary.log': (input, { person }) =>
      transact(db, async (tx, afterCommit) => {
        const { mediaId, playedOn, rating } = input;
        const kind = await kindOf(tx, mediaId);
        assertPast(playedOn);
        const episodes: readonly Episode[] =
          input.episodes.length > 0 ? input.episodes : [{ season: null, episode: null }];
        for (const { season, episode } of episodes) assertEpisodes(kind, season, episode);
        const time = now();
        const ids = episodes.map(({ season, episode }) => {
          const facts: PlayFacts = {
            playedOn, playedAt: null, season, episode, rating, note: emptyToNull(input.note), tags: uniqueTags(input.tags),
            rewatch: input.rewatch ?? writer.wasPlayed(person.id, mediaId, season, episode),
          }; // prettier-ignore
          return writer.insert({ userId: person.id, mediaId, facts, createdAt: time, time });
        });
        if (input.updateReview && rating !== null) afterCommit(rate(person.id, mediaId, rating, time));
        if (input.offWatchlist) {
          shelves.take('watchlist', person.id, mediaId, time);
          afterCommit(() => events.publish('shelves.changed', { mediaId, userId: person.id }, person.id));
        }
        afterCommit(() => changed([mediaId], person.id));
        return await read(tx, person.id, ids);
      }),

    'diary.edit': ({ id, updateReview, ...change }, { person }) =>
      transact(db, async (tx, afterCommit) => {
        const before = own(id, person.id, false);
        const mediaId = before.mediaId as MediaId;
        const facts = withChange(before, change);
        assertPast(facts.playedOn);
        assertEpisodes(await kindOf(tx, mediaId), facts.season, facts.episode);
        const time = now();
        writer.update(id, facts, time);
        if (updateReview && facts.rating !== null) afterCommit(rate(person.id, mediaId, facts.rating, time));
        afterCommit(() => changed([mediaId], person.id));
        return await readOne(tx, person.id, id);
      }),

    'diary.delete': async ({ ids }, { person }) => {
      await transact(db, async (_tx, afterCommit) => {
        const plays = ids.map((id) => own(id, person.id, false));
        for (const { id } of plays) writer.remove(id, now());
        afterCommit(() => changed(plays.map(({ mediaId }) => mediaId), person.id)); // prettier-ignore
        return Promise.resolve();
      });
      return {};
    },

    'diary.restore': async ({ ids }, { person }) => {
      await transact(db, async (_tx, afterCommit) => {
        const plays = ids.map((id) => own(id, person.id, true));
        for (const { id } of plays) writer.restore(id, now());
        afterCommit(() => changed(plays.map(({ mediaId }) => mediaId), person.id)); // prettier-ignore
        return Promise.resolve();
      });
      return {};
    },

    'diary.get': ({ id }, { person }) => readOne(db, person.id, id),

    'diary.list': ({ filter, cursor, limit }, { person }) => playPage(db, person.id, filter, cursor, limit),

    'diary.years': (_input, { person }) => yearFigures(db, person.id),

    'diary.month': ({ year, month }, { person }) => monthFigures(db, person.id, year, month),

    'diary.days': ({ year, kind }, { person }) => dayFigures(db, person.id, year, kind),

    'diary.ofTitle': async ({ mediaId, limit }, { person }) => {
      const kind = await kindOf(db, mediaId);
      const mine = playsOf(db, person.id).where('plays.media_id', '=', mediaId);
      const rows = await selectPlays(db, person.id)
        .where('plays.media_id', '=', mediaId)
        .orderBy('plays.played_on', 'desc')
        .orderBy('plays.id', 'desc')
        .limit(limit)
        .execute();
      const seen = await mine
        .select(['plays.season', 'plays.episode', 'plays.played_on as playedOn'])
        .execute();
      return {
        plays: rows.map(rowToPlay),
        total: seen.length,
        progress: hasEpisodes(kind) ? progressOf(seen as EpisodePlay[]) : null,
      };
    },

    'diary.tags': (_input, { person }) => tagFigures(db, person.id),
  };
}

async function kindOf(db: Db, mediaId: number): Promise<MediaKind> {
  await assertTitle(db, mediaId);
  const { kind } = await db
    .selectFrom('media')
    .select('kind')
    .where('id', '=', mediaId)
    .executeTakeFirstOrThrow();
  return kind;
}

function hasEpisodes(kind: MediaKind): boolean {
  return kindTable[kind].hasEpisodes;
}

function assertEpisodes(kind: MediaKind, season: number | null, episode: number | null): void {
  if ((season === null && episode === null) || hasEpisodes(kind)) return;
  const field = season === null ? 'episode' : 'season';
  throw new AppError('invalid_input', `${field}: a ${kindTable[kind].label.toLowerCase()} has no episodes`, {
    field,
    reason: 'no_episodes',
  });
}

/** The moment stays only while its day does. */
function withChange(
  before: StoredPlay,
  change: { readonly [K in Exclude<keyof PlayFacts, 'playedAt'>]?: PlayFacts[K] | undefined },
): PlayFacts {
  const facts = merged<PlayFacts>(before, change);
  return {
    ...facts,
    playedAt: facts.playedOn === before.playedOn ? facts.playedAt : null,
    note: emptyToNull(facts.note),
    tags: uniqueTags(facts.tags),
  };
}

/** Each tag once, whatever its case; the first writing counts. */
function uniqueTags(tags: readonly string[]): string[] {
  const keys = tags.map((tag) => tag.toLowerCase());
  return tags.filter((_tag, index) => keys.indexOf(keys[index] ?? '') === index);
}

function emptyToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.trim();
}
