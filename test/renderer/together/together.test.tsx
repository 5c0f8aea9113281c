import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { openWindow } from '../app/render-app.tsx';

test('alone on a computer there is nobody to be compared with', async () => {
  await openWindow({ as: 'Ada', hash: '#/together' });
  expect(await screen.findByText('Nobody else lives here yet')).toBeDefined();
});

test('two people see how alike they are, what both love and where they part', async () => {
  const core = await pageCore();
  const ada = await core.register('Ada');
  const ben = await core.register('Ben');
  for (const [at, [own, theirs]] of ([[95, 90], [90, 85], [80, 85], [40, 30], [30, 80]] as const).entries()) {
    const mediaId = await addTitle(ada.client, `Title ${at}`, { genres: ['Drama'] });
    await ada.client.call('reviews.save', { mediaId, rating: own as Rating });
    if (at === 4) {
      await openWindow({ core, as: 'Ada', hash: '#/together' });
      expect(await screen.findByText(/rated 4 titles in common. From five on/)).toBeDefined();
    }
    await ben.client.call('reviews.save', { mediaId, rating: theirs as Rating });
  }
  // The page follows: Ben's rating was the fifth in common.
  expect(await screen.findByText(/^\d+%$/)).toBeDefined();
  const loved = within(screen.getByRole('table', { name: 'You both love' }));
  expect(loved.getAllByRole('row').slice(1).map((row) => row.textContent)).toEqual([
    expect.stringMatching(/Title 0.*9\.59\.0$/),
    expect.stringMatching(/Title 1.*9\.08\.5$/),
    expect.stringMatching(/Title 2.*8\.08\.5$/),
  ]);
  expect(within(screen.getByRole('table', { name: 'Where you part' })).getByText('Title 4')).toBeDefined();
}); // prettier-ignore
