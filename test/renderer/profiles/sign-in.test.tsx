import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { goodPassword } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';
import { heading, openWindow } from '../app/render-app.tsx';

test('a new computer welcomes, and a first profile leads to the first steps', async () => {
  const { user, client } = await openWindow();
  await heading('Every film, show and song you have lived with.');
  await user.type(screen.getByLabelText('Your name'), 'Ada Lovelace');
  await user.click(screen.getByRole('radio', { name: 'Plum' }));
  await user.type(screen.getByLabelText('E-mail address'), 'ada@example.org');
  await user.type(screen.getByLabelText('Password'), goodPassword);
  await user.click(screen.getByRole('button', { name: 'Create profile' }));
  await heading('Welcome, Ada Lovelace');
  expect(await client.call('profiles.whoami', {})).toMatchObject({
    name: 'Ada Lovelace',
    hue: 325,
    role: 'admin',
  });
  await user.click(screen.getByRole('button', { name: 'Begin empty' }));
  await heading('Library');
});

test('what is wrong with a new profile is said at its field, and the first wrong field has the focus', async () => {
  const { user } = await openWindow();
  await heading(/Every film/);
  await user.type(screen.getByLabelText('Your name'), 'Ada');
  await user.type(screen.getByLabelText('E-mail address'), 'ada@example');
  await user.type(screen.getByLabelText('Password'), 'short{Enter}');
  const address = screen.getByLabelText('E-mail address');
  expect(address).toBe(document.activeElement);
  expect(describedBy(address)).toBe('Type an address like ada@example.org.');
  expect(describedBy(screen.getByLabelText('Password'))).toBe('Use at least 8 characters.');
});

test('a password that is too easy to guess is refused with a reason', async () => {
  const { user, client } = await openWindow();
  await heading(/Every film/);
  await user.type(screen.getByLabelText('Your name'), 'Ada');
  await user.type(screen.getByLabelText('E-mail address'), 'ada@example.org');
  await user.type(screen.getByLabelText('Password'), 'password1{Enter}');
  await waitFor(() =>
    expect(describedBy(screen.getByLabelText('Password'))).toMatch(/^That one is too easy to guess\. ./),
  );
  expect(await client.call('profiles.list', {})).toEqual([]);
});

test('a name and an address that are taken are said at their fields', async () => {
  const core = await pageCore();
  await core.register('Ada');
  const { user } = await openWindow({ core });
  await user.click(await screen.findByRole('button', { name: 'Someone else' }));
  await user.click(screen.getByRole('button', { name: 'Someone new' }));
  await user.type(screen.getByLabelText('Your name'), 'ada');
  await user.type(screen.getByLabelText('E-mail address'), 'Ada@Example.org');
  await user.type(screen.getByLabelText('Password'), `${goodPassword}{Enter}`);
  const address = screen.getByLabelText('E-mail address');
  await waitFor(() => expect(describedBy(address)).toMatch(/^A profile with this address exists already/));
  await user.clear(address);
  await user.type(address, 'other@example.org{Enter}');
  await waitFor(() =>
    expect(describedBy(screen.getByLabelText('Your name'))).toMatch(/^Somebody here is called that already/),
  );
});

test('arrow keys choose a profile, and its password opens the home page', async () => {
  const core = await pageCore();
  await core.register('Ada');
  await core.register('Ben');
  const { user } = await openWindow({ core });
  const people = within(await screen.findByRole('list', { name: 'Profiles on this computer' }));
  expect(people.getByRole('button', { name: 'Ada' })).toBe(document.activeElement);
  await user.keyboard('{ArrowRight}{Enter}');
  await heading('Ben');
  await user.keyboard(`${goodPassword}{Enter}`);
  await heading(/^Good (morning|afternoon|evening), Ben$/);
});

test('a wrong password is said at the field, and too many make one wait', async () => {
  const core = await pageCore();
  await core.register('Ada');
  const { user } = await openWindow({ core });
  const field = await screen.findByLabelText('Password');
  expect(field).toBe(document.activeElement);
  for (const attempt of ['wrong-1', 'wrong-2', 'wrong-3']) {
    await user.clear(field);
    await user.type(field, `${attempt}{Enter}`);
    await waitFor(() => expect(describedBy(field)).toBe('That password isn’t right.'));
  }
  await user.clear(field);
  await user.type(field, 'wrong-4{Enter}');
  const waiting = await screen.findByRole('button', { name: 'Try again in 1 second' });
  expect(waiting.hasAttribute('disabled')).toBe(true);
  expect(describedBy(field)).toMatch(/^Too many wrong passwords/);
  core.clock.advance(2);
  const button = await screen.findByRole('button', { name: 'Sign in' });
  await user.clear(field);
  await user.type(field, goodPassword);
  await user.click(button);
  await heading(/, Ada$/);
});

/** What assistive technology reads after a field's name: its help or what is wrong with it. */
function describedBy(field: HTMLElement): string {
  const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids
    .map((id) => document.querySelector(`[id="${id}"]`)?.textContent ?? '')
    .join(' ')
    .trim();
}
