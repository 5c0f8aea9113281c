// What imports remember: listed, and forgotten, for each profile by itself.
import { expect, it } from 'vitest';
import { addTitle } from '../../support/core.ts';
import { finished, importDesk } from './support.ts';

const options = {
  shape: 'reviews',
  kind: 'movie',
  mapping: { title: 'Film', year: 'Year', rating: 'Stars', comment: 'Said' },
  scale: { min: 1, max: 10 },
} as const;

it('what imports remember is listed, and forgotten one by one or whole, each profile its own', async () => {
  const desk = await importDesk();
  await addTitle(desk.client, 'Pinocchio', { year: 2019 });
  const second = await addTitle(desk.client, 'Pinocchio', { year: 2022 });
  const { token } = await desk.choose(
    'Film,Year,Stars,Said\nPinocchio,,8,\nSolaris,1972,8,\nSolaris,2002,8,\n',
  );
  const start = { token, options };
  const { jobId } = await desk.client.call('imports.plan', start);
  await finished(desk.client, { jobId });
  for (const [line, choice] of [
    [2, { action: 'title', mediaId: second }],
    [3, { action: 'new' }],
  ] as const)
    await desk.client.call('imports.choose', { jobId, rows: { lines: [line] }, choice });
  await finished(desk.client, await desk.client.call('imports.apply', { ...start, planId: jobId }));
  const { client: other } = await desk.test.register('Other');

  const { items } = await desk.client.call('imports.decisions', {});
  expect(items.map(({ named, action, title }) => [named.title, named.year, action, title?.id])).toEqual(
    expect.arrayContaining([
      ['Pinocchio', null, 'title', second],
      ['Solaris', 1972, 'new', undefined],
    ]),
  );
  const one = await desk.client.call('imports.decisions', { limit: 1 });
  expect(one.items).toEqual(items.slice(0, 1));
  expect((await desk.client.call('imports.decisions', { cursor: one.nextCursor })).items).toEqual(
    items.slice(1),
  );
  const [mapping] = await desk.client.call('imports.mappings', {});
  expect(mapping).toMatchObject({
    shape: 'reviews',
    kind: 'movie',
    columns: [
      { column: 'Film', field: 'title' },
      { column: 'Year', field: 'year' },
      { column: 'Stars', field: 'rating' },
      { column: 'Said', field: 'comment' },
    ],
  });
  expect((await other.call('imports.decisions', {})).items).toEqual([]);
  expect(await other.call('imports.mappings', {})).toEqual([]);
  const forget = desk.client;
  const { source = '', key = '' } = items[0] ?? {};
  expect(await other.call('imports.forget', { what: 'decisions', source, key })).toEqual({ forgotten: 0 });
  expect(await forget.call('imports.forget', { what: 'decisions', source, key })).toEqual({ forgotten: 1 });
  expect((await forget.call('imports.decisions', {})).items).toEqual(items.slice(1));
  expect(await forget.call('imports.forget', { what: 'decisions' })).toEqual({ forgotten: 1 });
  const mapped = { what: 'mappings' as const, key: mapping?.key };
  expect(await other.call('imports.forget', mapped)).toEqual({ forgotten: 0 });
  expect(await forget.call('imports.forget', mapped)).toEqual({ forgotten: 1 });
  expect(await forget.call('imports.remembered', {})).toEqual({ mappings: 0, decisions: 0 });
});
