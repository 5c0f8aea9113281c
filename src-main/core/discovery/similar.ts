// "Also liked": the titles whose weight from this one is greatest; for one that the model doesn't know, those that
// share its creator, genres and years.
import type { Db } from '../db/db.ts';
import { standardise, topPositions } from './arrays.ts';
import { readExtras } from './extras.ts';
import { collaborate } from './model.ts';
import type { ReadyModel } from './model-host.ts';
import { contentScores, tasteOf } from './taste.ts';

/** Media ids, most alike first, without the title itself. */
export async function similarTo(
  db: Db,
  { model, positions, facts }: ReadyModel,
  mediaId: number,
  count: number,
): Promise<number[]> {
  const position = positions.get(mediaId);
  const extras = await readExtras(
    db,
    model.lastMediaId,
    position === undefined ? [mediaId] : [],
    model.genres,
  );
  const titles = [...facts, ...extras.facts];
  const own = titles.find((each) => each.mediaId === mediaId);
  if (!own) return [];
  const liked = position === undefined ? new Map<number, number>() : new Map([[position, 1]]);
  const collaborative = standardise(collaborate(model, liked));
  // The taste of somebody who loves this title alone, without its kind's common titles.
  const taste = tasteOf([{ facts: own, stars: 5, weight: 1 }], extras.genres.length);
  const scores = contentScores(taste, titles, new Float64Array(model.yearMass.length).fill(1));
  for (const [j, { mediaId: other }] of titles.entries()) {
    scores[j] = other === mediaId ? -Infinity : (scores[j] ?? 0) + (collaborative[j] ?? 0);
  }
  return topPositions(scores, count).flatMap((j) => titles[j]?.mediaId ?? []);
}
