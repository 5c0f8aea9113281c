// The content model: what a profile likes by genre, year, creator and kind, from the facts of the titles it rated.
// It works from the first rating on, and for titles that nobody has rated.
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { addF64, f64, standardise } from './arrays.ts';
import { smoothYears, yearCount, yearIndex } from './model.ts';

/** Facts of one title; genres are indexes, creator a hash; 0 means unknown. */
export interface Facts {
  readonly mediaId: number;
  readonly kind: number;
  readonly year: number;
  readonly runtime: number;
  readonly genres: ArrayLike<number>;
  readonly creator: number;
  readonly series: number;
  readonly likes: number;
  readonly weightedRating: number;
}

export interface Taste {
  /** Liking of each genre, with the sign of the ratings. */
  readonly genres: Float64Array;
  readonly years: Float64Array;
  readonly creators: ReadonlyMap<number, number>;
  readonly kinds: Float64Array;
  /** How many titles the taste was learned from. */
  readonly size: number;
}

export interface Liked {
  readonly facts: Facts;
  readonly stars: number;
  /** What it would count in training, 0 to 1.2. */
  readonly weight: number;
}

const genreLoudness = 0.2;
const yearLoudness = 0.27;
const creatorLoudness = 0.8;
const kindLoudness = 0.5;

export function tasteOf(liked: readonly Liked[], genreCount: number): Taste {
  const genres = new Float64Array(genreCount);
  const years = new Float64Array(yearCount);
  const creators = new Map<number, number>();
  const kinds = new Float64Array(mediaKinds.length);
  for (const { facts, stars, weight } of liked) {
    for (let k = 0; k < facts.genres.length; k++) {
      addF64(genres, facts.genres[k] as number, (stars - 3) / Math.sqrt(facts.genres.length));
    }
    if (facts.year > 0) addF64(years, yearIndex(facts.year), weight);
    if (facts.creator > 0) creators.set(facts.creator, (creators.get(facts.creator) ?? 0) + stars - 3);
    addF64(kinds, facts.kind, 1);
  }
  return { genres, years: smoothYears(years), creators, kinds, size: liked.length };
}

/** How well each title fits the taste. `yearMass`: what everybody's taste in years comes to. */
export function contentScores(taste: Taste, titles: readonly Facts[], yearMass: Float64Array): Float64Array {
  if (taste.size === 0) return new Float64Array(titles.length);
  const genre = new Float64Array(titles.length);
  const year = new Float64Array(titles.length);
  const rest = new Float64Array(titles.length);
  const affinity = new Float64Array(yearCount);
  for (let i = 0; i < yearCount; i++) {
    affinity[i] = Math.log((f64(taste.years, i) + 0.001) / (f64(yearMass, i) + 1));
  }
  const usual = f64(affinity, yearIndex(1990));
  const kindShare = [...taste.kinds].map((count) => Math.log(((count + 1) * 3) / (taste.size + 3)));
  // Plain loops: this runs over every title at each request.
  for (let j = 0; j < titles.length; j++) {
    const facts = titles[j] as Facts;
    let sum = 0;
    for (let k = 0; k < facts.genres.length; k++) sum += f64(taste.genres, facts.genres[k] as number);
    genre[j] = sum / Math.sqrt(Math.max(facts.genres.length, 1));
    year[j] = facts.year > 0 ? f64(affinity, yearIndex(facts.year)) : usual;
    rest[j] =
      (facts.creator > 0 ? creatorLoudness * Math.tanh((taste.creators.get(facts.creator) ?? 0) / 2) : 0) +
      kindLoudness * (kindShare[facts.kind] ?? 0);
  }
  const genreUnits = standardise(genre);
  const yearUnits = standardise(year);
  for (let j = 0; j < rest.length; j++) {
    addF64(rest, j, genreLoudness * f64(genreUnits, j) + yearLoudness * f64(yearUnits, j));
  }
  return rest;
}
