// Ratings are integers from 10 to 100: tenths of the 1.0–10.0 scale. Nothing is rounded in storage; each
// profile chooses how to see them.

declare const brand: unique symbol;
export type Rating = number & { readonly [brand]: 'Rating' };

export const lowestRating = 10;
export const highestRating = 100;

export const ratingScales = ['ten', 'stars', 'hundred'] as const;
export type RatingScale = (typeof ratingScales)[number];

/** A scale that a foreign file uses, as its user stated it: "0.5-5", "1-10", "0-100". */
export interface ForeignScale {
  readonly min: number;
  readonly max: number;
}

/** Why a text is no rating, in words that name what was expected. */
export type RatingParse = { readonly rating: Rating; readonly raised: boolean } | { readonly reason: string };

export function isRating(value: number): value is Rating {
  return Number.isInteger(value) && value >= lowestRating && value <= highestRating;
}

/** Reads a rating typed by a person: 1 to 10 in steps of 0.1, with a point. */
export function parseRating(text: string): RatingParse {
  const clean = text.trim();
  if (/^\d+,\d+$/.test(clean))
    return { reason: `"${clean}": write it with a point, ${clean.replace(',', '.')}` };
  if (!/^\d{1,3}(\.\d+)?$/.test(clean)) return { reason: `"${shorten(clean)}" is not a number from 1 to 10` };
  const tenths = Number(clean) * 10;
  const rating = Math.round(tenths);
  if (Math.abs(tenths - rating) > 1e-9) return { reason: `${clean} is finer than steps of 0.1` };
  return isRating(rating) ? { rating, raised: false } : { reason: `${clean} is not between 1.0 and 10.0` };
}

/**
 * Reads a rating on a foreign scale, in proportion to its top (4 of 5 is 8.0). A value that comes to less than
 * 1.0 becomes 1.0 and says so by `raised`. `decimalComma` is for files whose columns are not split by commas.
 */
export function scaleRating(text: string, scale: ForeignScale, decimalComma = false): RatingParse {
  const clean = decimalComma ? text.trim().replace(/^(\d+),(\d+)$/, '$1.$2') : text.trim();
  if (!/^\d+(\.\d+)?$/.test(clean)) {
    return { reason: `"${shorten(text.trim())}" is not a number from ${scale.min} to ${scale.max}` };
  }
  const value = Number(clean);
  if (value < scale.min || value > scale.max) {
    return { reason: `${clean} is not between ${scale.min} and ${scale.max}` };
  }
  const tenths = Math.round((value * 100) / scale.max);
  const rating = Math.max(lowestRating, tenths);
  return isRating(rating)
    ? { rating, raised: tenths < lowestRating }
    : { reason: `${clean} is not on the scale` };
}

/** Reads "0.5-5" or "1–10"; undefined unless 0 ≤ min < max ≤ 1000. */
export function parseScale(text: string): ForeignScale | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)\s*$/u.exec(text);
  if (!match) return undefined;
  const min = Number(match[1]);
  const max = Number(match[2]);
  return min < max && max <= 1000 ? { min, max } : undefined;
}

/** A stored rating, or a mean of them, as its number on the 1.0–10.0 scale: 87 → "8.7". */
export function formatTen(rating: number): string {
  return (rating / 10).toFixed(1);
}

/** A rating the way a profile sees it: 8.7, 4.35 stars, 87. */
export function formatRating(rating: number, scale: RatingScale): string {
  if (scale === 'hundred') return String(Math.round(rating));
  if (scale === 'stars') return String(Math.round(rating * 5) / 100);
  return formatTen(rating);
}

/**
 * Leaderboards go by a Bayesian mean: each title is lent this many ratings of an ordinary value (in tenths), so that
 * one 10.0 doesn't beat a hundred 9.0s. The form is that of IMDb's published top-250 formula.
 */
export const ratingPrior = { mean: 65, count: 5 } as const;

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
