// Hidden gems: titles that the few who know them rate highly, which the profile doesn't know, nearest its taste first.
import type { MediaSummary } from '#shared/api/catalog.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import type { Db } from '../db/db.ts';
import { f32, topPositions, u32 } from './arrays.ts';
import { contentScores } from './taste.ts';
import { summariesById, type Ranked } from './suggestions.ts';

const leastWeighted = 68;
/** Known to few: below the count that a tenth of the rated titles reach, or three at least. */
const famousShare = 0.1;
const leastFamous = 3;

export async function hiddenGems(
  db: Db,
  userId: number,
  { ready, ranking }: Ranked,
  kind: MediaKind | undefined,
  limit: number,
): Promise<(MediaSummary & { weightedRating: number })[]> {
  const { model } = ready;
  const { ratingCount, weightedRating } = model.titles;
  const counts = ratingCount.slice(0, model.touched).sort();
  const famous = Math.max(counts[Math.floor(counts.length * (1 - famousShare))] ?? 0, leastFamous);
  const content = contentScores(ranking.taste, ranking.titles, model.yearMass);
  const wantedKind = kind === undefined ? -1 : mediaKinds.indexOf(kind);
  const scores = new Float64Array(ratingCount.length);
  for (let j = 0; j < scores.length; j++) {
    const count = u32(ratingCount, j);
    const fits =
      count > 0 &&
      count <= famous &&
      f32(weightedRating, j) >= leastWeighted &&
      ranking.scores[j] !== -Infinity &&
      (wantedKind < 0 || ranking.titles[j]?.kind === wantedKind);
    scores[j] = fits ? f32(weightedRating, j) + 4 * Math.tanh((content[j] ?? 0) / 2) : -Infinity;
  }
  const places = topPositions(scores, limit + 5);
  const mediaIds = places.flatMap((j) => ranking.titles[j]?.mediaId ?? []);
  const summaries = await summariesById(db, userId, mediaIds);
  return places
    .flatMap((j) => {
      const summary = summaries.get(ranking.titles[j]?.mediaId ?? 0);
      return summary ? { ...summary, weightedRating: f32(weightedRating, j) } : [];
    })
    .slice(0, limit);
}
