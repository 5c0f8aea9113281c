// The inks of a cover: the one place of colour arithmetic. The hue comes from the uid inside its kind's range; a scheme
// says how light the ground is and which inks print on it. Covers are printed things: they don't change with the theme.
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { Dice } from './draw.ts';

export interface Palette {
  /** Under the words. */
  readonly ground: string;
  /** Words; at least 4.5:1 on the ground. */
  readonly text: string;
  /** The main shape. */
  readonly form: string;
  /** The second shape, its counterpart. */
  readonly accent: string;
  /** Between ground and form: shadows, far hills, lines. */
  readonly soft: string;
}

type Ink = readonly [lightness: number, chroma: number, hue: number];

/** Movies: wine to ochre and moss. Web shows: teal to indigo. Songs: violet to rose. In degrees, wrapping at 360. */
const hueRange: Readonly<Record<MediaKind, readonly [number, number]>> = {
  movie: [4, 112],
  web_show: [162, 274],
  song: [272, 384],
};

/** How far the second ink's hue stands from the first. */
const partners = [172, 150, 208, 52, -58] as const;

export function createPalette(kind: MediaKind, dice: Dice): Palette {
  const [from, to] = hueRange[kind];
  const hue = (dice.between(from, to) + 360) % 360;
  const partner = (hue + dice.pick(partners) + dice.between(-10, 10) + 360) % 360;
  const scheme = dice.pick(schemes);
  const inks = scheme(hue, partner);
  return {
    ground: print(inks.ground),
    text: print(inks.text),
    form: print(inks.form),
    accent: print(inks.accent),
    soft: print(inks.soft),
  };
}

type Scheme = (hue: number, partner: number) => Readonly<Record<keyof Palette, Ink>>;

const cream: Ink = [0.945, 0.028, 88];

// Yellows and greens carry less chroma when dark and more when light; a flat number would make mud of one or neon of the other.
// Pinks are held back when light, and cyans always: the screen has too much of both.
const rich = (lightness: number, hue: number): number => {
  const near = (centre: number) => Math.max(0, Math.cos(((hue - centre) * Math.PI) / 180)) ** 2;
  return lightness > 0.6
    ? 0.122 + 0.03 * near(90) - 0.03 * near(350) - 0.035 * near(205)
    : 0.13 - 0.04 * near(95) - 0.035 * near(200);
};

// Dark yellow is mud: there the partner makes the ground and the hue itself shines on it.
const isYellow = (hue: number): boolean => hue > 52 && hue < 122;

const night: Scheme = (hue, partner) => ({
  ground: [0.235, 0.022, hue],
  text: cream,
  form: [0.66, rich(0.66, hue), hue],
  accent: [0.86, 0.075, partner],
  soft: [0.4, 0.06, hue],
});

const deep: Scheme = (hue, partner) => {
  const [dark, light] = isYellow(hue) && !isYellow(partner) ? [partner, hue] : [hue, partner];
  return {
    ground: [0.34, 0.068, dark],
    text: cream,
    form: [0.71, rich(0.71, light), light],
    accent: [0.9, 0.05, (light + 25) % 360],
    soft: [0.47, 0.085, dark],
  };
};

const full: Scheme = (hue, partner) => {
  if (isYellow(hue)) return bright(hue, partner);
  return {
    ground: [0.49, rich(0.49, hue), hue],
    text: [0.97, 0.02, 88],
    form: [0.27, 0.05, hue],
    accent: [0.88, 0.085, partner],
    soft: [0.6, rich(0.49, hue), hue],
  };
};

const paper: Scheme = (hue, partner) => ({
  ground: [0.925, 0.024, 86],
  text: [0.25, 0.025, hue],
  form: [0.59, rich(0.59, hue) + 0.02, hue],
  accent: [0.33, 0.06, partner],
  soft: [0.82, 0.055, hue],
});

const pale: Scheme = (hue, partner) => ({
  ground: [0.84, 0.062, hue],
  text: [0.26, 0.045, hue],
  form: [0.45, rich(0.45, hue), hue],
  accent: [0.965, 0.025, 88],
  soft: [0.68, 0.1, partner],
});

const bright: Scheme = (hue, partner) => ({
  ground: [0.76, rich(0.76, hue), hue],
  text: [0.23, 0.04, hue],
  form: [0.32, 0.07, partner],
  accent: [0.95, 0.03, 88],
  soft: [0.66, rich(0.66, hue), hue],
});

const schemes = [night, deep, deep, full, full, paper, paper, pale, bright] as const satisfies [
  Scheme,
  ...Scheme[],
];

function print([lightness, chroma, hue]: Ink): string {
  return `oklch(${lightness.toFixed(3)} ${chroma.toFixed(3)} ${hue.toFixed(1)})`;
}
