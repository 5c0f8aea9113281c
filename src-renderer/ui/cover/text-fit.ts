// Sets a title into a box: breaks it into balanced lines at the largest size that fits. Every character of the title is
// kept, and by the estimate no line is wider than the box. Lines are broken by minimum raggedness (Knuth and Plass's idea
// with squared slack as the only badness), with a penalty for a line that ends in an article or a preposition.
import { glyphWidths } from './glyph-widths.ts';

export interface TextBox {
  readonly width: number;
  readonly height: number;
  readonly largest: number;
  /** Smaller than this, long words are broken before the type shrinks further. */
  readonly smallest: number;
  /** Line height as a multiple of the size. */
  readonly leading: number;
}

export interface FittedText {
  readonly lines: readonly string[];
  readonly size: number;
  readonly isRtl: boolean;
}

interface Piece {
  readonly text: string;
  /** In em. */
  readonly width: number;
  /** What stands between this piece and the next on the same line. */
  readonly glue: '' | ' ';
}

interface Lines {
  readonly badness: number;
  readonly lines: readonly string[];
}

const shrink = 0.955;
/** How much smaller than the largest possible a title may become for the sake of better lines. */
const patience = 0.76;
const floorSize = 4;
const spaceWidth = (glyphWidths.get(' ') ?? 180) / 1000;
/** An article may stand alone on the first line: "The / Godfather". */
const article = /^(?:the|an?|les?|la|der|die|das|el|los)$/iu;
const weakEnding =
  /^(?:a|an|the|of|in|on|to|for|and|or|with|by|at|from|de|la|le|les|du|des|der|die|das|und|el|los|&)$/iu;

export function fitText(text: string, box: TextBox): FittedText {
  const title = text.trim().replaceAll(/\s+/gu, ' ');
  const isRtl = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(
    title,
  );
  const whole = splitTitle(title);
  let best: { readonly cost: number; readonly lines: readonly string[]; readonly size: number } | undefined;
  let largest = 0;
  for (let size = box.largest; size > floorSize && size >= largest * patience; size *= shrink) {
    const room = box.width / size;
    const pieces = size < box.smallest ? whole.flatMap((piece) => splitLong(piece, room)) : whole;
    const found = breakLines(pieces, room, Math.floor(box.height / (size * box.leading)));
    if (found === undefined) continue;
    if (largest === 0) largest = size;
    // Size counts for more than evenness, but not for a line that ends in "of".
    const cost = (1 - size / largest) * 2.2 + found.badness * 0.25;
    if (best === undefined || cost < best.cost) best = { cost, lines: found.lines, size };
  }
  if (best) return { lines: best.lines, size: best.size, isRtl };
  return { lines: [title], size: box.width / Math.max(1, estimateWidth(title)), isRtl };
}

/** The width of a text in em, a little too large rather than too small. */
export function estimateWidth(text: string): number {
  let width = 0;
  for (const letter of text.normalize('NFD')) width += glyphWidth(letter);
  return width;
}

function glyphWidth(letter: string): number {
  const known = glyphWidths.get(letter);
  if (known !== undefined) return known / 1000;
  if (/\p{M}|\p{Cf}/u.test(letter)) return 0;
  if (
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u.test(
      letter,
    )
  )
    return 1.02;
  if (/\p{Extended_Pictographic}/u.test(letter)) return 1.4;
  if (/\p{Script=Arabic}|\p{Script=Hebrew}/u.test(letter)) return 0.66;
  if (/\p{Lu}/u.test(letter)) return 0.9;
  return 0.72;
}

function splitTitle(title: string): Piece[] {
  return title.split(' ').flatMap((word, index, words) => {
    const parts = splitWord(word);
    const isLast = index === words.length - 1;
    return parts.map((text, at) => toPiece(text, at === parts.length - 1 && !isLast ? ' ' : ''));
  });
}

/** Where a word may break without a hyphen: after hyphens and slashes, and between the words of Chinese and Japanese. */
function splitWord(word: string): string[] {
  if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) {
    return word.match(/.+?(?:[-–—/](?=.{3})|$)/gu) ?? [word];
  }
  const parts: string[] = [];
  for (const { segment } of new Intl.Segmenter('ja', { granularity: 'word' }).segment(word)) {
    const previous = parts.at(-1);
    // Closing marks, small kana and the long-vowel mark never begin a line; opening brackets never end one.
    const clings = /^[\p{Pe}\p{Pf}\p{Po}、。ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u.test(segment);
    const isParticle = /^\p{Script=Hiragana}{1,2}$/u.test(segment);
    if (previous !== undefined && (clings || isParticle || /[\p{Ps}\p{Pi}]$/u.test(previous)))
      parts.splice(-1, 1, previous + segment);
    else parts.push(segment);
  }
  return parts;
}

/** Breaks a piece that no line holds into runs of whole graphemes. */
function splitLong(piece: Piece, room: number): Piece[] {
  if (piece.width <= room) return [piece];
  const runs: string[] = [''];
  for (const { segment } of new Intl.Segmenter().segment(piece.text)) {
    const run = runs.at(-1) ?? '';
    if (run !== '' && estimateWidth(run + segment) > room) runs.push(segment);
    else runs.splice(-1, 1, run + segment);
  }
  return runs.map((run, index) => toPiece(run, index === runs.length - 1 ? piece.glue : ''));
}

function toPiece(text: string, glue: '' | ' '): Piece {
  return { text, width: estimateWidth(text), glue };
}

/** The least ragged breaking into at most `most` lines, or undefined when there is none. */
function breakLines(pieces: readonly Piece[], room: number, most: number): Lines | undefined {
  // best[i]: the best lines for the pieces from i on, by how many lines they take.
  const best: (Lines | undefined)[][] = pieces.map(() => []);
  const done: (Lines | undefined)[] = [{ badness: 0, lines: [] }];
  for (let start = pieces.length - 1; start >= 0; start -= 1) {
    let width = 0;
    let text = '';
    for (let end = start; end < pieces.length; end += 1) {
      const piece = pieces[end];
      if (piece === undefined || width + piece.width > room) break;
      width += piece.width;
      text += piece.text;
      const slack = (room - width) / room;
      const isWeak =
        end < pieces.length - 1 && !(end === 0 && article.test(piece.text)) && weakEnding.test(piece.text);
      const weak = isWeak ? 1.2 : 0;
      for (const [count, rest] of (best[end + 1] ?? done).entries()) {
        if (rest === undefined || count + 1 > most) continue;
        const badness = rest.badness + slack * slack + weak;
        const known = best[start]?.[count + 1];
        if (known === undefined || badness < known.badness) {
          const row = best[start];
          if (row) row[count + 1] = { badness, lines: [text, ...rest.lines] };
        }
      }
      width += piece.glue === ' ' ? spaceWidth : 0;
      text += piece.glue;
    }
  }
  return best[0]?.find((one) => one !== undefined);
}
