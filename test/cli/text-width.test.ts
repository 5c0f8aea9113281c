// Text of people on a terminal: harmless, measured in columns, shortened and wrapped at whole characters.
import { describe, expect, it } from 'vitest';
import { displayWidth, plain, shorten, wrap } from '#main/cli/text-width.ts';

describe('a line of somebody’s text', () => {
  it('cannot move the cursor, change colours, break the line or turn its direction', () => {
    expect(plain('a\u001b[2Jb\u0007c\u009bd\u0000e\u007f')).toBe('a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffd');
    expect(plain('two\r\nlines\tand\u2028more')).toBe('two lines and more');
    expect(plain('abc\u202etxt.exe\u2066x')).toBe('abc\ufffdtxt.exe\ufffdx');
    expect(plain('half \ud83d of an emoji')).toBe('half \ufffd of an emoji');
    expect(plain('Amélie – 千と千尋 👩‍👩‍👧')).toBe('Amélie – 千と千尋 👩‍👩‍👧');
  });

  it.each([
    ['Ran', 3],
    ['千と千尋', 8],
    ['부산행', 6],
    ['ﾊﾝｶｸ', 4],
    ['Ａ', 2],
    ['👍', 2],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['e\u0301', 1],
    ['\u200bRan', 3],
    ['Amélie', 6],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  it('is shortened to the columns there are, never through a character', () => {
    expect(shorten('The Matrix', 10)).toBe('The Matrix');
    expect(shorten('The Matrix', 9)).toBe('The Matr…');
    expect(shorten('The Matrix', 5)).toBe('The…');
    expect(shorten('千と千尋', 6)).toBe('千と…');
    expect(shorten('👩‍👩‍👧👍', 3)).toBe('👩‍👩‍👧…');
    expect(shorten('The Matrix', 0)).toBe('');
  });

  it('is wrapped at spaces, keeps its own line breaks, and is cut inside a word only where it must', () => {
    expect(wrap('It was the best of times', 10)).toEqual(['It was the', 'best of', 'times']);
    expect(wrap('one\n\ntwo', 10)).toEqual(['one', '', 'two']);
    expect(wrap('千と千尋の神隠し', 6)).toEqual(['千と千', '尋の神', '隠し']);
    expect(wrap('a incomprehensibilities b', 10)).toEqual(['a', 'incomprehe', 'nsibilitie', 's b']);
  });
});
