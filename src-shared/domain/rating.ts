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
 * Reads a rating on a foreign scale, in proportion to its top (4 of 5 is 8.0), also where it says that top ("8/10") or is
 * drawn ("★★★★½"). A value that comes to less than 1.0 becomes 1.0 and says so by `raised`. `decimalComma` is for files
 * whose columns are not split by commas.
 */
export function scaleRating(text: string, scale: ForeignScale, decimalComma = false): RatingParse {
  const written = text.trim();
  const clean = decimalComma ? written.replace(/^(\d+),(\d+)$/, '$1.$2') : written;
  if (!/^\d+(\.\d+)?$/.test(clean)) {
    const plain = beforeTop(written, scale) ?? drawn(written, scale);
    if (plain !== undefined) return scaleRating(plain, scale, decimalComma);
    return { reason: `"${shorten(written)}" is not a number from ${scale.min} to ${scale.max}` };
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

/** Of "8/10", or "85%": the number, where the scale ends at what stands behind it. */
function beforeTop(text: string, { max }: ForeignScale): string | undefined {
  const [, value, top = '100'] = /^(\d+(?:[.,]\d+)?)\s*(?:\/\s*(\d+)|%)$/.exec(text) ?? [];
  return Number(top) === max ? value : undefined;
}

/** Of stars, full, half and empty: how many. Five are the most, unless the empty ones are drawn up to another top. */
function drawn(text: string, { max }: ForeignScale): string | undefined {
  const [whole, full = '', half = '', empty = ''] =
    /^([★⭐]*)(½?)([☆✩]*)$/u.exec(text.replaceAll('\ufe0f', '')) ?? [];
  if (whole === undefined || whole === '') return undefined;
  const places = full.length + half.length + empty.length;
  return max === 5 || places === max ? String(full.length + half.length / 2) : undefined;
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
