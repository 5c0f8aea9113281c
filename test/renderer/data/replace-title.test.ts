import { expect, test } from 'vitest';
import { replaceTitle } from '#renderer/data/replace-title.ts';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';

test('a title’s new facts take the place of the old ones in any answer; what doesn’t hold it stays the same object', async () => {
  const core = await pageCore();
  const { client } = await core.register('Ada');
  const id = await addTitle(client, 'Solaris');
  await addTitle(client, 'Stalker');
  const page = await client.call('catalog.list', {});
  await client.call('favorites.set', { mediaId: id, on: true });
  const fresh = await client.call('catalog.get', { id });

  const infinite = { pages: [page], pageParams: [null] };
  const after = replaceTitle(infinite, fresh) as typeof infinite;
  const [solaris, stalker] = after.pages[0]?.items ?? [];
  expect(solaris?.mine.favorite).toBe(true);
  expect(Object.keys(solaris ?? {}).toSorted()).toEqual(Object.keys(page.items[0] ?? {}).toSorted());
  expect(stalker).toBe(page.items[1]);

  const elsewhere = { items: [page.items[1]] };
  expect(replaceTitle(elsewhere, fresh)).toBe(elsewhere);
});
