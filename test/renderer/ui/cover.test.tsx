import { cleanup, render } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { createDice } from '#renderer/ui/cover/draw.ts';
import { layOut } from '#renderer/ui/cover/layout.ts';
import { createPalette } from '#renderer/ui/cover/palette.ts';
import { estimateWidth, fitText, type TextBox } from '#renderer/ui/cover/text-fit.ts';
import { contrast, parseOklch } from './colour.ts';

const box: TextBox = { width: 256, height: 162, largest: 50, smallest: 25, leading: 1.02 };
const titles = [
  'M',
  'Z',
  '8½',
  '!!!',
  'The Night of the Hunter',
  'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb',
  'The Assassination of Jesse James by the Coward Robert Ford, or A Title That Really Does Go On for A Hundred and Twenty',
  'Supercalifragilisticexpialidocious',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  '千と千尋の神隠し',
  '機動戦士ガンダム 逆襲のシャア 「もう一つの結末」、そして星々の彼方へ帰るもののためのとても長い題名の物語',
  'باب الحديد',
  'ألف ليلة وليلة والحكاية الطويلة التي لا تنتهي أبداً في مدينة السلام',
  'Иди и смотри',
  '기생충',
  'M*A*S*H',
  '👩‍👩‍👧‍👦 Family',
  'W'.repeat(300),
  'word '.repeat(60),
];

afterEach(cleanup);

describe('the setting of a title', () => {
  it.each(titles)('keeps every character and every line inside: %s', (title) => {
    expect(fit(title)).toBe('fits');
  });

  it('holds for any text', () => {
    const anyTitle = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    const check = (title: string) => {
      expect(fit(title)).toBe('fits');
    };
    fc.assert(fc.property(anyTitle, check));
    expect.assertions(100);
  });

  it('sets short titles large and never breaks a word that has room', () => {
    expect(fitText('M', box)).toMatchObject({ lines: ['M'], size: 50 });
    expect(fitText('Metropolis', box).lines).toEqual(['Metropolis']);
  });

  it('does not end a line in an article or a preposition where it can help it', () => {
    expect(
      fitText('The Night of the Hunter', box)
        .lines.slice(0, -1)
        .some((line) => /\b(?:of|the)$/u.test(line)),
    ).toBe(false);
    expect(fitText('In the Mood for Love', box).lines.some((line) => /(?:\bfor|\bIn)$/u.test(line))).toBe(
      false,
    );
  });

  it('never begins a Japanese line with a closing mark or a small kana', () => {
    const { lines } = fitText('「もう一つの結末」、そして星々の彼方へ。キャッチャー', { ...box, width: 120 });
    expect(lines.filter((line) => /^[」、。ーャュョッ]/u.test(line))).toEqual([]);
  });

  it('knows which way a title runs', () => {
    expect(fitText('باب الحديد', box).isRtl).toBe(true);
    expect(fitText('8 ½ Weeks', box).isRtl).toBe(false);
  });
});

describe('a cover', () => {
  it('keeps all its words inside the sheet and off the picture, whatever the composition', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9a-f]{32}$/u),
        fc.constantFrom(...mediaKinds),
        fc.constantFrom(...titles),
        (uid, kind, title) => {
          for (const place of ['top', 'bottom'] as const) {
            const layout = layOut(
              { uid, kind, title, year: 1999, creator: 'A. Nobody' },
              { place, share: 0.36, largest: 50 },
              createDice(uid),
            );
            const [first, last] = [layout.lines[0]?.y ?? 0, layout.lines.at(-1)?.y ?? 0];
            expect(first - layout.size * 0.7).toBeGreaterThanOrEqual(layout.margin);
            expect(last).toBeLessThanOrEqual(layout.height - layout.margin);
            expect(layout.art.height).toBeGreaterThan(0);
            if (layout.isTitleTop) expect(layout.art.y).toBeGreaterThan(last);
            else expect(layout.art.height).toBeLessThan(first - layout.size * 0.7);
          }
        },
      ),
    );
  });

  it('prints its words at 4.5:1 or more', () => {
    for (let seed = 0; seed < 600; seed += 1) {
      for (const kind of mediaKinds) {
        const { text, ground } = createPalette(kind, createDice(`uid ${seed}`));
        expect(contrast(parseOklch(text), parseOklch(ground))).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('is the same every time, and draws only numbers', () => {
    for (const kind of mediaKinds) {
      for (let seed = 0; seed < 60; seed += 1) {
        const media = { uid: `${seed}f`, kind, title: 'Paris, Texas', year: 1984, creator: 'Wim Wenders' };
        const { container } = render(<Cover media={media} />);
        const { container: again } = render(<Cover media={media} />);
        expect(again.innerHTML).toBe(container.innerHTML);
        expect(container.innerHTML).not.toMatch(/NaN|undefined|Infinity|(?:width|height|r)="-/u);
        cleanup();
      }
    }
  });

  it('leaves out the words where it is small', () => {
    const media = { uid: 'ab', kind: 'movie', title: 'Ran', year: 1985, creator: null } as const;
    expect(render(<Cover media={media} isSmall />).container.querySelector('text')).toBeNull();
  });
});

/** Sets a title and says what is wrong with the result. */
function fit(title: string): string {
  const { lines, size } = fitText(title, box);
  const wide = lines.find((line) => estimateWidth(line) * size > box.width + 0.01);
  if (wide !== undefined) return `too wide: ${wide}`;
  if ((lines.length - 1) * size * box.leading > box.height) return `too high: ${lines.length} lines`;
  const kept = lines.join('').replaceAll(/\s/gu, '') === title.replaceAll(/\s/gu, '');
  return kept ? 'fits' : `changed: ${lines.join('|')}`;
}
