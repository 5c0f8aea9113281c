// From a profile to suggestions: ranks, spreads, explains. One place for recommendations, hidden gems and the pick.
import type { Suggestion } from '#shared/api/discovery.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { rowToReference, rowToSummary, selectSummaries } from '../catalog/media-rows.ts';
import type { Db } from '../db/db.ts';
import { diversify } from './diversity.ts';
import { readExtras } from './extras.ts';
import type { ReadyModel } from './model-host.ts';
import { readProfile, type Profile } from './profile.ts';
import { best, rank, type Ranking } from './ranking.ts';
import { explain, reasonFor } from './reasons.ts';
import type { Facts } from './taste.ts';

export interface Ranked {
  readonly ready: ReadyModel;
  readonly profile: Profile;
  readonly ranking: Ranking;
  readonly genreNames: readonly string[];
}

export async function rankFor(db: Db, ready: ReadyModel, userId: number): Promise<Ranked> {
  const { model, positions, facts } = ready;
  const profile = await readProfile(db, userId);
  const unknown = [...profile.signals.keys()].filter((mediaId) => !positions.has(mediaId));
  const extras = await readExtras(db, model.lastMediaId, unknown, model.genres);
  const ranking = await rank({
    model,
    positions,
    titles: extras.facts.length === 0 ? facts : [...facts, ...extras.facts],
    genreCount: extras.genres.length,
    profile,
  });
  return { ready, profile, ranking, genreNames: extras.genres };
}

/** Lets a kind and a genre (by name, in any case) through. */
export function filterOf(ranked: Ranked, kind: MediaKind | undefined, genre: string | undefined) {
  const wantedKind = kind === undefined ? -1 : mediaKinds.indexOf(kind);
  const wanted = genre?.toLowerCase();
  const genres = new Set(
    ranked.genreNames.flatMap((name, index) => (name.toLowerCase() === wanted ? [index] : [])),
  );
  return (facts: Facts): boolean =>
    (wantedKind < 0 || facts.kind === wantedKind) &&
    (wanted === undefined || Array.from(facts.genres).some((index) => genres.has(index)));
}

/** The best that `fits` lets through, spread over series and creators. */
export async function suggest(
  db: Db,
  userId: number,
  ranked: Ranked,
  limit: number,
  fits: (facts: Facts) => boolean,
): Promise<Suggestion[]> {
  const { ranking } = ranked;
  const pool = best(ranking, limit * 2 + 20, fits).flatMap((position) => {
    const facts = ranking.titles[position];
    return facts ? [{ ...facts, position, score: ranking.scores[position] ?? 0 }] : [];
  });
  // A few more than asked for: a title may have been deleted since the model was built.
  const spread = diversify(pool, limit + 5);
  const titles = await explainAt(
    db,
    userId,
    ranked,
    spread.map(({ position }) => position),
  );
  return titles.slice(0, limit);
}

/** Titles by id, in their order, each with the reason that this person has to like it. */
export async function explainTitles(
  db: Db,
  userId: number,
  ranked: Ranked,
  mediaIds: readonly number[],
): Promise<Suggestion[]> {
  const positions = new Map(ranked.ranking.titles.map(({ mediaId }, position) => [mediaId, position]));
  return await explainAt(
    db,
    userId,
    ranked,
    mediaIds.flatMap((mediaId) => positions.get(mediaId) ?? []),
  );
}

async function explainAt(
  db: Db,
  userId: number,
  ranked: Ranked,
  positions: readonly number[],
): Promise<Suggestion[]> {
  const { ranking, ready } = ranked;
  const explained = explain(ready.model, ranking, positions);
  const reasonIds = explained.flatMap(({ becauseOf }) => becauseOf ?? []);
  const summaries = await summariesById(
    db,
    userId,
    explained.map(({ facts }) => facts.mediaId),
  );
  const references = await referencesById(db, reasonIds);
  return explained.flatMap((each) => {
    const summary = summaries.get(each.facts.mediaId);
    if (!summary) return [];
    return {
      ...summary,
      reason: reasonFor(each, summary, ranked.profile, ranking, ranked.genreNames, references),
    };
  });
}

/** Titles that are still there. */
export async function summariesById(
  db: Db,
  userId: number,
  mediaIds: readonly number[],
): Promise<ReadonlyMap<number, MediaSummary>> {
  if (mediaIds.length === 0) return new Map();
  const rows = await selectSummaries(db, userId).where('media.id', 'in', mediaIds).execute();
  return new Map(rows.map((row) => [row.id, rowToSummary(row)]));
}

async function referencesById(db: Db, mediaIds: readonly number[]) {
  if (mediaIds.length === 0) return new Map<number, ReturnType<typeof rowToReference>>();
  const rows = await db
    .selectFrom('media')
    .select(['id', 'uid', 'kind', 'title', 'year', 'creator'])
    .where('id', 'in', mediaIds)
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.id, rowToReference(row)]));
}
