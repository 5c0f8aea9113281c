// Commands about a profile's account on a server and its sync. A command does its round and ends; a window that is open
// syncs by itself.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { SyncRound } from '#shared/api/sync.ts';
import { AppError } from '#shared/errors.ts';
import { counted, grouped, localMinute } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { conflictTable, countsText, problemWords, refusedText, statusText } from './sync-text.ts';
import { oneOf, parseId } from './values.ts';

interface PasswordOptions {
  readonly passwordStdin?: true;
}

const fromStdin = [
  '--password-stdin',
  'read passwords from standard input, one a line, instead of asking',
] as const;
const ownPassword = { label: 'Password of your profile here' };

export function addSyncCommands(program: Command, shell: Shell): void {
  const { output } = shell;
  const sync = program
    .command('sync')
    .description('Your account on a server, by which your devices have the same. Alone: how it stands.')
    .addHelpText(
      'after',
      example(
        'mediary sync',
        'mediary sync link https://sync.example.org ada@example.org',
        'mediary sync now',
      ),
    )
    .action(async () => await tellStatus(shell));

  sync
    .command('status')
    .description('How it stands.')
    .addHelpText('after', example('mediary sync status', 'mediary sync status --json'))
    .action(async () => await tellStatus(shell));

  addLink(sync, shell);

  sync
    .command('now')
    .description('Send what changed here and fetch what changed elsewhere.')
    .option(...fromStdin)
    .addHelpText('after', example('mediary sync now', 'mediary sync now --password-stdin < password.txt'))
    .action(async ({ passwordStdin }: PasswordOptions) => {
      try {
        answerRound(shell, await syncNow(shell, passwordStdin === true));
      } catch (error) {
        if (!isElsewhere(error)) throw error;
        await answerForWindow(shell);
      }
    });

  for (const [name, paused, words] of [
    ['pause', true, 'Sync is paused. Go on: mediary sync resume'],
    ['resume', false, 'Sync goes on.'],
  ] as const) {
    sync
      .command(name)
      .description(paused ? 'Ask nothing of the server for a while.' : 'Go on after a pause.')
      .addHelpText('after', example(`mediary sync ${name}`))
      .action(async () => {
        const api = await shell.api();
        output.answer(await api.call('sync.pause', { paused }), () => words);
      });
  }

  addDevices(sync, shell);
  addConflicts(sync, shell);
  addRefused(sync, shell);

  sync
    .command('answer')
    .description(
      'Say what becomes of what the account would delete here: delete it, or keep it here and there.',
    )
    .argument('<answer>', 'delete or keep')
    .option(...fromStdin)
    .addHelpText('after', example('mediary sync answer keep'))
    .action(async (text: string, { passwordStdin }: PasswordOptions) => {
      const answer = oneOf('answer', ['delete', 'keep'], text);
      const status = await unlocked(shell, passwordStdin === true, async () => {
        const api = await shell.api();
        // The question comes up again: nothing of it is kept.
        const { sent, fetched, ...found } = await api.call('sync.now', {});
        const then = found.question === null ? found : await api.call('sync.answer', { answer });
        return { ...then, sent, fetched };
      });
      answerRound(shell, status);
    });

  sync
    .command('unlink')
    .description(
      'Unlink the profile from its account. What is here stays here, and what is there stays there.',
    )
    .option('--yes', 'do not ask')
    .addHelpText('after', example('mediary sync unlink'))
    .action(async ({ yes }: { readonly yes?: true }) => {
      const api = await shell.api();
      const { link, waiting } = await api.call('sync.status', {});
      if (link === null) throw new AppError('conflict', 'This profile is not linked to an account.');
      const unsent = waiting === 0 ? '' : ` ${counted(waiting, 'record')} of yours is not there yet.`;
      if (yes !== true && !(await shell.confirm(`Unlink from ${link.account.email}?${unsent}`)))
        throw new AppError('cancelled', 'Nothing was changed.');
      output.answer(await api.call('sync.unlink', {}), () => 'Unlinked. Your library stays as it is.');
    });
}

interface LinkOptions extends PasswordOptions {
  readonly create?: string;
  readonly invitation?: string;
  readonly insecure?: true;
  readonly keepSignedIn?: true;
  readonly yes?: true;
}

function addLink(sync: Command, shell: Shell): void {
  const { output } = shell;
  sync
    .command('link')
    .description('Link your profile to an account and bring both together, or sign in again.')
    .argument('<server>', 'its address; https, or http on this computer')
    .argument('<email>', 'of the account')
    .option('--create <name>', 'make a new account with this name')
    .option('--invitation <code>', 'where the server asks for one')
    .option('--insecure', 'accept http to another computer, which others on the way can read and change')
    .option(
      '--keep-signed-in',
      'keep the sign-in in a file (mode 0600) that needs no password: whoever can read your files can use it',
    )
    .option('--yes', 'do not ask before both are brought together')
    .option(...fromStdin)
    .addHelpText(
      'after',
      example(
        'mediary sync link https://sync.example.org ada@example.org',
        'mediary sync link sync.example.org ada@example.org --create Ada',
      ),
    )
    .action(async (server: string, email: string, options: LinkOptions) => {
      const api = await shell.api();
      const insecure = options.insecure === true;
      const met = await api.call('sync.meet', { server, insecure });
      const isNew = options.create !== undefined;
      const questions = [
        { label: `Password of ${email} at ${met.name}`, ...(isNew && { again: 'The same again' }) },
        ...(options.keepSignedIn === true ? [] : [ownPassword]),
      ];
      const [password = '', profilePassword = null] = await shell.passwords(
        questions,
        options.passwordStdin === true,
      );
      const { token, account, there, here, before } = await api.call('sync.signIn', {
        server: met.server,
        insecure,
        email,
        password,
        create: options.create ?? null,
        invitation: options.invitation ?? null,
        profilePassword,
        keepOpen: options.keepSignedIn === true,
      });
      const warning =
        before === null
          ? ''
          : `This profile was linked to another account before: ${before.email} at ${before.server}.\n`;
      const question = `${warning}Here: ${countsText(here)}. In the account of ${account.name}: ${countsText(there)}.\nBring both together?`;
      if (options.yes !== true && !(await shell.confirm(question))) {
        await api.call('sync.forgetSignIn', { token });
        throw new AppError('cancelled', 'Nothing was changed.');
      }
      await api.call('sync.link', { token });
      const status = await api.call('sync.now', {});
      answerRound(shell, status);
      output.note(
        options.keepSignedIn === true
          ? 'The sign-in is kept in a file that needs no password.'
          : 'The sign-in is kept in a file that your profile’s password opens; "mediary sync now" asks for it.',
      );
    });
}

function addDevices(sync: Command, shell: Shell): void {
  const { output } = shell;
  const devices = sync
    .command('devices')
    .description('The devices that are signed in to the account.')
    .option(...fromStdin)
    .addHelpText('after', example('mediary sync devices', 'mediary sync devices sign-out 4f1c22aa03b95e77'))
    .action(async ({ passwordStdin }: PasswordOptions) => {
      const items = await unlocked(shell, passwordStdin === true, async () => {
        const api = await shell.api();
        return await api.call('sync.devices', {});
      });
      output.answer({ items, total: items.length }, (paper) =>
        paper.table(
          [
            { head: 'ID', look: 'dim' },
            { head: 'Name', least: 16, look: 'bold' },
            { head: 'Last seen' },
            { head: '', look: 'dim' },
          ],
          items.map(({ id, name, seenAt, isThis }) => [
            id,
            name,
            localMinute(seenAt),
            isThis ? 'this one' : '',
          ]),
        ),
      );
    });

  devices
    .command('sign-out')
    .description('Sign other devices out of the account. What they have stays on them.')
    .argument('<id...>', 'from: mediary sync devices')
    .option(...fromStdin)
    .addHelpText('after', example('mediary sync devices sign-out 4f1c22aa03b95e77'))
    .action(async (ids: string[], { passwordStdin }: PasswordOptions) => {
      await unlocked(shell, passwordStdin === true, async () => {
        const api = await shell.api();
        return await api.call('sync.signOutDevices', { ids });
      });
      output.answer({ signedOut: ids }, () => `Signed out: ${counted(ids.length, 'device')}.`);
    });
}

function addConflicts(sync: Command, shell: Shell): void {
  const { output } = shell;
  const conflicts = sync
    .command('conflicts')
    .description('What you wrote on two devices at a time: what lost, and what holds.')
    .addHelpText('after', example('mediary sync conflicts', 'mediary sync conflicts settle 3 --take lost'))
    .action(async () => {
      const api = await shell.api();
      const { items, nextCursor } = await api.call('sync.conflicts', {});
      output.answer({ items, more: nextCursor !== null }, (paper) =>
        items.length === 0 ? 'Nothing was written on two devices at a time.' : conflictTable(paper, items),
      );
    });

  conflicts
    .command('settle')
    .description('Take a conflict off the shelf.')
    .argument('<id>')
    .option('--take <value>', 'kept: leave it as it is; lost: write the value that lost', 'kept')
    .addHelpText(
      'after',
      example('mediary sync conflicts settle 3', 'mediary sync conflicts settle 3 --take lost'),
    )
    .action(async (id: string, { take }: { readonly take: string }) => {
      const api = await shell.api();
      const taken = oneOf('take', ['lost', 'kept'], take);
      await api.call('sync.settleConflict', { id: parseId(id), take: taken });
      output.answer({ id: Number(id), taken }, () =>
        taken === 'lost' ? 'The value that had lost holds again.' : 'It stays as it is.',
      );
    });
}

function addRefused(sync: Command, shell: Shell): void {
  const { output } = shell;
  sync
    .command('refused')
    .description('What the server does not take, and why. It stays here as it is.')
    .option('--again', 'send it again, for when the server or the account changed')
    .option(...fromStdin)
    .addHelpText('after', example('mediary sync refused', 'mediary sync refused --again'))
    .action(async ({ again, passwordStdin }: PasswordOptions & { readonly again?: true }) => {
      const api = await shell.api();
      if (again === true) {
        await api.call('sync.sendRefusedAgain', {});
        answerRound(shell, await syncNow(shell, passwordStdin === true));
        return;
      }
      const { items, nextCursor } = await api.call('sync.refused', {});
      output.answer({ items, more: nextCursor !== null }, (paper) =>
        items.length === 0 ? 'The server takes everything.' : refusedText(paper, items),
      );
    });
}

async function syncNow(shell: Shell, piped: boolean): Promise<SyncRound> {
  return await unlocked(shell, piped, async () => {
    const api = await shell.api();
    return await api.call('sync.now', {});
  });
}

async function tellStatus(shell: Shell): Promise<void> {
  const api = await shell.api();
  const status = await api.call('sync.status', {});
  shell.output.answer(status, (paper) => statusText(paper, status));
}

/** The round's end: a failure is an error, with the same words and exit code 1. */
function answerRound({ output }: Shell, status: SyncRound): void {
  const { problem, question, sent, fetched } = status;
  const moved = sent + fetched === 0 ? '' : `Sent ${grouped(sent)}, fetched ${grouped(fetched)}. `;
  output.answer(status, (paper) =>
    problem === null && question === null && status.waiting === 0 && status.refused === 0
      ? `${moved}Everything is the same here and there.`
      : statusText(paper, status),
  );
  if (problem !== null) throw new AppError('unavailable', problemWords[problem], { reason: problem });
}

/** A window syncs by itself; what was written at this terminal it sends a moment later. */
async function answerForWindow(shell: Shell): Promise<void> {
  const api = await shell.api();
  let status = await api.call('sync.status', {});
  for (let tries = 0; tries < 25 && status.waiting > 0 && status.problem === null; tries++) {
    await sleep(200);
    status = await api.call('sync.status', {});
  }
  const isInStep = status.waiting === 0 && status.problem === null && status.question === null;
  shell.output.answer(status, (paper) =>
    isInStep ? 'A window of Mediary keeps this profile in step. Nothing waits.' : statusText(paper, status),
  );
  if (!isInStep)
    throw new AppError('unavailable', 'A window of Mediary syncs this profile, and is not done.', {
      reason: 'sync_elsewhere',
    });
}

/** Does it; where the token is locked, asks for the profile's password first. */
async function unlocked<T>(shell: Shell, piped: boolean, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLocked(error)) throw error;
    const [password = ''] = await shell.passwords([ownPassword], piped);
    return await withPassword(shell, password, work);
  }
}

async function withPassword<T>(
  shell: Shell,
  profilePassword: string | null,
  work: () => Promise<T>,
): Promise<T> {
  const api = await shell.api();
  if (profilePassword !== null) await api.call('sync.unlock', { profilePassword });
  return await work();
}

function isLocked(error: unknown): boolean {
  return error instanceof AppError && error.details?.['reason'] === 'sync_locked';
}

function isElsewhere(error: unknown): boolean {
  return error instanceof AppError && error.details?.['reason'] === 'sync_elsewhere';
}
