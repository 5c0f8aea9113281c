// RP3β: a random walk from a profile's titles to the people who like them and on to their titles, with popular ones
// held back (Paudel et al., "Updatable, Accurate, Diverse, and Scalable Recommendations for Interactive Applications",
// TiiS 2017). Costs two passes over the interactions and keeps nothing: it serves the rare titles of big databases.
import { addF64, f32, f64, u32, type F64 } from './arrays.ts';
import type { Sparse } from './sparse.ts';

const beta = 0.4;

/** What the walk divides by, the same for everybody. */
export interface Sums {
  readonly row: F64;
  readonly column: F64;
}

export function sumsOf({ rows, titles, start, rowOf, value }: Sparse): Sums {
  const row = new Float64Array(rows);
  const column = new Float64Array(titles);
  for (let j = 0; j < titles; j++) {
    const end = u32(start, j + 1);
    for (let k = u32(start, j); k < end; k++) {
      addF64(column, j, f32(value, k));
      addF64(row, u32(rowOf, k), f32(value, k));
    }
  }
  return { row, column };
}

/** Scores of all titles for a profile (titles' positions with their weights; those below zero are passed over). */
export function walk(matrix: Sparse, sums: Sums, profile: ReadonlyMap<number, number>): Float64Array {
  const { rows, titles, start, rowOf, value } = matrix;
  const { row: rowSum, column: columnSum } = sums;
  const people = new Float64Array(rows);
  for (const [title, weight] of profile) {
    if (weight <= 0 || f64(columnSum, title) === 0) continue;
    const end = u32(start, title + 1);
    for (let k = u32(start, title); k < end; k++) {
      const row = u32(rowOf, k);
      addF64(people, row, (weight * f32(value, k)) / (f64(columnSum, title) * f64(rowSum, row)));
    }
  }
  const scores = new Float64Array(titles);
  for (let j = 0; j < titles; j++) {
    if (f64(columnSum, j) === 0) continue;
    const end = u32(start, j + 1);
    let sum = 0;
    for (let k = u32(start, j); k < end; k++) sum += f32(value, k) * f64(people, u32(rowOf, k));
    scores[j] = sum / f64(columnSum, j) ** beta;
  }
  return scores;
}
