import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factorise, invertFactored } from '#main/core/discovery/cholesky.ts';

/** M·Mᵀ + I for a matrix M of numbers from a seeded generator. */
function positiveDefinite(n: number, seed: number): Float64Array {
  let state = seed;
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32 - 0.5;
  const m = Float64Array.from({ length: n * n }, random);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < n; k++) sum += (m[i * n + k] ?? 0) * (m[j * n + k] ?? 0);
      a[i * n + j] = sum;
    }
  }
  return a;
}

test('the inverse times the matrix is the identity, at every size round the blocks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 110 }), fc.nat(), (n, seed) => {
      const a = positiveDefinite(n, seed);
      const factor = a.slice();
      factorise(factor, n);
      const inverse = invertFactored(factor, n);
      let worst = 0;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum += (a[i * n + k] ?? 0) * (inverse[k * n + j] ?? 0);
          worst = Math.max(worst, Math.abs(sum - (i === j ? 1 : 0)));
        }
      }
      expect(worst).toBeLessThan(1e-9);
    }),
    {
      numRuns: 60,
      examples: [
        [48, 1],
        [49, 1],
        [96, 7],
        [97, 7],
      ],
    },
  );
});

test('a matrix worked out by hand', () => {
  // [[4, 2], [2, 3]]: L = [[2, 0], [1, √2]], inverse = [[3, −2], [−2, 4]] / 8.
  const a = Float64Array.of(4, 99, 2, 3);
  factorise(a, 2);
  expect([a[0], a[2], a[3]]).toEqual([2, 1, Math.SQRT2]);
  expect([...invertFactored(a, 2)].map((value) => Math.round(value * 8 * 1e9) / 1e9)).toEqual([3, -2, -2, 4]);
});

test('a matrix that is not positive definite is refused', () => {
  expect(() => factorise(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
});
