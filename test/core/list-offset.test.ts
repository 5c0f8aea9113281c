// A page in the middle of a long list: the same rows as walking there, whatever the order, and after every change.
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MethodInput } from '#shared/api/index.ts';
import { anchorBefore, anchorStep, type Place } from '#main/core/catalog/list-anchors.ts';
import { createCaches } from '#main/core/cache.ts';
import { isRating } from '#shared/domain/rating.ts';
import { addTitle, testCore } from '../support/core.ts';

async function walked(client: Client, input: MethodInput<'catalog.list'>): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof client.call<'catalog.list'>>> = await client.call('catalog.list', {
      ...input,
      cursor,
      limit: 7,
    });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

test('an offset leads to the rows that walking there would', async () => {
  const { client } = await (await testCore()).register('Ada');
  for (let number = 0; number < 40; number++) {
    const id = await addTitle(client, `Title ${(number * 17) % 40}`, { year: 1950 + (number % 9) });
    const rating = 10 + ((number * 31) % 91);
    if (number % 3 === 0)
      await client.call('reviews.save', { mediaId: id, ...(isRating(rating) && { rating }) });
  }
  const orders: MethodInput<'catalog.list'>[] = [
    { sort: 'title' },
    { sort: 'year', descending: true },
    { sort: 'rating', descending: true },
    { sort: 'added', filter: { yearFrom: 1953 } },
    { sort: 'mine', descending: true },
    { sort: 'title', filter: { shelf: 'unrated' } },
  ];
  for (const order of orders) {
    const all = await walked(client, order);
    for (const offset of [0, 1, 5, 12, all.length - 1, all.length, all.length + 50]) {
      const page = await client.call('catalog.list', { ...order, offset, limit: 9 });
      expect(page.items.map(({ id }) => id)).toEqual(all.slice(offset, offset + 9));
      expect(page.total).toBe(offset === 0 ? all.length : null);
    }
  }
});

test('anchors are laid once, as far as was asked, by jumps that come together too', async () => {
  const rows = 4 * anchorStep + 300;
  const asked: number[] = [];
  const rowAfter = async (place: Place | null, skip: number) => {
    const id = (place?.id ?? -1) + 1 + skip;
    asked.push(id);
    return id < rows ? { value: id, id } : null;
  };
  const { lists } = createCaches();
  const [near, far] = await Promise.all([
    anchorBefore(lists, 'a list', anchorStep + 5, rowAfter),
    anchorBefore(lists, 'a list', 3 * anchorStep + 7, rowAfter),
  ]);
  expect(near).toEqual({ place: { value: anchorStep - 1, id: anchorStep - 1 }, skip: 5 });
  expect(far).toEqual({ place: { value: 3 * anchorStep - 1, id: 3 * anchorStep - 1 }, skip: 7 });
  expect(asked).toHaveLength(3);
  const past = await anchorBefore(lists, 'a list', 100 * anchorStep, rowAfter);
  expect(past).toEqual({
    place: { value: 4 * anchorStep - 1, id: 4 * anchorStep - 1 },
    skip: 96 * anchorStep,
  });
  await anchorBefore(lists, 'a list', 200 * anchorStep, rowAfter);
  expect(asked).toHaveLength(5);
  lists.clear();
  await anchorBefore(lists, 'a list', anchorStep, rowAfter);
  expect(asked).toHaveLength(6);
});
