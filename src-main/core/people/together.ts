// What two people would both like: each one's ranking by discovery, made one. A title counts the mean of both scores
// less a part of their distance, which lies between the average (0) and least misery (1), the two classics of group
// recommendation (O'Connor et al., "PolyLens", ECSCW 2001; as a consensus function with disagreement: Amer-Yahia et
// al., "Group Recommendation: Semantics and Efficiency", VLDB 2009). Scores are in standard deviations of each person.
import type { Together } from '#shared/api/people.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { Db } from '../db/db.ts';
import { diversify } from '../discovery/diversity.ts';
import type { ReadyModel } from '../discovery/model-host.ts';
import { explainTitles, filterOf, rankFor, type Ranked } from '../discovery/suggestions.ts';

/** How much of the distance between the two is taken off. */
const misery = 0.6;

export async function suggestTogether(
  db: Db,
  ready: ReadyModel,
  people: { readonly own: number; readonly theirs: number },
  kind: MediaKind | undefined,
  limit: number,
): Promise<Together[]> {
  const own = await rankFor(db, ready, people.own);
  const theirs = await rankFor(db, ready, people.theirs);
  const fits = filterOf(own, kind, undefined);
  const ownScores = scoresById(own);
  const theirScores = scoresById(theirs);
  const pool = own.ranking.titles
    .flatMap((facts) => {
      const [mine, other] = [ownScores.get(facts.mediaId), theirScores.get(facts.mediaId)];
      if (mine === undefined || other === undefined || !fits(facts)) return [];
      return { ...facts, score: (mine + other) / 2 - (misery * Math.abs(mine - other)) / 2 };
    })
    .sort((one, other) => other.score - one.score || one.mediaId - other.mediaId)
    .slice(0, limit * 2 + 20);
  const chosen = diversify(pool, limit + 5).map(({ mediaId }) => mediaId);

  const ownReasons = await explainTitles(db, people.own, own, chosen);
  const theirReasons = new Map(
    (await explainTitles(db, people.theirs, theirs, chosen)).map(({ id, reason }) => [id, reason]),
  );
  return ownReasons.slice(0, limit).map(({ reason, ...media }) => {
    const other = theirReasons.get(media.id);
    return {
      ...media,
      places: { own: placeOf(ownScores, media.id), theirs: placeOf(theirScores, media.id) },
      // Everything but a rating may come from what they keep to themselves.
      reasons: { own: reason, theirs: other?.because === 'rated' ? other : null },
    };
  });
}

/** Of what may be suggested, in standard deviations. */
function scoresById({ ranking }: Ranked): ReadonlyMap<number, number> {
  const finite = ranking.scores.filter(Number.isFinite);
  const count = Math.max(finite.length, 1);
  const mean = finite.reduce((sum, score) => sum + score, 0) / count;
  const deviation = Math.sqrt(finite.reduce((sum, score) => sum + (score - mean) ** 2, 0) / count) || 1;
  const scores = new Map<number, number>();
  for (const [position, { mediaId }] of ranking.titles.entries()) {
    const score = ranking.scores[position] ?? -Infinity;
    if (Number.isFinite(score)) scores.set(mediaId, (score - mean) / deviation);
  }
  return scores;
}

function placeOf(scores: ReadonlyMap<number, number>, mediaId: number): number {
  const own = scores.get(mediaId) ?? -Infinity;
  let better = 0;
  for (const score of scores.values()) if (score > own) better++;
  return better + 1;
}
