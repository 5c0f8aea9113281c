// What a merge or a deletion of titles on one computer means on the others: titles are each computer's own, what a person
// holds of them is the account's. Nothing is lost, nothing that somebody wrote is out of sight, and nothing goes round.
import { expect, test } from 'vitest';
import type { MediaId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle } from '../../support/core.ts';
import { accountOf, linkedPair, tablesOf, type Computer, type Pair } from './linked-pair.ts';

test('a merge moves what is held of the title on every device, and leaves the empty title to them', async () => {
  const pair = await sevens();
  const { one, other } = pair;
  await merge(one, 'Se7en', 'Seven');
  await expectInStep(pair);
  expect(await shown(one)).toEqual({ Seven: 70 });
  expect(await shown(other)).toEqual({ Se7en: null, Seven: 70 });
});

test('what another device writes of a merged title is seen here, and merging again settles it everywhere', async () => {
  const pair = await sevens();
  const { one, other } = pair;
  await merge(one, 'Se7en', 'Seven');
  pair.settle();
  await rate(other, 'Se7en', 60);
  await expectInStep(pair);
  expect(await shown(one)).toEqual({ Se7en: 60, Seven: 70 });
  await merge(one, 'Se7en', 'Seven');
  await expectInStep(pair);
  expect(await shown(one)).toEqual({ Seven: 70 });
  expect(await shown(other)).toEqual({ Se7en: null, Seven: 70 });
});

test('merges in opposite directions, made apart, keep one of everything on both', async () => {
  const pair = await sevens();
  const { one, other } = pair;
  const mediaIds = [await idOf(one, 'Se7en'), await idOf(one, 'Seven')];
  for (const mediaId of mediaIds) await one.client.call('favorites.set', { mediaId, on: true });
  await one.client.call('lists.create', { name: 'Best', mediaIds });
  pair.settle();
  await merge(one, 'Se7en', 'Seven');
  await merge(other, 'Seven', 'Se7en');
  await expectInStep(pair);
  // The later merge kept this one; the other had it too.
  expect(Object.keys(tablesOf(one)).map((member) => member.split('/')[0])).toEqual([
    'favorite', 'item', 'list', 'review',
  ]); // prettier-ignore
  expect(await shown(one)).toMatchObject({ Se7en: 80 });
  expect(await shown(other)).toMatchObject({ Se7en: 80 });
});

test('a merge that is taken apart gives everything back on every device', async () => {
  const pair = await sevens();
  const { one, other } = pair;
  const before = tablesOf(one);
  const mergeId = await merge(one, 'Se7en', 'Seven');
  pair.settle();
  await one.client.call('catalog.unmerge', { mergeId });
  await expectInStep(pair);
  expect(tablesOf(one)).toEqual(before);
  expect(await shown(other)).toEqual({ Se7en: 80, Seven: 70 });
});

test('a deleted title stays on the other device, and comes back here with what is written of it there', async () => {
  const pair = await sevens();
  const { one, other } = pair;
  await one.client.call('catalog.delete', { id: await idOf(one, 'Se7en') });
  await expectInStep(pair);
  expect(await shown(one)).toEqual({ Seven: 70 });
  expect(await shown(other)).toEqual({ Se7en: 80, Seven: 70 });
  await rate(other, 'Se7en', 20);
  await expectInStep(pair);
  expect(await shown(one)).toEqual({ Se7en: 20, Seven: 70 });
});

test('what is only taken away elsewhere, or only read anew, brings no title back', async () => {
  const pair = await sevens();
  const { one, other, server } = pair;
  await merge(one, 'Se7en', 'Seven');
  await one.client.call('catalog.delete', { id: await idOf(one, 'Seven') });
  pair.settle();
  server.empty();
  await expectInStep(pair);
  await rate(other, 'Seven', 10);
  await other.client.call('reviews.delete', { mediaId: await idOf(other, 'Seven') });
  await expectInStep(pair);
  expect(await shown(one)).toEqual({});
});

/** Two titles that are one, each with a review, on both computers. */
async function sevens(): Promise<Pair> {
  const pair = await linkedPair();
  for (const [title, rating] of [
    ['Se7en', 80],
    ['Seven', 70],
  ] as const) {
    await addTitle(pair.one.client, title);
    await rate(pair.one, title, rating);
  }
  pair.settle();
  return pair;
}

/** Both and the account have the same, are sound, and say nothing more however often they ask. */
async function expectInStep(pair: Pair): Promise<void> {
  const { one, other, server } = pair;
  pair.settle();
  expect(tablesOf(other)).toEqual(tablesOf(one));
  expect(accountOf(server)).toEqual(tablesOf(one));
  const seq = server.seq();
  pair.settle();
  expect(server.seq()).toBe(seq);
  expect([...(await one.wrong()), ...(await other.wrong())]).toEqual([]);
}

async function shown({ client }: Computer): Promise<Record<string, number | null>> {
  const { items } = await client.call('catalog.list', { limit: 200 });
  return Object.fromEntries(items.map(({ title, mine }) => [title, mine.rating]));
}

async function idOf({ client }: Computer, title: string): Promise<MediaId> {
  const { items } = await client.call('catalog.list', { limit: 200 });
  return items.find((item) => item.title === title)?.id as MediaId;
}

async function rate(computer: Computer, title: string, rating: number): Promise<void> {
  const mediaId = await idOf(computer, title);
  await computer.client.call('reviews.save', { mediaId, rating: rating as Rating });
}

async function merge(computer: Computer, drop: string, keep: string): Promise<number> {
  const [keepId, dropId] = [await idOf(computer, keep), await idOf(computer, drop)];
  return (await computer.client.call('catalog.merge', { keepId, dropId })).mergeId;
}
