// Commands about the people who share this computer: register, login, logout, whoami, change-password, profiles,
// and what a person does to the own profile.
import type { Command } from 'commander';
import type { OwnProfile } from '#shared/api/profiles.ts';
import { AppError } from '#shared/errors.ts';
import type { Shell } from './shell.ts';

interface PasswordOptions {
  readonly passwordStdin?: true;
}

const fromStdin = [
  '--password-stdin',
  'read the password from standard input, one line, instead of asking',
] as const;

export function addProfileCommands(program: Command, shell: Shell): void {
  const { output } = shell;

  program
    .command('register')
    .description('Make a profile and log in with it. The first one looks after this computer (admin).')
    .argument('<name>', 'how others see you')
    .argument('<email>', 'what you log in with; it never leaves this computer')
    .option(...fromStdin)
    .addHelpText(
      'after',
      example(
        'mediary register "Ada Lovelace" ada@example.org',
        "printf 'four uncommon words' | mediary register Bob bob@example.org --password-stdin",
      ),
    )
    .action(async (name: string, email: string, { passwordStdin }: PasswordOptions) => {
      const [password = ''] = await shell.passwords(
        [{ label: 'New password', again: 'The same again' }],
        passwordStdin === true,
      );
      const api = await shell.api();
      const profile = await api.call('profiles.register', { name, email, password });
      output.answer(
        profileJson(profile),
        (paper) =>
          `Welcome, ${paper.bold(profile.name)}. You are logged in at this terminal.\n${paper.dim('Next: mediary import --starter (well-known titles to begin with), or mediary import FILE')}`,
      );
    });

  program
    .command('login')
    .description('Log in at this terminal. Another terminal can be another person.')
    .argument('<email>', 'e-mail address or name of the profile')
    .option(...fromStdin)
    .addHelpText(
      'after',
      example(
        'mediary login ada@example.org',
        'mediary login ada@example.org --password-stdin < password.txt',
      ),
    )
    .action(async (who: string, { passwordStdin }: PasswordOptions) => {
      const [password = ''] = await shell.passwords([{ label: 'Password' }], passwordStdin === true);
      const api = await shell.api();
      const profile = await api.call('profiles.login', { who, password });
      output.answer(profileJson(profile), (paper) => `Logged in as ${paper.bold(profile.name)}.`);
    });

  program
    .command('logout')
    .description('Log out at this terminal.')
    .addHelpText('after', example('mediary logout'))
    .action(async () => {
      const api = await shell.api();
      const profile = await api.call('profiles.whoami', {});
      await api.call('profiles.logout', {});
      output.answer({ loggedOut: profile !== null }, () =>
        profile === null ? 'Nobody was logged in.' : 'Logged out.',
      );
    });

  program
    .command('whoami')
    .description('Tell who is logged in at this terminal.')
    .addHelpText('after', example('mediary whoami', 'mediary whoami --json'))
    .action(async () => {
      const profile = await self(shell);
      output.answer(profileJson(profile), (paper) => {
        const role = profile.role === 'member' ? '' : ` · ${profile.role}`;
        return `${paper.bold(profile.name)} ${paper.dim(`<${profile.email}>${role}`)}`;
      });
    });

  program
    .command('change-password')
    .description('Change your password. Your other terminals are logged out.')
    .option(
      '--password-stdin',
      'read two lines from standard input, the old password and the new one, instead of asking',
    )
    .addHelpText(
      'after',
      example(
        'mediary change-password',
        "printf 'old password\\nnew password' | mediary change-password --password-stdin",
      ),
    )
    .action(async ({ passwordStdin }: PasswordOptions) => {
      await self(shell);
      const questions = [{ label: 'Old password' }, { label: 'New password', again: 'The same again' }];
      const [oldPassword = '', newPassword = ''] = await shell.passwords(questions, passwordStdin === true);
      const api = await shell.api();
      await api.call('profiles.changePassword', { oldPassword, newPassword });
      output.answer({ changed: true }, () => 'Your password is changed.');
    });

  program
    .command('profiles')
    .description('List the profiles on this computer.')
    .addHelpText('after', example('mediary profiles'))
    .action(async () => {
      const api = await shell.api();
      const profiles = await api.call('profiles.list', {});
      const items = profiles.map(({ id, name, role }) => ({ id, name, role }));
      output.answer({ items, total: items.length }, (paper) =>
        items.length === 0
          ? 'There are no profiles yet. Make one: mediary register NAME EMAIL'
          : paper.table(
              [
                { head: 'ID', align: 'right', look: 'dim' },
                { head: 'Name', least: 16, look: 'bold' },
                { head: 'Role' },
              ],
              items.map(({ id, name, role }) => [String(id), name, role]),
            ),
      );
    });

  const profile = program.command('profile').description('Change or delete your own profile.');

  profile
    .command('rename')
    .description('Change the name that others see.')
    .argument('<name>')
    .addHelpText('after', example('mediary profile rename "Ada King"'))
    .action(async (name: string) => {
      const api = await shell.api();
      const renamed = await api.call('profiles.update', { name });
      output.answer(profileJson(renamed), (paper) => `You are ${paper.bold(renamed.name)} now.`);
    });

  profile
    .command('delete')
    .description('Delete your profile with all its reviews and everything private. This cannot be undone.')
    .requiredOption('--confirm <name>', 'the name of the profile, as proof that you mean it')
    .option(...fromStdin)
    .addHelpText('after', example('mediary profile delete --confirm "Ada Lovelace"'))
    .action(async ({ confirm, passwordStdin }: PasswordOptions & { readonly confirm: string }) => {
      const { name } = await self(shell);
      const [password = ''] = await shell.passwords(
        [{ label: `Password of ${name}` }],
        passwordStdin === true,
      );
      const api = await shell.api();
      await api.call('profiles.delete', { confirmation: confirm, password });
      output.answer(
        { deleted: true },
        () => 'Your profile is deleted, with everything that was yours alone.',
      );
    });
}

/** The examples under a command's help. */
export function example(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** Throws `unauthenticated` where nobody is logged in. */
async function self(shell: Shell): Promise<OwnProfile> {
  const api = await shell.api();
  const profile = await api.call('profiles.whoami', {});
  if (profile === null) throw new AppError('unauthenticated', 'Log in first.');
  return profile;
}

function profileJson({ id, name, email, role, createdAt }: OwnProfile) {
  return { id, name, email, role, createdAt };
}
