import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowForm, scoreByRows, scoreByTitles, titleForm } from '#main/core/discovery/ease.ts';
import { sparseOf, transpose, type Sparse } from '#main/core/discovery/sparse.ts';

function matrixOf(dense: readonly (readonly number[])[]): Sparse {
  const cells = dense.flatMap((line, row) =>
    line.flatMap((value, title) => (value === 0 ? [] : [{ row, title, value }])),
  );
  return sparseOf(
    {
      row: Uint32Array.from(cells, (cell) => cell.row),
      title: Uint32Array.from(cells, (cell) => cell.title),
      value: Float32Array.from(cells, (cell) => cell.value),
    },
    dense.length,
    dense[0]?.length ?? 0,
  );
}

const ones = (count: number) => new Float64Array(count).fill(1);

describe('two people, two titles, λ = 1', () => {
  // Both like title 0, the first likes title 1 too. XᵀX + I = [[3, 1], [1, 2]], its inverse P = [[2, −1], [−1, 3]] / 5,
  // so the weight from 0 to 1 is −P₀₁/P₁₁ = 1/3 and from 1 to 0 it is −P₁₀/P₀₀ = 1/2.
  const likes = [
    [1, 1],
    [1, 0],
  ];

  test('the row form gives the weights worked out by hand', () => {
    const matrix = matrixOf(likes);
    const form = rowForm(matrix, ones(2));
    const [toItself, toOther] = scoreByRows(form, matrix, new Map([[0, 1]]));
    expect(toOther).toBeCloseTo(1 / 3, 6);
    expect(toItself).toBeCloseTo(0, 6);
    expect(scoreByRows(form, matrix, new Map([[1, 1]]))[0]).toBeCloseTo(1 / 2, 6);
  });

  test('so does the title form', () => {
    const form = titleForm(matrixOf(likes), ones(2), 2);
    expect(scoreByTitles(form, new Map([[0, 1]]))[1]).toBeCloseTo(1 / 3, 6);
    expect(scoreByTitles(form, new Map([[1, 1]]))[0]).toBeCloseTo(1 / 2, 6);
    expect(form.weights[0]).toBe(0);
  });
});

const dense = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 12 }))
  .chain(([rows, titles]) =>
    fc.array(fc.array(fc.constantFrom(0, 0, 0.2, 1), { minLength: titles, maxLength: titles }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

test('both forms are one model: they agree on any matrix, with any λ and profile', () => {
  fc.assert(
    fc.property(
      dense,
      fc.array(fc.double({ min: 0.5, max: 20, noNaN: true }), { minLength: 12, maxLength: 12 }),
      fc.nat(11),
      fc.nat(11),
      (likes, lambdas, one, other) => {
        const titles = likes[0]?.length ?? 0;
        const lambda = Float64Array.from(lambdas.slice(0, titles));
        const profile = new Map([
          [one % titles, 1],
          [other % titles, -0.3],
        ]);
        const matrix = matrixOf(likes);
        const byTitles = scoreByTitles(titleForm(matrixOf(likes), lambda, titles), profile);
        const byRows = scoreByRows(rowForm(matrix, lambda), matrix, profile);
        for (const [title, score] of byRows.entries())
          expect(score).toBeCloseTo(byTitles[title] ?? Number.NaN, 4);
      },
    ),
  );
});

test('turning a sparse matrix twice gives it back, its rows in order', () => {
  fc.assert(
    fc.property(dense, (likes) => {
      const matrix = matrixOf(likes);
      expect(transpose(transpose(matrix))).toEqual(matrix);
      for (let j = 0; j < matrix.titles; j++) {
        const rows = [...matrix.rowOf.subarray(matrix.start[j], matrix.start[j + 1])];
        expect(rows).toEqual(likes.flatMap((line, row) => ((line[j] ?? 0) === 0 ? [] : [row])));
      }
    }),
  );
});
