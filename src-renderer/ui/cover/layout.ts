// Where things stand on a cover. The words come first: they take what they need at the top or at the bottom, and the
// picture gets the rest, so that nothing ever lies under a letter.
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { Dice } from './draw.ts';
import { estimateWidth, fitText } from './text-fit.ts';

export interface CoverTitle {
  /** Hexadecimal. */
  readonly uid: string;
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
}

export interface TextLine {
  readonly text: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
}

export interface CoverLayout {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly lines: readonly TextLine[];
  readonly size: number;
  readonly isRtl: boolean;
  /** The edge that the words are set from. */
  readonly textX: number;
  readonly creator: TextLine | undefined;
  readonly year: TextLine | undefined;
  /** What the picture may fill, from edge to edge. */
  readonly art: { readonly y: number; readonly height: number };
  readonly isTitleTop: boolean;
}

/** How a composition wants its words. */
export interface TextWish {
  readonly place: 'top' | 'bottom' | 'either';
  /** The title's share of the height, at most. */
  readonly share: number;
  readonly largest: number;
}

export const metaSize = 13.5;

const leading = 1.02;
/** The serif's cap height and depth, in em. */
const capHeight = 0.7;
const depth = 0.24;
const tallScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

export function layOut(media: CoverTitle, wish: TextWish, dice: Dice): CoverLayout {
  const width = 300;
  const height = media.kind === 'song' ? 300 : 450;
  const margin = media.kind === 'song' ? 20 : 22;
  const isTitleTop = wish.place === 'either' ? dice.chance(0.5) : wish.place === 'top';
  const inner = width - 2 * margin;
  const box = { width: inner, height: height * wish.share, largest: wish.largest, smallest: 25, leading };
  const { lines, size, isRtl } = fitText(media.title, box);
  const ascent = tallScript.test(media.title) ? 0.86 : capHeight;
  const hasMeta = media.year !== null || (media.creator !== null && media.creator !== '');
  const metaHeight = hasMeta ? metaSize + (isTitleTop ? 17 : 14) : 0;
  const step = size * leading;
  const gap = Math.max(16, size * depth + 10);

  const metaY = isTitleTop ? margin + metaSize * 0.74 : height - margin;
  const firstY = isTitleTop
    ? margin + metaHeight + size * ascent
    : height - margin - metaHeight - Math.min(size * depth, 12) - step * (lines.length - 1);
  const textEdge = isTitleTop ? firstY + step * (lines.length - 1) + gap : firstY - size * ascent - 20;
  const textX = isRtl ? width - margin : margin;
  const art = isTitleTop ? { y: textEdge, height: height - textEdge } : { y: 0, height: textEdge };
  const yearText = media.year === null ? '' : String(media.year);
  const creatorRoom = inner / metaSize - (yearText === '' ? 0 : 3.6);
  return {
    width,
    height,
    margin,
    lines: lines.map((text, index) => ({ text, x: textX, y: firstY + index * step })),
    size,
    isRtl,
    textX,
    creator: media.creator ? { text: shorten(media.creator, creatorRoom), x: margin, y: metaY } : undefined,
    year:
      yearText === '' ? undefined : { text: yearText, x: media.creator ? width - margin : margin, y: metaY },
    art,
    isTitleTop,
  };
}

/** Cuts a creator that is too long at a word, with an ellipsis; Inter is about a seventh wider than the serif. */
function shorten(creator: string, room: number): string {
  const [first = creator] = creator.split(/[;,](?=\s)/u);
  const wide = (text: string) => estimateWidth(text) * 1.2;
  const name = wide(creator) <= room ? creator : first;
  if (wide(name) <= room) return name;
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  while (letters.length > 1 && wide(`${letters.join('')}…`) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
