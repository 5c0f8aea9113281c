import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { goodPassword } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { heading, openWindow } from '../app/render-app.tsx';

test('a change of the look is saved at once and says so', async () => {
  const { user, client } = await openWindow({ as: 'Ada', hash: '#/settings/look' });
  await user.click(await screen.findByRole('radio', { name: 'Compact' }));
  await screen.findByText('Saved');
  expect(await client.call('settings.get', {})).toMatchObject({ density: 'compact' });
  expect(document.documentElement.dataset['density']).toBe('compact');
});

test('the language changes every word, in the system’s variant', async () => {
  const { user } = await openWindow({ as: 'Ada', hash: '#/settings/look', languages: ['en-GB', 'de-AT'] });
  await user.click(await screen.findByRole('button', { name: /Language/ }));
  await user.click(await screen.findByRole('option', { name: 'Deutsch' }));
  await heading('Einstellungen');
  expect(document.documentElement.lang).toBe('de-AT');
});

test('the rating scale shows the same rating three ways', async () => {
  const { user, client } = await openWindow({ as: 'Ada', hash: '#/settings/ratings' });
  await user.click(await screen.findByRole('radio', { name: /5 stars/ }));
  await screen.findByText('Saved');
  expect(await client.call('settings.get', {})).toMatchObject({ ratingScale: 'stars' });
});

test('renaming shows in the rail, and a name that is taken is refused at the field', async () => {
  const core = await pageCore();
  await core.register('Ada');
  await core.register('Ben');
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/settings/profile' });
  const name = await screen.findByLabelText('Your name');
  await user.clear(name);
  await user.type(name, 'Ben{Enter}');
  await screen.findByText(/^Somebody here is called that already/);
  await user.clear(name);
  await user.type(name, 'Ada Byron{Enter}');
  expect(await screen.findByRole('button', { name: 'Profile: Ada Byron' })).toBeDefined();
});

test('a new password needs the old one', async () => {
  const { user, core } = await openWindow({ as: 'Ada', hash: '#/settings/profile' });
  await user.click(await screen.findByRole('button', { name: 'Change password' }));
  await user.type(screen.getByLabelText('The password you have'), 'not-this-one');
  await user.type(screen.getByLabelText('The new password'), 'harbour lemon tuesday{Enter}');
  await screen.findByText('That password isn’t right.');
  await user.clear(screen.getByLabelText('The password you have'));
  await user.type(screen.getByLabelText('The password you have'), `${goodPassword}{Enter}`);
  await screen.findByText('The password is changed');
  const { client } = core.connect();
  const login = client.call('profiles.login', { who: 'Ada', password: 'harbour lemon tuesday' });
  await expect(login).resolves.toMatchObject({ name: 'Ada' });
});

test('deleting a profile takes its typed name and its password, and ends at the sign-in screens', async () => {
  const { user, core } = await openWindow({ as: 'Ada', hash: '#/settings/profile' });
  await user.click(await screen.findByRole('button', { name: 'Delete profile' }));
  const dialog = within(await screen.findByRole('alertdialog'));
  const button = dialog.getByRole('button', { name: 'Delete profile' });
  await user.type(dialog.getByLabelText('Type “Ada” to confirm'), 'Ada');
  await user.type(dialog.getByLabelText('Password'), 'wrong');
  await user.click(button);
  await dialog.findByText('That password isn’t right.');
  await user.clear(dialog.getByLabelText('Password'));
  await user.type(dialog.getByLabelText('Password'), goodPassword);
  await user.click(button);
  await heading(/Every film/);
  expect(await core.connect().client.call('profiles.list', {})).toEqual([]);
});

test('an admin gives roles; others don’t see that section', async () => {
  const core = await pageCore();
  await core.register('Ada');
  await core.register('Ben');
  const { user } = await openWindow({ core, as: 'Ada', hash: '#/settings/people' });
  await user.click(await screen.findByRole('button', { name: /Role of Ben/ }));
  await user.click(await screen.findByRole('option', { name: /^Moderator/ }));
  await screen.findByText('Ben: Moderator');
  expect(await core.connect().client.call('profiles.list', {})).toMatchObject([
    { role: 'admin' },
    { role: 'moderator' },
  ]);
});
