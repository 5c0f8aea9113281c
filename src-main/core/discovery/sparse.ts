// A sparse matrix of rows × titles, kept title by title (compressed columns): the rows of title j are
// rowOf[start[j] … start[j + 1]), ascending, with their values beside them.
import { addF64, addU32, f32, f64, u32, type F32, type U32 } from './arrays.ts';

export interface Sparse {
  readonly rows: number;
  readonly titles: number;
  readonly start: U32;
  readonly rowOf: U32;
  readonly value: F32;
}

/** Three arrays of one length; each pair of row and title comes once. */
export interface Triples {
  readonly row: U32;
  readonly title: U32;
  readonly value: F32;
}

/** Triples in order of title, and of row within a title: two counting sorts, linear in their number. */
export function sparseOf(triples: Triples, rows: number, titles: number): Sparse {
  const byRow = countingSort(triples.row, rows, indexes(triples.row.length));
  const order = countingSort(triples.title, titles, byRow);
  const rowOf = new Uint32Array(order.length);
  const value = new Float32Array(order.length);
  for (let k = 0; k < order.length; k++) {
    rowOf[k] = u32(triples.row, u32(order, k));
    value[k] = f32(triples.value, u32(order, k));
  }
  return { rows, titles, start: starts(triples.title, titles), rowOf, value };
}

/** The same matrix row by row: titles take the place of rows. */
export function transpose(matrix: Sparse): Sparse {
  const title = new Uint32Array(matrix.rowOf.length);
  for (let j = 0; j < matrix.titles; j++) title.fill(j, u32(matrix.start, j), u32(matrix.start, j + 1));
  const order = countingSort(matrix.rowOf, matrix.rows, indexes(title.length));
  const rowOf = new Uint32Array(order.length);
  const value = new Float32Array(order.length);
  for (let k = 0; k < order.length; k++) {
    rowOf[k] = u32(title, u32(order, k));
    value[k] = f32(matrix.value, u32(order, k));
  }
  return { rows: matrix.titles, titles: matrix.rows, start: starts(matrix.rowOf, matrix.rows), rowOf, value };
}

/** Adds `factor` times the column of title j to a dense vector over rows. */
export function addColumn(matrix: Sparse, j: number, factor: number, into: Float64Array): void {
  const end = u32(matrix.start, j + 1);
  for (let k = u32(matrix.start, j); k < end; k++) {
    addF64(into, u32(matrix.rowOf, k), factor * f32(matrix.value, k));
  }
}

/** The column of title j times a dense vector over rows. */
export function dotColumn(matrix: Sparse, j: number, vector: Float64Array): number {
  const end = u32(matrix.start, j + 1);
  let sum = 0;
  for (let k = u32(matrix.start, j); k < end; k++) {
    sum += f32(matrix.value, k) * f64(vector, u32(matrix.rowOf, k));
  }
  return sum;
}

function starts(keys: Uint32Array, count: number): U32 {
  const start = new Uint32Array(count + 1);
  for (const key of keys) addU32(start, key + 1, 1);
  for (let i = 0; i < count; i++) addU32(start, i + 1, u32(start, i));
  return start;
}

function countingSort(keys: Uint32Array, count: number, before: Uint32Array): U32 {
  const next = starts(keys, count);
  const sorted = new Uint32Array(keys.length);
  for (const index of before) {
    const key = u32(keys, index);
    sorted[u32(next, key)] = index;
    addU32(next, key, 1);
  }
  return sorted;
}

function indexes(count: number): U32 {
  const all = new Uint32Array(count);
  for (let i = 0; i < count; i++) all[i] = i;
  return all;
}
