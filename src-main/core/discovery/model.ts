// The model as it is built, kept in a file and asked: facts of every title that may be suggested, the interactions
// of everybody, and EASE over them. Positions: titles with interactions first, most first; then a choice of untried ones.
import { addF64, f32, f64, u32, type F32, type F64, type U16, type U32 } from './arrays.ts';
import { scoreByRows, scoreByTitles, type RowForm, type TitleForm } from './ease.ts';
import { addColumn, type Sparse } from './sparse.ts';
import { walk } from './walk.ts';

/** One array per fact; position j is the same title in all of them. */
export interface Titles {
  readonly mediaId: F64;
  /** Index into `mediaKinds`. */
  readonly kind: U16;
  /** 0: unknown. */
  readonly year: U16;
  /** Minutes; 0: unknown. */
  readonly runtime: U16;
  readonly ratingCount: U32;
  /** How many rated it 7 or more. */
  readonly likes: U32;
  /** The Bayesian mean in tenths; 0 while nobody has rated. */
  readonly weightedRating: F32;
  /** Genres of title j: genreOf[genreStart[j] … genreStart[j + 1]), indexes into the model's `genres`. */
  readonly genreStart: U32;
  readonly genreOf: U16;
  /** A hash of the creator's name; 0: unknown. */
  readonly creator: U32;
  /** A hash of what sequels share; 0: nothing. */
  readonly series: U32;
}

/** How the database looked when it was read: tells how much has changed since. */
export interface Fingerprint {
  readonly ratings: number;
  readonly ratingSum: number;
  readonly plays: number;
  readonly favorites: number;
  readonly titles: number;
}

export interface Model {
  readonly fingerprint: Fingerprint;
  /** Titles added later have a greater id. */
  readonly lastMediaId: number;
  /** How many people have an interaction. */
  readonly people: number;
  /** How many titles have an interaction: positions below this. */
  readonly touched: number;
  readonly genres: readonly string[];
  readonly titles: Titles;
  readonly yearMass: F64;
  /** How popular each title is, in standard deviations. */
  readonly popular: F64;
  /** Rows: people, then genres, pairs of genres and years (see build.ts). */
  readonly matrix: Sparse;
  /** Null while only the titles are known: before the factorisation of a big database, or where nobody rated. */
  readonly ease: RowForm | TitleForm | null;
}

/** Scores by what other people like: one per title, 0 throughout where there is no such knowledge. */
export function collaborate(model: Model, profile: ReadonlyMap<number, number>): Float64Array {
  const { ease, matrix } = model;
  if (ease === null || profile.size === 0) return new Float64Array(matrix.titles);
  if (ease.form === 'rows') return scoreByRows(ease, matrix, profile);
  const head = scoreByTitles(ease, profile);
  const scores = walk(matrix, ease.sums, profile);
  // The walk's scale is another: brought to that of EASE by the titles that both know, and half trusted.
  const scale = (0.5 * deviation(head, head.length)) / Math.max(deviation(scores, head.length), 1e-12);
  for (let j = 0; j < scores.length; j++) {
    scores[j] = j < head.length ? f64(head, j) : f64(scores, j) * scale;
  }
  return scores;
}

/** So many people more: what chance explains of a likeness is doubted where people are few. */
const chanceIsWeak = 10;
const mostTelling = 2500;

/**
 * How much more the people who like a title also like each of `others` than chance would have it: the cosine of their
 * columns over people, less what two titles of their popularity would have if nobody's taste mattered. Below 1; at or
 * below 0: no more than chance. Among few people chance says little and takes little away. Content has no part in it:
 * who explains a suggestion by another title speaks of people.
 */
export function likeness(model: Model, title: number, others: readonly number[]): number[] {
  const { matrix } = model;
  // Among very many people a part of them tells as much, unless few of them know the title.
  const isCommon = u32(matrix.start, title + 1) - u32(matrix.start, title) > mostTelling / 10;
  const people = isCommon ? Math.min(model.people, mostTelling) : model.people;
  const column = new Float64Array(matrix.rows);
  addColumn(matrix, title, 1, column);
  const own = sizeOverPeople(matrix, people, title);
  return others.map((other) => {
    const its = sizeOverPeople(matrix, people, other);
    const lengths = Math.sqrt(own.squares * its.squares);
    if (lengths === 0) return 0;
    return (
      (overPeople(matrix, people, other, column) - (own.sum * its.sum) / (people + chanceIsWeak)) / lengths
    );
  });
}

const firstYear = 1900;
export const yearCount = 131;

/** By the distance in years. */
const bell = Float64Array.from({ length: yearCount }, (_nothing, distance) =>
  Math.exp(-0.5 * (distance / 5) ** 2),
);

/** Where a year stands in arrays over years; out of them at the nearer end. */
export function yearIndex(year: number): number {
  return Math.min(Math.max(year - firstYear, 0), yearCount - 1);
}

/** Spreads what each year holds over its neighbours, by a bell of five years. */
export function smoothYears(mass: Float64Array): F64 {
  const smooth = new Float64Array(yearCount);
  for (let from = 0; from < yearCount; from++) {
    if (f64(mass, from) === 0) continue;
    for (let to = 0; to < yearCount; to++) {
      addF64(smooth, to, f64(mass, from) * f64(bell, Math.abs(to - from)));
    }
  }
  return smooth;
}

/** The part of a title's column that is about people, times a vector over rows. Rows ascend, people come first. */
function overPeople(matrix: Sparse, people: number, title: number, vector: Float64Array): number {
  const end = u32(matrix.start, title + 1);
  let sum = 0;
  for (let k = u32(matrix.start, title); k < end && u32(matrix.rowOf, k) < people; k++) {
    sum += f32(matrix.value, k) * f64(vector, u32(matrix.rowOf, k));
  }
  return sum;
}

function sizeOverPeople(
  matrix: Sparse,
  people: number,
  title: number,
): { readonly sum: number; readonly squares: number } {
  const end = u32(matrix.start, title + 1);
  let sum = 0;
  let squares = 0;
  for (let k = u32(matrix.start, title); k < end && u32(matrix.rowOf, k) < people; k++) {
    sum += f32(matrix.value, k);
    squares += f32(matrix.value, k) ** 2;
  }
  return { sum, squares };
}

function deviation(values: Float64Array, count: number): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    sum += f64(values, i);
    squares += f64(values, i) ** 2;
  }
  const mean = sum / Math.max(count, 1);
  return Math.sqrt(Math.max(squares / Math.max(count, 1) - mean * mean, 0));
}
