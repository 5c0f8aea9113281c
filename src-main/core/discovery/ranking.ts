// One profile's scores for every title of the model and the newest of the catalogue: collaborative, content and
// popularity, each in standard deviations. The more a profile has rated, the less popularity counts.
import { setImmediate as rest } from 'node:timers/promises';
import { addF64, f64, standardise, topPositions } from './arrays.ts';
import { collaborate, type Model } from './model.ts';
import type { Profile } from './profile.ts';
import { personalMean, requestWeight, starsOf, trainingWeight } from './signals.ts';
import { contentScores, tasteOf, type Facts, type Liked, type Taste } from './taste.ts';

export interface Ranking {
  readonly titles: readonly Facts[];
  /** Greater is better; -Infinity: must not be suggested. */
  readonly scores: Float64Array;
  readonly taste: Taste;
  /** Titles that the profile likes, the most telling first: what a suggestion may be explained by. */
  readonly liked: readonly (Liked & { readonly position: number | undefined })[];
}

export interface RankingInput {
  readonly model: Model;
  readonly positions: ReadonlyMap<number, number>;
  /** Facts of the model's titles in their order, and behind them of others: newer ones, and what the profile rated. */
  readonly titles: readonly Facts[];
  readonly genreCount: number;
  readonly profile: Profile;
}

/** What a ranking is made of, for the next step. */
interface Known {
  readonly weights: ReadonlyMap<number, number>;
  readonly taste: Taste;
  readonly liked: Ranking['liked'];
}

/**
 * Scores of all titles. Leaves the thread to others between its steps: on the first call each of them runs before it
 * is compiled.
 */
export async function rank(input: RankingInput): Promise<Ranking> {
  const { weights, taste, liked } = knownOf(input);
  const collaborative = standardise(collaborate(input.model, weights));
  await rest();
  const content = contentScores(taste, input.titles, input.model.yearMass);
  await rest();
  return { titles: input.titles, scores: blend(input, collaborative, content, taste), taste, liked };
}

function knownOf({ model, positions, titles, genreCount, profile }: RankingInput): Known {
  const extras = new Map<number, Facts>();
  for (let j = model.titles.mediaId.length; j < titles.length; j++) {
    const facts = titles[j];
    if (facts) extras.set(facts.mediaId, facts);
  }
  const stars = [...profile.signals.values()].map(starsOf);
  const mean = personalMean(
    stars.reduce((sum, value) => sum + value, 0),
    stars.length,
  );
  const weights = new Map<number, number>();
  const known: (Liked & { readonly position: number | undefined; readonly pull: number })[] = [];
  for (const [mediaId, signal] of profile.signals) {
    const position = positions.get(mediaId);
    const facts = position === undefined ? extras.get(mediaId) : titles[position];
    if (!facts) continue;
    const value = starsOf(signal);
    const pull = requestWeight(value, mean);
    if (position !== undefined) weights.set(position, pull);
    known.push({ facts, stars: value, weight: trainingWeight(value, mean), position, pull });
  }
  const taste = tasteOf(known, genreCount);
  return {
    weights,
    taste,
    liked: known
      .filter(({ pull }) => pull >= 0.4)
      .sort((one, other) => other.stars - one.stars || one.facts.mediaId - other.facts.mediaId),
  };
}

function blend(
  { model, positions, titles, profile }: RankingInput,
  collaborative: Float64Array,
  content: Float64Array,
  taste: Taste,
): Float64Array {
  const { popular } = model;
  // Few people agree by chance; many don't. A profile of sixteen ratings speaks for itself.
  const trust = model.people / (model.people + 4);
  const crowd = 0.6 / (1 + (taste.size / 4) ** 2) + 0.01;
  const scores = new Float64Array(titles.length);
  for (let j = 0; j < titles.length; j++) {
    scores[j] =
      f64(content, j) +
      (j < collaborative.length ? trust * f64(collaborative, j) + crowd * f64(popular, j) : 0);
  }
  for (const known of [profile.excluded, profile.signals]) {
    for (const mediaId of known.keys()) {
      const position = positions.get(mediaId);
      if (position !== undefined) scores[position] = -Infinity;
    }
  }
  // Where nothing speaks for one title or another, the order is one of chance, and the same each time.
  for (let j = 0; j < titles.length; j++) addF64(scores, j, chance((titles[j] as Facts).mediaId) / 10_000);
  // What the model doesn't know stands behind its titles.
  for (let j = collaborative.length; j < titles.length; j++) {
    const mediaId = titles[j]?.mediaId ?? 0;
    if (profile.excluded.has(mediaId) || profile.signals.has(mediaId)) scores[j] = -Infinity;
  }
  return scores;
}

/** 0 to 1, by the id alone. */
function chance(mediaId: number): number {
  return (Math.imul(mediaId, 0x9e3779b1) >>> 0) / 2 ** 32;
}

/** Positions of the best that `fits` lets through, best first. */
export function best({ titles, scores }: Ranking, count: number, fits: (facts: Facts) => boolean): number[] {
  const wanted = scores.slice();
  for (let j = 0; j < titles.length; j++) if (!fits(titles[j] as Facts)) wanted[j] = -Infinity;
  return topPositions(wanted, count);
}
