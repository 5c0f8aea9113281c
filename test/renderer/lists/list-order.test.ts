import { expect, test } from 'vitest';
import { moved, movedByOne } from '#renderer/features/lists/list-order.ts';
import type { MediaId } from '#shared/api/contract.ts';

const items = [1, 2, 3, 4].map((id) => ({ id: id as MediaId }));
const ids = (...numbers: number[]) => numbers as MediaId[];
const order = (moving: MediaId[], before: number | null) =>
  moved(items, moving, before as MediaId | null).map(({ id }) => id);

test('titles are put before another one, or at the end, in the order given', () => {
  expect(order(ids(4), 1)).toEqual([4, 1, 2, 3]);
  expect(order(ids(1, 3), 4)).toEqual([2, 1, 3, 4]);
  expect(order(ids(3, 1), null)).toEqual([2, 4, 3, 1]);
});

test('a step up or down goes before the right neighbour, and not past the ends', () => {
  const step = (id: number, by: 1 | -1) => movedByOne(items, id as MediaId, by);
  expect([step(2, -1), step(2, 1), step(3, 1)]).toEqual([1, 4, null]);
  expect([step(1, -1), step(4, 1)]).toEqual([undefined, undefined]);
});
