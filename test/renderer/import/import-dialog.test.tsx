import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { emptyFlow, useImportFlow } from '#renderer/features/import/import-flow.ts';
import { scratchFolder, type TestCore } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { openWindow } from '../app/render-app.tsx';

const longer = { timeout: 20_000 };

test('a file is mapped, planned with nothing written, imported, and told in figures that add up', async () => {
  const { user, client } = await openImport(
    'ratings.csv',
    'Name,Score,Thoughts\nRan,9,Wind\nHeat,11,Loud\nRan,9,Wind\n',
  );
  await user.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await choose(user, 'What column Score becomes', 'Rating');
  await choose(user, 'What column Thoughts becomes', 'Review text');
  await screen.findByText('Say which scale the ratings are on: it is never guessed.');
  expect(screen.getByRole('button', { name: 'See what would happen' })).toHaveProperty('disabled', true);
  await choose(user, 'Ratings run from', '1–10');
  await choose(user, 'Kind of the titles', 'Movies');
  await user.click(screen.getByRole('button', { name: 'See what would happen' }));
  await screen.findByText('3 rows read.', {}, longer);
  expect(await client.call('catalog.counts', {})).toMatchObject({ movie: 0 });
  await user.click(screen.getByRole('tab', { name: /Refused/ }));
  await screen.findByText(/11 is not between 1 and 10/);
  await user.click(screen.getByRole('button', { name: 'Import 1 review' }));
  await screen.findByText('1 review is in', {}, longer);
  screen.getByText(/3 rows = 1 new \+ 1 already there \+ 1 refused/);
  expect(await client.call('catalog.counts', {})).toMatchObject({ movie: 1 });
});

test('dates that can be read in two ways are asked about before anything is planned', async () => {
  const { user, client } = await openImport('seen.csv', 'title,kind,played\nRan,movie,3/4/2019\n');
  await user.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await user.click(await screen.findByRole('radio', { name: 'A time seen or heard' }));
  await choose(user, 'What column played becomes', 'When seen or heard');
  await screen.findByText('Say whether dates like 3/4/2019 begin with the day or the month.');
  expect(screen.getByRole('button', { name: 'See what would happen' })).toHaveProperty('disabled', true);
  await choose(user, 'Dates like 3/4/2019 are', 'March 4 (month first)');
  await user.click(screen.getByRole('button', { name: 'See what would happen' }));
  await user.click(await screen.findByRole('button', { name: /^Import 1 / }, longer));
  await screen.findByText(/is in$/, {}, longer);
  const { items } = await client.call('diary.list', {});
  expect(items).toMatchObject([{ playedOn: '2019-03-04' }]);
});

test.each([
  ['photo.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'photo.csv is not a table'],
  ['empty.csv', '', 'empty.csv is empty'],
  ['header.csv', 'title,year\n', 'header.csv has only its header'],
])('%s is refused in words', async (name, content, expected) => {
  const { user } = await openImport(name, content);
  await user.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await screen.findByText(expected);
  expect(screen.getByRole('button', { name: 'Choose another file' })).toHaveProperty('disabled', false);
});

async function openImport(name: string, content: string | Buffer) {
  useImportFlow.setState(emptyFlow);
  const core: TestCore = await pageCore();
  const path = join(scratchFolder(), name);
  writeFileSync(path, content);
  const { token, size } = core.core.files.grant(path);
  return await openWindow({
    core,
    as: 'Ada',
    hash: '#/import',
    shell: { 'shell.chooseFiles': [{ token, name, size }] },
  });
}

async function choose(user: Awaited<ReturnType<typeof openWindow>>['user'], label: string, option: string) {
  await user.click(await screen.findByRole('button', { name: new RegExp(label, 'u') }));
  await user.click(within(await screen.findByRole('listbox')).getByRole('option', { name: option }));
}
