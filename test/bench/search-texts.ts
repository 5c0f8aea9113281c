// What is typed in the benches of search, by class, from titles of the big library: the same each time.
import type Database from 'better-sqlite3';
import { seeded } from './import-files.ts';

export interface TypedTexts {
  /** 500 titles. */
  readonly wholes: readonly string[];
  /** Every beginning of them. */
  readonly beginnings: readonly string[];
  readonly substrings: readonly string[];
  readonly oneTypo: readonly string[];
  readonly twoTypos: readonly string[];
  readonly words: readonly string[];
  readonly stopWords: readonly string[];
  readonly filters: readonly string[];
}

export function typedTexts(sqlite: Database.Database): TypedTexts {
  const random = seeded(37);
  const count = sqlite.prepare<[], number>('SELECT max(id) FROM media').pluck().get() ?? 1;
  const titleOf = sqlite.prepare<[number], string>('SELECT title FROM media WHERE id = ?').pluck();
  const pick = () => titleOf.get(1 + Math.floor(random() * count)) ?? '';
  const some = (size: number, make: () => string | undefined): string[] => {
    const found: string[] = [];
    while (found.length < size) {
      const text = make();
      if (text !== undefined) found.push(text);
    }
    return found;
  };
  const wholes = some(500, pick);
  return {
    wholes,
    beginnings: [...new Set(wholes.flatMap(beginningsOf))],
    substrings: some(200, () => {
      const title = pick();
      const start = 1 + Math.floor(random() * 6);
      const length = 3 + Math.floor(random() * 5);
      return title.length < start + length ? undefined : title.slice(start, start + length).trim();
    }),
    oneTypo: some(100, () => {
      const title = pick();
      return title.length < 6 ? undefined : misspelt(title, random);
    }),
    twoTypos: some(100, () => {
      const title = pick();
      return title.length < 8 ? undefined : misspelt(misspelt(title, random), random);
    }),
    words: some(100, () => {
      const words = pick().split(' ');
      return words.length < 2 ? undefined : words.toReversed().slice(0, 3).join(' ');
    }),
    stopWords: [
      'the', 'of the', 'the of', 'in the', 'the of and', 'of and the a', 'the of and a in', 'a in to my', 'to the one', 'day of the dead', 'my love is',
      'the house of', 'the last man on', 'from the dead of night', 'the and', 'and the of with', 'is the one', 'for my love', 'the day the', 'on the red',
      'little black house in the', 'a day with my', 'the the', 'life of', 'story of the', 'the story of my life',
    ],
    filters: [
      'kind:song', 'kind:web_show', 'genre:horror', 'genre:folk kind:song', 'year:1990-1999', 'year:1931', 'rating:>8', 'rating:>9.5', 'rating:<3',
      'kind:song year:1990-1999 genre:pop rating:>8', 'mine:watchlist', 'mine:played', 'mine:unrated', 'mine:unrated rating:>9', 'list:Halloween', 'the kind:song',
      'the year:1931', 'the genre:western', 'love kind:web_show year:1950-', 'the mine:watchlist', 'the mine:played', 'a mine:unrated', 'the rating:>9',
      'the list:halloween', 't kind:song', 'th year:1980-1989 genre:jazz', 'year:1900-1960 kind:song genre:war', 'creator:möx', 'night creator:"möx dietgliet"',
      'genre:drama sort:newest', 'kind:movie sort:rating', 'love sort:oldest', 'mine:played sort:title', 'genre:war genre:jazz kind:song year:1944',
    ],
  }; // prettier-ignore
}

/** The beginnings by their length in letters. */
export function byLength(beginnings: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const of = (shortest: number, longest: number) =>
    beginnings.filter((text) => {
      const { length } = Array.from(text);
      return length >= shortest && length <= longest;
    });
  return {
    '1 letter': of(1, 1),
    '2 letters': of(2, 2),
    '3 letters': of(3, 3),
    '4-6 letters': of(4, 6),
    '7-12 letters': of(7, 12),
    'over 12 letters': of(13, Infinity),
  };
}

function beginningsOf(title: string): string[] {
  const letters = Array.from(title);
  return letters.map((_letter, index) => letters.slice(0, index + 1).join(''));
}

/** A letter left out, added, changed, or swapped with its neighbour. */
function misspelt(title: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (title.length - 2));
  const letter = String.fromCharCode(97 + Math.floor(random() * 26));
  const [before, here, after] = [title.slice(0, at), title.charAt(at), title.slice(at + 1)];
  return (
    [
      `${before}${after}`,
      `${before}${letter}${here}${after}`,
      `${before}${letter}${after}`,
      `${before}${after.charAt(0)}${here}${after.slice(1)}`,
    ][Math.floor(random() * 4)] ?? title
  );
}
