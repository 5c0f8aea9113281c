// How search reads a text: folded (case, width, accents, Arabic and Japanese spellings) and cut into words. The index, the query
// and the marks all go through here, so that what matches is what is marked. Unlike a title's identity this may be improved at any time: the
// index is then built anew (searchVersion).

/** A word, or a run of characters of a script that is written without spaces, whose every character stands for itself. */
export interface SearchWord {
  readonly text: string;
  /** Whether the text is to be found anywhere, character by character. */
  readonly isRun: boolean;
}

/** Counts up with every change of what `searchWords` or the index's texts give. */
export const searchVersion = 1;

/** "Spider-Man" is found as "spider man", "spider-man" and "spiderman": the last is an extra word. */
export interface SearchText {
  readonly words: readonly SearchWord[];
  readonly joined: readonly string[];
}

const apostrophes = /['’ʼ‘`´]/g;
const runScripts =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\u30fc';
const run = `[${runScripts}][${runScripts}\\p{M}]*`;
const pieces = new RegExp(`(${run})|(?:(?![${runScripts}])[\\p{L}\\p{N}\\p{M}])+|[\\p{S}\\p{Co}]|&`, 'gu');

export function searchWords(text: string): SearchText {
  const folded = foldForSearch(text).replace(apostrophes, '');
  if (/^[a-z0-9 ]*$/.test(folded)) return { words: plainWords(folded), joined: [] };
  const words: SearchWord[] = [];
  const joined: string[] = [];
  for (const chunk of folded.split(' ')) {
    const found: SearchWord[] = [];
    for (const { 0: piece, 1: isRun } of chunk.matchAll(pieces))
      found.push({ text: piece === '&' ? 'and' : piece, isRun: isRun !== undefined });
    if (found.length > 1 && found.every(({ isRun }) => !isRun)) {
      const whole = found.map((word) => word.text).join('');
      // "M*A*S*H" and "S.W.A.T." are one word; "Spider-Man" is two and one.
      if (found.every((word) => word.text.length === 1)) {
        words.push({ text: whole, isRun: false });
        continue;
      }
      if (whole.length <= 40) joined.push(whole);
    }
    words.push(...found);
  }
  if (words.length > 0) return { words, joined };
  const symbols = folded.replaceAll(/[\s"]/g, '');
  return { words: symbols === '' ? [] : [{ text: symbols, isRun: false }], joined };
}

function plainWords(folded: string): SearchWord[] {
  const words: SearchWord[] = [];
  for (const text of folded.split(' ')) if (text !== '') words.push({ text, isRun: false });
  return words;
}

const letters: Readonly<Record<string, string>> = {
  ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h', ŧ: 't', ŋ: 'n', ς: 'σ', ى: 'ي', ة: 'ه', ی: 'ي', ک: 'ك',
}; // prettier-ignore
const foreignLetters = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');

/** Case, width and accents don't matter; katakana reads as hiragana; Arabic letters in their plain form. */
export function foldForSearch(text: string): string {
  // oxlint-disable-next-line no-control-regex -- ASCII is quickly done
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return (
    text
      .normalize('NFKC')
      .toUpperCase()
      .toLowerCase()
      .normalize('NFKD')
      // oxlint-disable-next-line no-misleading-character-class -- the marks themselves are meant
      .replace(/[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\ufe00-\ufe0f]|[\p{Cf}\p{Cc}]/gu, '')
      .replace(foreignLetters, (letter) => letters[letter] ?? letter)
      .replaceAll(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .normalize('NFC')
      .replaceAll(/\s/gu, ' ')
  );
}
