// Makes the model from what was read. Beside the people, the matrix has rows for content: genres, pairs of genres and
// years, so that EASE also learns what a title is (Jeunen et al., "Closed-Form Models for Collaborative Filtering with
// Side-Information", RecSys 2020) and untried titles get scores. Bounded: up to `mostRows` rows the row form covers all
// titles; beyond, the title form covers the `mostRows` most rated ones and the walk the rest (see model.ts).
import { addF64, addU32, f32, f64, standardise, u16, u32, type F32, type F64, type U32 } from './arrays.ts';
import { rowForm, titleForm } from './ease.ts';
import { smoothYears, yearCount, yearIndex, type Fingerprint, type Model, type Titles } from './model.ts';
import { personalMean, trainingWeight } from './signals.ts';
import { sparseOf, type Sparse } from './sparse.ts';

/** Interactions: three arrays of one length, each pair of person and title once. */
export interface Interactions {
  readonly people: number;
  /** 0 to people − 1. */
  readonly person: U32;
  /** Position of the title. */
  readonly title: U32;
  readonly stars: F32;
}

export interface Library {
  readonly fingerprint: Fingerprint;
  readonly lastMediaId: number;
  readonly genres: readonly string[];
  readonly titles: Titles;
  readonly touched: number;
  readonly interactions: Interactions;
}

// λ for a title with 19 interactions; how much it falls with popularity; how loud each kind of content speaks.
const lambdaAt19 = 150;
const lambdaPower = -0.1;
const genreWeight = 3;
const pairWeight = 1.5;
const yearWeight = 1.5;
const heavyUserPower = 0.125;
const mostPairs = 60;
const rarestPair = 20;

/** A model that knows titles only; `factorised` makes it whole. */
export function assemble(library: Library): Model {
  const { interactions, titles, touched } = library;
  const weights = weigh(interactions);
  const mass = new Float64Array(yearCount);
  for (let k = 0; k < weights.length; k++) {
    const year = u16(titles.year, u32(interactions.title, k));
    if (year > 0) addF64(mass, yearIndex(year), f32(weights, k));
  }
  return {
    fingerprint: library.fingerprint,
    lastMediaId: library.lastMediaId,
    people: interactions.people,
    touched,
    genres: library.genres,
    titles,
    yearMass: smoothYears(mass),
    popular: popularityOf(titles),
    matrix: matrixOf(library, weights),
    ease: null,
  };
}

/** The same model with EASE; takes the matrix of the given one, which is of no use afterwards. */
export function factorised(model: Model, mostRows = 2000): Model {
  const { matrix, touched } = model;
  if (touched === 0) return model;
  const lambda = new Float64Array(matrix.titles);
  const counts = new Uint32Array(matrix.titles);
  for (let j = 0; j < matrix.titles; j++) {
    for (let k = u32(matrix.start, j); k < u32(matrix.start, j + 1); k++) {
      if (u32(matrix.rowOf, k) < model.people) addU32(counts, j, 1);
    }
    lambda[j] = lambdaAt19 * ((u32(counts, j) + 1) / 20) ** lambdaPower;
  }
  const ease =
    matrix.rows <= mostRows
      ? rowForm(matrix, lambda)
      : titleForm(matrix, lambda, Math.min(touched, mostRows));
  return { ...model, ease };
}

function popularityOf({ mediaId, likes, weightedRating }: Titles): F64 {
  const popular = new Float64Array(mediaId.length);
  for (let j = 0; j < popular.length; j++)
    popular[j] = Math.log1p(u32(likes, j)) * Math.max(f32(weightedRating, j), 40);
  return standardise(popular);
}

/** Training weights: by the rating and its person's habit, and lighter for people with very many. */
function weigh({ people, person, stars }: Interactions): F32 {
  const sums = new Float64Array(people);
  const counts = new Float64Array(people);
  for (let k = 0; k < person.length; k++) {
    addF64(sums, u32(person, k), f32(stars, k));
    addF64(counts, u32(person, k), 1);
  }
  const weights = new Float32Array(person.length);
  const squares = new Float64Array(people);
  for (let k = 0; k < person.length; k++) {
    const who = u32(person, k);
    weights[k] = trainingWeight(f32(stars, k), personalMean(f64(sums, who), f64(counts, who)));
    addF64(squares, who, f32(weights, k) ** 2);
  }
  for (let k = 0; k < person.length; k++) {
    weights[k] = f32(weights, k) * (Math.max(f64(squares, u32(person, k)), 1) / 50) ** -heavyUserPower;
  }
  return weights;
}

function matrixOf(library: Library, weights: F32): Sparse {
  const { interactions, titles, genres } = library;
  const row: number[] = [];
  const title: number[] = [];
  const value: number[] = [];
  const add = (atRow: number, atTitle: number, weight: number) => {
    row.push(atRow);
    title.push(atTitle);
    value.push(weight);
  };
  const firstPair = interactions.people + genres.length;
  const pairs = commonPairs(library);
  const centres = Math.ceil(yearCount / 5);
  for (let j = 0; j < titles.mediaId.length; j++) {
    const own = titles.genreOf.subarray(u32(titles.genreStart, j), u32(titles.genreStart, j + 1));
    for (const genre of own) add(interactions.people + genre, j, genreWeight / Math.sqrt(own.length));
    for (const key of pairKeys(own)) {
      const pair = pairs.get(key);
      if (pair !== undefined) add(firstPair + pair, j, pairWeight);
    }
    if (u16(titles.year, j) === 0) continue;
    for (let centre = 0; centre < centres; centre++) {
      const bell = Math.exp(-0.5 * ((yearIndex(u16(titles.year, j)) - centre * 5) / 4) ** 2);
      if (bell > 0.05) add(firstPair + pairs.size + centre, j, yearWeight * bell);
    }
  }
  const known = weights.length;
  const triples = {
    row: new Uint32Array(known + row.length),
    title: new Uint32Array(known + row.length),
    value: new Float32Array(known + row.length),
  };
  triples.row.set(interactions.person);
  triples.title.set(interactions.title);
  triples.value.set(weights);
  triples.row.set(row, known);
  triples.title.set(title, known);
  triples.value.set(value, known);
  return sparseOf(triples, firstPair + pairs.size + centres, titles.mediaId.length);
}

/** Numbers for the most common pairs of genres, by their keys. */
function commonPairs({ titles, touched }: Library): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let j = 0; j < touched; j++) {
    const own = titles.genreOf.subarray(u32(titles.genreStart, j), u32(titles.genreStart, j + 1));
    for (const key of pairKeys(own)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const common = [...counts]
    .filter(([, count]) => count > rarestPair)
    .sort(([one, countOne], [other, countOther]) => countOther - countOne || one - other)
    .slice(0, mostPairs);
  return new Map(common.map(([key], index) => [key, index]));
}

function pairKeys(genres: Uint16Array): number[] {
  const keys: number[] = [];
  for (const one of genres) {
    for (const other of genres) if (one < other) keys.push(one * 65_536 + other);
  }
  return keys;
}
