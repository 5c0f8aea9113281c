// Seeded files for the import benches: a catalogue, and ratings of many people whose taste follows popularity, as
// that of real people does.
import { closeSync, openSync, writeSync } from 'node:fs';

export interface RatingsFile {
  readonly rows: number;
  readonly people: number;
  readonly titles: number;
}

const words = [
  'The', 'Night', 'River', 'Garden', 'Last', 'Winter', 'Stone', 'House', 'Blue', 'City', 'Return', 'Silent', 'Golden', 'Road', 'Island',
  'Memory', 'Lost', 'Summer', 'Dark', 'Story', 'Mother', 'Dream', 'Wild', 'Heart', 'Shadow', 'Letter', 'Fire', 'Paper', 'Moon', 'Été',
] as const; // prettier-ignore
const names = [
  'Anna',
  'Boris',
  'Chen',
  'Dario',
  'Elif',
  'Femi',
  'Greta',
  'Hugo',
  'Ines',
  'Jun',
  'Kofi',
  'Lena',
  'Mira',
  'Noor',
  'Olga',
] as const;
const genres = [
  'Drama',
  'Comedy',
  'Action',
  'Romance',
  'Thriller',
  'Horror',
  'Documentary',
  'Animation',
  'Fantasy',
  'Crime',
] as const;

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** title,kind,year,creator,genres,runtime,movielens: every title of its own. */
export function writeCatalogue(path: string, rows: number, seed = 7): void {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  write(path, 'title,kind,year,creator,genres,runtime,movielens', rows, (index) => {
    const title = `${pick(words)} ${pick(words)} ${pick(words)} ${index.toString(36)}`;
    const kind = random() < 0.8 ? 'movie' : 'web_show';
    const creator = `${pick(names)} ${pick(names)}${Math.floor(random() * 5000)}`;
    return `${title},${kind},${1950 + Math.floor(random() * 75)},${creator},${pick(genres)}|${pick(genres)},${60 + Math.floor(random() * 120)},${index + 1}`;
  });
}

/** userId,movieId,rating,timestamp, sorted by person, as MovieLens has it; ids run from 1. */
export function writeRatings(path: string, { rows, people, titles }: RatingsFile, seed = 11): void {
  const random = seeded(seed);
  let person = 0;
  let left = 0;
  let rated = new Set<number>();
  write(path, 'userId,movieId,rating,timestamp', rows, (index) => {
    if (left === 0) {
      person++;
      left =
        person >= people
          ? rows
          : Math.max(1, Math.round(((rows - index) / (people - person + 1)) * (0.2 + random() * 1.6)));
      rated = new Set();
    }
    left--;
    let title = 0;
    // Popularity falls like Zipf's law; each title once per person.
    do title = Math.min(titles, Math.floor((titles + 1) ** (random() ** 0.7)));
    while (rated.has(title));
    rated.add(title);
    return `${person},${title},${(1 + Math.floor(random() * 10)) / 2},${1_000_000_000 + Math.floor(random() * 5e8)}`;
  });
}

function write(path: string, header: string, rows: number, line: (index: number) => string): void {
  const file = openSync(path, 'w');
  let buffer = `${header}\r\n`;
  for (let index = 0; index < rows; index++) {
    buffer += `${line(index)}\r\n`;
    if (buffer.length > 1 << 20) {
      writeSync(file, buffer);
      buffer = '';
    }
  }
  writeSync(file, buffer);
  closeSync(file);
}
