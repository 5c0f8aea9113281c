import { expect, test } from 'vitest';
import { countConditions, readView, writeView } from '#renderer/features/library/library-address.ts';
import { shapeOf } from '#renderer/media/wall-shape.ts';

test('a view comes back from its address', () => {
  const address =
    'kind=movie&shelf=watchlist&genre=Science+fiction&creator=%E5%AE%AE%E5%B4%8E&yearFrom=1990&ratingFrom=75&sort=rating&view=table';
  const view = readView(new URLSearchParams(address));
  expect(view).toMatchObject({
    sort: 'rating',
    descending: true,
    layout: 'table',
    filter: { yearFrom: 1990, ratingFrom: 75 },
  });
  expect(readView(writeView(view))).toEqual(view);
  expect(countConditions(view.filter)).toBe(4);
});

test('the plain view has the plain address', () => {
  expect(writeView(readView(new URLSearchParams())).toString()).toBe('');
});

test('what an address says wrongly is left out', () => {
  const view = readView(
    new URLSearchParams('kind=book&shelf=bin&yearFrom=soon&ratingFrom=7.5&sort=luck&genre=+'),
  );
  expect(view).toEqual({ filter: {}, sort: 'title', descending: false, layout: 'grid' });
});

test('covers fill the width, and rows of songs alone are lower', () => {
  const measures = { width: 1160, gap: 24, least: 148, row: 52 };
  const wall = shapeOf(measures, 'grid', false);
  expect(wall.columns).toBe(6);
  expect(shapeOf(measures, 'grid', true).rowHeight).toBeLessThan(wall.rowHeight);
  expect(shapeOf(measures, 'table', false)).toMatchObject({ columns: 1, rowHeight: 52 });
  expect(shapeOf({ ...measures, width: 200 }, 'grid', false).columns).toBe(2);
});
