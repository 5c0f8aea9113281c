// What a key does to a rating; pure, so that lists can rate with the same keys (1–9, 0, Shift for the half).
import { highestRating, lowestRating } from '#shared/domain/rating.ts';

export interface RatingKey {
  readonly key: string;
  /** The physical key: with Shift, digits have other characters. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const halfStar = 10;
const tenth = 1;

/** The rating after a key, null for "no rating", undefined when the key means nothing here. */
export function ratingAfterKey(rating: number | null, press: RatingKey): number | null | undefined {
  if (press.ctrlKey || press.metaKey) return undefined;
  const digit = press.altKey ? undefined : ratingByDigit(press);
  if (digit !== undefined) return digit;
  switch (press.key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return press.altKey ? clamp((rating ?? 0) + tenth) : clamp(nextHalf(rating ?? 0));
    case 'ArrowDown':
    case 'ArrowLeft':
      return press.altKey ? clamp((rating ?? 0) - tenth) : clamp(previousHalf(rating ?? 0));
    case 'Home':
      return lowestRating;
    case 'End':
      return highestRating;
    case 'Delete':
    case 'Backspace':
      return null;
    default:
      return undefined;
  }
}

/** 1–9 are 1.0 to 9.0, 0 is 10.0; with Shift half a point less. Undefined for any other key. */
export function ratingByDigit({
  key,
  code,
  shiftKey,
}: Pick<RatingKey, 'key' | 'code' | 'shiftKey'>): number | undefined {
  const digit = /^(?:Digit|Numpad)(\d)$/u.exec(code)?.[1] ?? (/^\d$/u.test(key) ? key : undefined);
  if (digit === undefined) return undefined;
  const full = digit === '0' ? highestRating : Number(digit) * 10;
  return clamp(shiftKey ? full - 5 : full);
}

function nextHalf(rating: number): number {
  return (Math.floor(rating / halfStar) + 1) * halfStar;
}

function previousHalf(rating: number): number {
  return (Math.ceil(rating / halfStar) - 1) * halfStar;
}

function clamp(rating: number): number {
  return Math.min(highestRating, Math.max(lowestRating, rating));
}
