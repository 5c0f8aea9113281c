// The inverse of a symmetric positive definite matrix by Cholesky's factorisation (Golub & Van Loan, "Matrix
// Computations", 4.2). Matrices are n × n, row by row. All inner loops are dot products over contiguous rows, four
// at a time so that each number loaded is used four times; blocks of rows stay in the cache.

const block = 48;

/** Overwrites the lower triangle of `a` (the upper is not read) with L, where L·Lᵀ = a. Throws RangeError where a is not positive definite. */
export function factorise(a: Float64Array, n: number): void {
  for (let first = 0; first < n; first += block) {
    const end = Math.min(first + block, n);
    // Rows of the block against all finished columns, then below: row-oriented, so both operands are contiguous.
    for (let i = first; i < n; i++) {
      const last = Math.min(i, end - 1);
      let j = first;
      for (; j + 3 <= last && j + 3 < i; j += 4) solveFour(a, n, i, j);
      for (; j <= last; j++) {
        const rest = entry(a, i * n + j) - dot(a, i * n, j * n, j);
        if (j < i) a[i * n + j] = rest / entry(a, j * n + j);
        else if (rest > 0) a[i * n + i] = Math.sqrt(rest);
        else throw new RangeError(`the matrix is not positive definite (row ${i})`);
      }
    }
  }
}

/** The inverse of L·Lᵀ, both triangles filled. `l` is what `factorise` left; it is read only below its diagonal. */
export function invertFactored(l: Float64Array, n: number): Float64Array {
  const transposed = invertTriangle(l, n);
  const inverse = new Float64Array(n * n);
  // (L⁻¹)ᵀ·L⁻¹: row i of `transposed` holds column i of L⁻¹, which is zero before its diagonal.
  for (let firstJ = 0; firstJ < n; firstJ += block) {
    const endJ = Math.min(firstJ + block, n);
    for (let i = 0; i < endJ; i++) {
      let j = Math.max(i, firstJ);
      for (; j + 3 < endJ; j += 4) {
        productFour(transposed, n, i, j, inverse);
      }
      for (; j < endJ; j++) inverse[i * n + j] = dotFrom(transposed, i * n, j * n, j, n);
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) inverse[i * n + j] = entry(inverse, j * n + i);
  }
  return inverse;
}

/** Row i holds column i of L⁻¹: (L⁻¹)ᵀ, an upper triangle. */
function invertTriangle(l: Float64Array, n: number): Float64Array {
  const t = new Float64Array(n * n);
  for (let i = 0; i < n; i += 4) {
    const rows = Math.min(4, n - i);
    for (let r = 0; r < rows; r++) t[(i + r) * n + i + r] = 1 / entry(l, (i + r) * n + i + r);
    for (let k = i + 1; k < n; k++) {
      const over = entry(l, k * n + k);
      if (k >= i + 4 && rows === 4) {
        let s0 = 0;
        let s1 = 0;
        let s2 = 0;
        let s3 = 0;
        const row = k * n;
        // What lies before each row's own diagonal is zero, so all four begin at i.
        for (let m = i, p = i * n + i; m < k; m++, p++) {
          const value = entry(l, row + m);
          s0 += value * entry(t, p);
          s1 += value * entry(t, p + n);
          s2 += value * entry(t, p + 2 * n);
          s3 += value * entry(t, p + 3 * n);
        }
        t[i * n + k] = -s0 / over;
        t[(i + 1) * n + k] = -s1 / over;
        t[(i + 2) * n + k] = -s2 / over;
        t[(i + 3) * n + k] = -s3 / over;
      } else {
        for (let r = 0; r < rows && i + r < k; r++) {
          const from = i + r;
          let sum = 0;
          for (let m = from; m < k; m++) sum += entry(l, k * n + m) * entry(t, from * n + m);
          t[from * n + k] = -sum / over;
        }
      }
    }
  }
  return t;
}

function solveFour(a: Float64Array, n: number, i: number, j: number): void {
  const row = i * n;
  let s0 = entry(a, row + j);
  let s1 = entry(a, row + j + 1);
  let s2 = entry(a, row + j + 2);
  let s3 = entry(a, row + j + 3);
  for (let k = 0, p = j * n; k < j; k++, p++) {
    const value = entry(a, row + k);
    s0 -= value * entry(a, p);
    s1 -= value * entry(a, p + n);
    s2 -= value * entry(a, p + 2 * n);
    s3 -= value * entry(a, p + 3 * n);
  }
  const p = j * n + j;
  s0 /= entry(a, p);
  s1 = (s1 - s0 * entry(a, p + n)) / entry(a, p + n + 1);
  s2 = (s2 - s0 * entry(a, p + 2 * n) - s1 * entry(a, p + 2 * n + 1)) / entry(a, p + 2 * n + 2);
  s3 =
    (s3 - s0 * entry(a, p + 3 * n) - s1 * entry(a, p + 3 * n + 1) - s2 * entry(a, p + 3 * n + 2)) /
    entry(a, p + 3 * n + 3);
  a[row + j] = s0;
  a[row + j + 1] = s1;
  a[row + j + 2] = s2;
  a[row + j + 3] = s3;
}

function productFour(t: Float64Array, n: number, i: number, j: number, out: Float64Array): void {
  const row = i * n;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  // Zeros before a row's own diagonal add nothing.
  for (let k = j, p = j * n + j; k < n; k++, p++) {
    const value = entry(t, row + k);
    s0 += value * entry(t, p);
    s1 += value * entry(t, p + n);
    s2 += value * entry(t, p + 2 * n);
    s3 += value * entry(t, p + 3 * n);
  }
  out[row + j] = s0;
  out[row + j + 1] = s1;
  out[row + j + 2] = s2;
  out[row + j + 3] = s3;
}

function dot(a: Float64Array, one: number, other: number, length: number): number {
  return dotFrom(a, one, other, 0, length);
}

function dotFrom(a: Float64Array, one: number, other: number, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += entry(a, one + k) * entry(a, other + k);
  return sum;
}

/** An element that is there: indexes are computed from n and never leave the matrix. */
function entry(a: Float64Array, index: number): number {
  return a[index] as number;
}
