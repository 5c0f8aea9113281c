import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { diagnosticsAsText } from '#renderer/features/diagnostics/diagnostics-text.ts';
import { openWindow } from '../app/render-app.tsx';

test('the diagnostics show versions, the database and every cache, and copy as text', async () => {
  const { client, user } = await openWindow({ as: 'Ada', hash: '#/diagnostics' });
  const facts = await client.call('diagnostics.get', {});
  await screen.findByText(facts.versions.sqlite);
  for (const { name } of facts.caches) screen.getByRole('rowheader', { name });
  await user.click(screen.getByRole('button', { name: 'Copy as text' }));
  await screen.findByText('Copied');
  const text = await navigator.clipboard.readText();
  expect(text).toContain(facts.versions.sqlite);
  expect(text).toContain(facts.database.file);
});

test('the text for a report is the same for everybody', async () => {
  const { client } = await openWindow({ as: 'Ada', languages: ['de-DE'] });
  const facts = await client.call('diagnostics.get', {});
  expect(
    diagnosticsAsText({
      ...facts,
      caches: [{ name: 'titles', size: 2, capacity: 5000, hits: 3, misses: 1, lifetime: null }],
    }),
  ).toContain('  titles: 2/5000, 3, 1, 75 %, until changed\n');
});
