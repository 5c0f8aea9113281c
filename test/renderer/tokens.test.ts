// Every text on every ground it may stand on, in both themes: WCAG 2.2 contrast, computed from tokens.css itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alpha, contrast, parseOklch, type Rgb } from './ui/colour.ts';

const css = readFileSync(join(import.meta.dirname, '../../src-renderer/styles/tokens.css'), 'utf8');
const themes = ['light', 'dark'] as const;
const colours = new Map(
  Array.from(
    css.matchAll(/--(color-[\w-]+):\s*light-dark\((oklch\([^)]*\)),\s*(oklch\([^)]*\))\)/gu),
    ([, name, light, dark]) => [name ?? '', { light: light ?? '', dark: dark ?? '' }],
  ),
);

const grounds = ['paper', 'surface', 'sunken', 'raised'];
const softs = ['accent', 'danger', 'success', 'warning', 'rating', 'movie', 'web-show', 'song'];
const textPairs: [text: string, ground: string][] = [
  ...grounds.flatMap((ground): [string, string][] =>
    ['text', 'text-muted', 'text-faint', ...softs.map((soft) => `${soft}-text`)].map((text) => [
      text,
      ground,
    ]),
  ),
  ...softs.flatMap((soft): [string, string][] => [
    [`${soft}-text`, `${soft}-soft`],
    ['text', `${soft}-soft`],
  ]),
  ...['accent', 'accent-hover', 'accent-pressed'].map((ground): [string, string] => ['on-accent', ground]),
  ...['danger', 'danger-hover', 'danger-pressed'].map((ground): [string, string] => ['on-danger', ground]),
  ...['text', 'muted', 'accent', 'danger'].map((text): [string, string] => [`inverse-${text}`, 'inverse']),
  ['text', 'selection'],
];
/** Marks that carry a meaning without being letters: borders of controls, focus, charts. */
const markPairs: [mark: string, ground: string][] = grounds.flatMap((ground): [string, string][] =>
  ['control-border', 'focus', 'accent', 'danger', 'movie', 'web-show', 'song'].map((mark) => [mark, ground]),
);

describe.each(themes)('the colours of the %s theme', (theme) => {
  it.each(textPairs)('%s on %s has at least 4.5:1', (text, ground) => {
    expect(ratio(text, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['text', 'hover'],
    ['text', 'pressed'],
    ['text-muted', 'hover'],
    ['text-muted', 'pressed'],
    ['accent-text', 'hover'],
    ['accent-text', 'pressed'],
    ['text-faint', 'hover'],
  ])('%s keeps 4.5:1 under %s', (text, state) => {
    for (const ground of ['paper', 'surface', 'raised']) {
      expect(contrast(colour(text, theme), over(state, ground, theme))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(markPairs)('the mark %s on %s has at least 3:1', (mark, ground) => {
    expect(ratio(mark, ground, theme)).toBeGreaterThanOrEqual(3);
  });

  it('a filled star stands out from an empty one', () => {
    expect(ratio('rating', 'rating-empty', theme)).toBeGreaterThan(1.5);
  });
});

describe('tokens', () => {
  it('name a light and a dark value for every colour', () => {
    const names = new Set(Array.from(css.matchAll(/--(color-[\w-]+):/gu), ([, name]) => name));
    expect(new Set(colours.keys())).toEqual(names);
  });
});

function ratio(text: string, ground: string, theme: 'light' | 'dark'): number {
  return contrast(colour(text, theme), colour(ground, theme));
}

function colour(name: string, theme: 'light' | 'dark'): Rgb {
  const value = colours.get(`color-${name}`);
  if (value === undefined) throw new Error(`no token --color-${name}`);
  return parseOklch(value[theme]);
}

function over(veil: string, ground: string, theme: 'light' | 'dark'): Rgb {
  const value = colours.get(`color-${veil}`)?.[theme] ?? '';
  const top = parseOklch(value);
  const below = colour(ground, theme);
  const part = alpha(value);
  const mix = (index: 0 | 1 | 2) => top[index] * part + below[index] * (1 - part);
  return [mix(0), mix(1), mix(2)];
}
