import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { ListId, WatchlistSort } from '#shared/api/lists.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, testCore } from '../../support/core.ts';

async function setup(count = 4) {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const titles: MediaId[] = [];
  for (let made = 0; made < count; made++) titles.push(await addTitle(client, `Title ${made}`));
  const list = await client.call('lists.create', { name: 'Best of', mediaIds: titles });
  return { core, client, titles, list };
}

async function order(client: Client, id: ListId): Promise<MediaId[]> {
  return (await client.call('lists.items', { id })).items.map((item) => item.id);
}

test('a list is made, renamed, described, ranked, deleted and restored with its titles', async () => {
  const { client, list, titles } = await setup();
  expect(list).toMatchObject({ name: 'Best of', ranked: false, description: null, count: 4 });
  expect(list.covers.map(({ id }) => id)).toEqual(titles);
  const edited = await client.call('lists.edit', {
    id: list.id,
    name: 'Worst of',
    description: 'Why not',
    ranked: true,
  });
  expect(edited).toMatchObject({ name: 'Worst of', description: 'Why not', ranked: true });
  expect(await client.call('lists.edit', { id: list.id, description: ' ' })).toMatchObject({
    name: 'Worst of',
    description: null,
  });
  await client.call('lists.delete', { id: list.id });
  expect(await client.call('lists.index', {})).toEqual([]);
  await expect(client.call('lists.items', { id: list.id })).rejects.toMatchObject({ code: 'not_found' });
  expect(await client.call('lists.restore', { id: list.id })).toMatchObject({ name: 'Worst of', count: 4 });
});

test('a name is given once; a list that would come back to a taken name is refused', async () => {
  const { client, list } = await setup();
  await expect(client.call('lists.create', { name: ' Best of ' })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'duplicate_list', listId: list.id },
  });
  await client.call('lists.delete', { id: list.id });
  const other = await client.call('lists.create', { name: 'Best of' });
  await expect(client.call('lists.restore', { id: list.id })).rejects.toMatchObject({ code: 'conflict' });
  expect(await client.call('lists.edit', { id: other.id, name: 'Best of' })).toMatchObject({
    name: 'Best of',
  });
});

test('titles are added once, annotated, removed, and put back where they stood', async () => {
  const { client, list, titles } = await setup();
  const [first = titles[0] as MediaId, second] = titles;
  expect(await client.call('lists.add', { id: list.id, mediaId: first })).toEqual({ added: false });
  await client.call('lists.note', { id: list.id, mediaId: first, note: 'Because.' });
  await client.call('lists.remove', { id: list.id, mediaId: first });
  expect((await order(client, list.id))[0]).toBe(second);
  await expect(client.call('lists.remove', { id: list.id, mediaId: first })).rejects.toMatchObject({
    code: 'not_found',
  });
  await client.call('lists.putBack', { id: list.id, mediaId: first });
  expect(await order(client, list.id)).toEqual(titles);
  expect((await client.call('lists.items', { id: list.id })).items[0]).toMatchObject({ note: 'Because.' });
  const extra = await addTitle(client, 'Extra');
  expect(await client.call('lists.add', { id: list.id, mediaId: extra, note: 'New' })).toEqual({
    added: true,
  });
  expect((await order(client, list.id)).at(-1)).toBe(extra);
  expect(await client.call('lists.ofTitle', { mediaId: extra })).toEqual([
    { id: list.id, name: 'Best of', count: 5, on: true },
  ]);
});

test('whatever is moved, the order is that of the moves', async () => {
  const { client, list, titles } = await setup(7);
  const expected = [...titles];
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 3 }),
      fc.option(fc.nat(6)),
      async (picked, place) => {
        const moving = picked.flatMap((index) => titles[index] ?? []);
        const before = place === null ? null : (titles[place] ?? null);
        fc.pre(before === null || !moving.includes(before));
        await client.call('lists.move', { id: list.id, mediaIds: moving, before });
        const rest = expected.filter((id) => !moving.includes(id));
        rest.splice(before === null ? rest.length : rest.indexOf(before), 0, ...moving);
        expected.splice(0, expected.length, ...rest);
        expect(await order(client, list.id)).toEqual(expected);
      },
    ),
    { seed: 7, numRuns: 60, endOnFailure: true },
  );
  await expect(
    client.call('lists.move', {
      id: list.id,
      mediaIds: [titles[0] as MediaId],
      before: titles[0] as MediaId,
    }),
  ).rejects.toMatchObject({ code: 'invalid_input', details: { field: 'before' } });
});

test('a long list comes page by page, without titles that were deleted', async () => {
  const { client, list, titles } = await setup(5);
  await client.call('catalog.delete', { id: titles[1] as MediaId });
  const first = await client.call('lists.items', { id: list.id, limit: 2 });
  const second = await client.call('lists.items', { id: list.id, limit: 2, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
    titles[0],
    titles[2],
    titles[3],
    titles[4],
  ]);
  expect(second.nextCursor).toBeNull();
  expect(await client.call('lists.get', { id: list.id })).toMatchObject({ count: 4 });
});

test('nobody reads or changes somebody else’s list', async () => {
  const { core, client, list, titles } = await setup();
  const ben = (await core.register('Ben')).client;
  const [mediaId = 1 as MediaId] = titles;
  for (const call of [
    ben.call('lists.get', { id: list.id }),
    ben.call('lists.items', { id: list.id }),
    ben.call('lists.edit', { id: list.id, name: 'Mine' }),
    ben.call('lists.delete', { id: list.id }),
    ben.call('lists.add', { id: list.id, mediaId }),
    ben.call('lists.remove', { id: list.id, mediaId }),
    ben.call('lists.move', { id: list.id, mediaIds: [mediaId], before: null }),
    ben.call('lists.note', { id: list.id, mediaId, note: 'x' }),
  ]) {
    await expect(call).rejects.toMatchObject({ code: 'not_found' });
  }
  expect(await ben.call('lists.index', {})).toEqual([]);
  expect(await ben.call('lists.create', { name: 'Best of' })).toMatchObject({ count: 0 });
  expect(await order(client, list.id)).toEqual(titles);
});

test('the watchlist is sorted and paged by what is asked for', async () => {
  const core = await testCore();
  const { client } = await core.register('Ada');
  const facts = [['Ran', 1985, 162, 70], ['Heat', 1995, 170, null], ['Alien', 1979, 117, 90], ['Zero', null, null, 80]] as const; // prettier-ignore
  for (const [title, year, runtime, rating] of facts) {
    const mediaId = await addTitle(client, title, { year, runtime });
    if (rating !== null) await client.call('reviews.save', { mediaId, rating: rating as Rating });
    await client.call('watchlist.set', { mediaId, on: true });
  }
  const sorted = async (sort: WatchlistSort, descending: boolean) => {
    const first = await client.call('watchlist.list', { sort, descending, limit: 3 });
    const second = await client.call('watchlist.list', {
      sort,
      descending,
      limit: 3,
      cursor: first.nextCursor,
    });
    expect([first.total, second.total, second.nextCursor]).toEqual([4, null, null]);
    return [...first.items, ...second.items].map(({ title }) => title);
  };
  expect(await sorted('added', true)).toEqual(['Zero', 'Alien', 'Heat', 'Ran']);
  expect(await sorted('title', false)).toEqual(['Alien', 'Heat', 'Ran', 'Zero']);
  expect(await sorted('year', true)).toEqual(['Heat', 'Ran', 'Alien', 'Zero']);
  expect(await sorted('rating', true)).toEqual(['Alien', 'Zero', 'Ran', 'Heat']);
  expect(await sorted('length', false)).toEqual(['Zero', 'Alien', 'Ran', 'Heat']);
  expect((await client.call('watchlist.list', { kind: 'song' })).total).toBe(0);
});

test('one of the watchlist is drawn: any of the kind, another than before, none where nothing waits', async () => {
  const { client } = await (await testCore()).register('Ada');
  expect(await client.call('watchlist.pick', {})).toBeNull();
  const films = [
    await addTitle(client, 'Ran'),
    await addTitle(client, 'Heat'),
    await addTitle(client, 'Alien'),
  ];
  const song = await addTitle(client, 'A song', { kind: 'song', creator: 'Somebody' });
  for (const mediaId of [...films, song]) await client.call('watchlist.set', { mediaId, on: true });
  await addTitle(client, 'Not waiting');
  const drawn = new Set<number | undefined>();
  for (let time = 0; time < 60; time++)
    drawn.add((await client.call('watchlist.pick', { kind: 'movie' }))?.id);
  expect(drawn).toEqual(new Set(films));
  let before = films[0];
  for (let time = 0; time < 20; time++) {
    const next = await client.call('watchlist.pick', { kind: 'movie', ...(before && { except: before }) });
    expect(next?.id).not.toBe(before);
    before = next?.id;
  }
  expect((await client.call('watchlist.pick', { kind: 'song', except: song }))?.id).toBe(song);
});
