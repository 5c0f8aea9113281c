// What a rating, a play or a favourite weighs, in training and at request time. The constants were chosen on splits of
// MovieLens small with the salts t1, t2, t3, v1, v2 and mediary-1; figures that count are those of other salts.

/** One person's relation to one title. */
export interface Signal {
  /** Tenths, 10 to 100; null where the title was played or marked as a favourite only. */
  readonly rating: number | null;
  readonly favorite: boolean;
}

/** What stands for a title that was played and not rated: a little better than the middle. */
const playedStars = 3.4;
const favoriteStars = 4.5;
const usualMean = 3.6;

/** On half of the scale on which the constants were found: 0.5 to 5. */
export function starsOf(signal: Signal): number {
  if (signal.rating !== null) return signal.rating / 20;
  return signal.favorite ? favoriteStars : playedStars;
}

/** How a person rates on the whole, drawn to the usual mean by five ratings' worth. */
export function personalMean(sum: number, count: number): number {
  return (sum + usualMean * 5) / (count + 5);
}

/** What an interaction counts while the model learns: 0 to 1.2. An 8 by a strict person says more than by a kind one. */
export function trainingWeight(stars: number, mean: number): number {
  return clamp((stars - 0.3 * (mean - usualMean) - 1) / 3.5, 0, 1.2);
}

/** What a title counts when suggestions are made for its person: below zero for what they didn't like. */
export function requestWeight(stars: number, mean: number): number {
  return clamp((stars - 0.3 * (mean - usualMean) - 1.5) / 3, 0, 1.2) + 0.05 * (stars - mean);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
