// Positions in a list as text that sorts: between any two there is always another, so moving one item rewrites one
// row. A position is a whole number with a leading letter for its length, and a fraction behind it, both in base 62;
// appending a million items keeps them at five characters. After Rocicorp's "fractional indexing" (Figma's idea).

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const first = 'a0';

/** A position after `before` and before `after`; null is the list's end. Throws where they are not in that order. */
export function positionBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) {
    throw new Error(`positions out of order: ${before} is not before ${after}`);
  }
  if (before === null && after === null) return first;
  if (before === null) return positionBefore(after ?? first);
  const whole = wholePart(before);
  if (after === null) return increment(whole) ?? whole + midpoint(before.slice(whole.length), null);
  const wholeAfter = wholePart(after);
  if (whole === wholeAfter) {
    return whole + midpoint(before.slice(whole.length), after.slice(wholeAfter.length));
  }
  const next = increment(whole);
  return next !== null && next < after ? next : whole + midpoint(before.slice(whole.length), null);
}

function positionBefore(after: string): string {
  const whole = wholePart(after);
  const fraction = after.slice(whole.length);
  if (fraction !== '') return whole;
  return decrement(whole) ?? whole + midpoint('', fraction === '' ? null : fraction);
}

/** 'a' to 'z' count up from two characters, 'Z' to 'A' count down: more room on both sides. */
function wholePart(position: string): string {
  const head = position.charCodeAt(0);
  const length = head >= 97 ? head - 97 + 2 : 90 - head + 2;
  return position.slice(0, length);
}

function increment(whole: string): string | null {
  const [carried, rest] = step(whole.slice(1), 1);
  const head = whole.charAt(0);
  if (!carried) return head + rest;
  if (head === 'Z') return first;
  if (head === 'z') return null;
  const longer = String.fromCharCode(head.charCodeAt(0) + 1);
  return longer > 'a' ? `${longer}${rest}0` : longer + rest.slice(1);
}

function decrement(whole: string): string | null {
  const [carried, rest] = step(whole.slice(1), -1);
  const head = whole.charAt(0);
  if (!carried) return head + rest;
  if (head === 'a') return 'Zz';
  if (head === 'A') return null;
  const next = String.fromCharCode(head.charCodeAt(0) - 1);
  return next < 'Z' ? `${next}${rest}z` : next + rest.slice(1);
}

/** The digits one higher or lower, and whether that went past their end. */
function step(text: string, by: 1 | -1): [carried: boolean, text: string] {
  const places = Array.from(text);
  for (let place = places.length - 1; place >= 0; place--) {
    const digit = digits.indexOf(places[place] ?? '0') + by;
    if (digit >= 0 && digit < digits.length) {
      places[place] = digits.charAt(digit);
      return [false, places.join('')];
    }
    places[place] = digits.charAt(by > 0 ? 0 : digits.length - 1);
  }
  return [true, places.join('')];
}

/** A fraction between two, `after` null for 1; neither ends in a zero, nor does what it gives. */
function midpoint(before: string, after: string | null): string {
  if (after !== null) {
    let shared = 0;
    while ((before.charAt(shared) || '0') === after.charAt(shared)) shared++;
    if (shared > 0) return after.slice(0, shared) + midpoint(before.slice(shared), after.slice(shared));
  }
  const low = before === '' ? 0 : digits.indexOf(before.charAt(0));
  const high = after === null ? digits.length : digits.indexOf(after.charAt(0));
  if (high - low > 1) return digits.charAt(Math.round((low + high) / 2));
  if (after !== null && after.length > 1) return after.slice(0, 1);
  return digits.charAt(low) + midpoint(before.slice(1), null);
}
