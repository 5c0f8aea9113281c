// Commands that keep the data safe: backup, backups, restore, check.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { BackupSummary, RestoreSource } from '#shared/api/backups.ts';
import type { Client } from '#shared/api/client.ts';
import type { BackupReason, CheckFinding, CheckName, CheckReport } from '#shared/api/jobs.ts';
import { AppError } from '#shared/errors.ts';
import { runLongJob } from './long-job.ts';
import { counted, localMinute, type Paper } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { bytesText } from './size-text.ts';

export function addBackupCommands(program: Command, shell: Shell): void {
  const { output } = shell;
  addCheck(program, shell);

  program
    .command('backup')
    .description(
      'Make a backup of everything on this computer: to a file, or among those that Mediary keeps.',
    )
    .argument('[file]', 'like mediary.mediary')
    .option('--force', 'replace what is there')
    .addHelpText('after', example('mediary backup', 'mediary backup /media/stick/mine.mediary'))
    .action(async (file: string | undefined, flags: { readonly force?: true }) => {
      const api = await shell.api();
      const token = file === undefined ? undefined : await shell.target(file, flags.force === true);
      const { kind: _kind, ...result } = await runLongJob(shell, 'backup', () =>
        api.call('backups.create', token === undefined ? {} : { token }),
      );
      output.answer(
        { ...result, file: file ?? null },
        () =>
          `Backed up ${counted(result.titles, 'title')} and ${counted(result.reviews, 'review')}: ${file ?? result.name}, ${bytesText(result.bytes)}, checked.`,
      );
    });

  program
    .command('backups')
    .description('List the backups that Mediary keeps, newest first.')
    .addHelpText('after', example('mediary backups'))
    .action(async () => {
      const api = await shell.api();
      const { items } = await api.call('backups.list', {});
      output.answer({ items, total: items.length }, (paper) =>
        items.length === 0
          ? 'There is no backup yet. Make one: mediary backup'
          : paper.table(
              [
                { head: 'made' },
                { head: 'why' },
                { head: 'size', align: 'right' },
                { head: 'name', look: 'dim' },
              ],
              items.map(({ createdAt, reason, bytes, name }) => [
                localMinute(createdAt),
                reasonWords[reason],
                bytesText(bytes),
                name,
              ]),
            ),
      );
    });

  program
    .command('restore')
    .description(
      'Put everything back as a backup has it: all profiles and everything of theirs. What is there now is backed up first.',
    )
    .argument('<file>', 'a file, or a name from: mediary backups')
    .option('--yes', 'do not ask')
    .addHelpText('after', example('mediary restore /media/stick/mine.mediary'))
    .action(async (file: string, flags: { readonly yes?: true }) => {
      const api = await shell.api();
      const source: RestoreSource =
        !existsSync(file) && /^mediary-[\w.-]+\.mediary$/.test(file)
          ? { name: file }
          : { token: (await shell.grant(file)).token };
      if (flags.yes !== true) {
        const summary = await api.call('backups.inspect', source);
        const agreed = await shell.confirm(
          [
            contentsText(summary),
            ...((await isLinked(api)) ? [linkedText] : []),
            'Everything that is here now will be replaced by it. Go on?',
          ].join('\n'),
        );
        if (!agreed) throw new AppError('cancelled', 'Nothing was changed.');
      }
      const { kind: _kind, ...result } = await runLongJob(shell, 'restore', () =>
        api.call('backups.restore', source),
      );
      output.answer(result, (paper) =>
        [
          `Restored ${counted(result.profiles, 'profile')}, ${counted(result.titles, 'title')} and ${counted(result.reviews, 'review')}.`,
          ...(result.before === null ? [] : [paper.dim(`Take it back: mediary restore ${result.before}`)]),
          ...(result.stillLoggedIn ? [] : ['You are logged out at this terminal: mediary login EMAIL']),
        ].join('\n'),
      );
    });
}

const linkedText =
  'Your profile is linked to an account: what comes back by this, and what goes, does so on your other devices too.';

/** Before a first profile, nobody is logged in. */
async function isLinked(api: Client): Promise<boolean> {
  if ((await api.call('profiles.whoami', {})) === null) return false;
  return (await api.call('sync.status', {})).link !== null;
}

function addCheck(program: Command, shell: Shell): void {
  const { output } = shell;
  program
    .command('check')
    .description('Verify the database, its references, counts and search index.')
    .option('--mend', 'repair what can be derived, after a backup')
    .addHelpText('after', example('mediary check', 'mediary check --mend'))
    .action(async (flags: { readonly mend?: true }) => {
      const api = await shell.api();
      const { kind: _kind, ...report } = await runLongJob(shell, 'check', () =>
        api.call('backups.check', { mend: flags.mend === true }),
      );
      // The terminal has told them, and there is nothing more to find out about them here.
      await api.call('backups.lostChangesSeen', {});
      const wrong = report.findings.filter(({ state }) => state === 'wrong');
      output.answer({ ok: wrong.length === 0, ...report }, (paper) => reportText(paper, report));
      if (wrong.length === 0) return;
      const wayOut = wrong.some(({ mendable }) => mendable)
        ? 'Repair it: mediary check --mend'
        : 'What is left cannot be derived. Restore a backup: mediary backups';
      throw new AppError('storage', `${counted(wrong.length, 'check')} found something wrong. ${wayOut}`, {
        reason: 'check_failed',
      });
    });
}

const reasonWords: Readonly<Record<BackupReason, string>> = {
  daily: 'daily',
  manual: 'on demand',
  'before-migration': 'before an update',
  'before-restore': 'before a restore',
  'before-import': 'before an import',
  'before-mend': 'before mending',
};

const checkWords: Readonly<
  Record<CheckName, readonly [sound: (count: number) => string, wrong: (count: number) => string]>
> = {
  pages: [(n) => `The file is whole: ${counted(n, 'page')}`, (n) => `The file has ${counted(n, 'fault')}`],
  references: [
    (n) => `Everything points at something: ${counted(n, 'kind')} of references`,
    (n) => `${counted(n, 'row')} point at nothing`,
  ],
  identities: [
    (n) => `Identities follow from their titles: ${counted(n, 'title')}`,
    (n) => `${counted(n, 'title')} with a wrong identity`,
  ],
  ratings: [
    (n) => `Ratings add up: ${counted(n, 'title')}`,
    (n) => `${counted(n, 'title')} whose ratings do not add up`,
  ],
  seals: [
    (n) => `Rows are what was written: ${counted(n, 'row')}`,
    (n) => `${counted(n, 'row')} changed or lost without a write`,
  ],
  counts: [() => 'Titles are counted right', (n) => `titles of ${counted(n, 'kind')} counted wrong`],
  search: [
    (n) => `Everything can be found: ${counted(n, 'title')}`,
    (n) => `${counted(n, 'fault')} in the search index`,
  ],
  imports: [
    (n) => `Imports are accounted for: ${counted(n, 'import')}`,
    (n) => `${counted(n, 'import')} with wrong accounts`,
  ],
  leftovers: [() => 'No files are left over', (n) => `${counted(n, 'file')} that nobody needs`],
};

function reportText(paper: Paper, { findings, backup }: Omit<CheckReport, 'kind'>): string {
  return [
    ...findings.flatMap((finding) => findingLines(paper, finding)),
    ...(backup === null ? [] : [paper.dim(`Backed up first: ${backup}`)]),
  ].join('\n');
}

function findingLines(paper: Paper, { check, state, count, examples }: CheckFinding): string[] {
  const [sound, wrong] = checkWords[check];
  if (state === 'ok') return [`${paper.dim('ok')}      ${sound(count)}`];
  return [
    `${paper.bold(state === 'mended' ? 'mended' : 'WRONG ')}  ${wrong(count)}`,
    ...examples.map((one) => paper.paragraph(one, 8)),
  ];
}

function contentsText({ name, profiles, titles, reviews, changedAt }: BackupSummary): string {
  const who = profiles.length === 0 ? 'no profiles' : profiles.join(', ');
  const when = changedAt === null ? '' : `, last changed ${localMinute(changedAt)}`;
  return `${name}: ${who}; ${counted(titles, 'title')}, ${counted(reviews, 'review')}${when}.`;
}
