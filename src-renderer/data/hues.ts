// The colours that a person can choose for themselves: eight hues that differ from each other at the avatars' lightness.

export const hues = [
  { name: 'moss', hue: 128 },
  { name: 'sea', hue: 165 },
  { name: 'sky', hue: 235 },
  { name: 'iris', hue: 278 },
  { name: 'plum', hue: 325 },
  { name: 'rose', hue: 5 },
  { name: 'brick', hue: 38 },
  { name: 'ochre', hue: 78 },
] as const;

/** The choice that a hue from elsewhere (the terminal, another device) comes closest to, round the wheel. */
export function nearestHue(hue: number): number {
  const distance = (other: number) => Math.min(Math.abs(hue - other), 360 - Math.abs(hue - other));
  return hues.reduce((best, one) => (distance(one.hue) < distance(best.hue) ? one : best)).hue;
}
