// The way back where the database can't be opened: rescue. Works without a login, since nobody can be asked for one.
import type { Command } from 'commander';
import { hopelessReasons, type RescueOptions, type RescueReport } from '#shared/api/rescue.ts';
import { AppError } from '#shared/errors.ts';
import { counted, localMinute, type Paper } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';

interface Flags {
  readonly backup?: true;
  readonly salvage?: true;
  readonly empty?: true;
  readonly yes?: true;
}

export function addRescueCommands(program: Command, shell: Shell): void {
  const { output } = shell;
  program
    .command('rescue')
    .description(
      'Come back from a damaged or missing database: says what can be done, or does it. What is in its place is put aside, never removed.',
    )
    .option('--backup', 'put the newest good backup in its place')
    .option('--salvage', 'make a new database of every row that can still be read')
    .option('--empty', 'begin with an empty library')
    .option('--yes', 'do not ask')
    .addHelpText('after', example('mediary rescue', 'mediary rescue --backup', 'mediary rescue --salvage'))
    .action(async (flags: Flags) => {
      const rescue = await shell.rescue();
      const options = await rescue.look();
      const chosen = (['backup', 'salvage', 'empty'] as const).filter((way) => flags[way]);
      if (chosen.length > 1)
        throw new AppError('invalid_input', 'Choose one of --backup, --salvage and --empty.');
      const [way] = chosen;
      if (way === undefined) return output.answer(options, () => optionsText(options));
      const agreed =
        flags.yes === true ||
        (await shell.confirm(
          `${optionsText(options)}\nThe database's place is given to ${wayWords[way]}. Go on?`,
        ));
      if (!agreed) throw new AppError('cancelled', 'Nothing was changed.');
      const run = { backup: rescue.fromBackup, salvage: rescue.rows, empty: rescue.nothing }[way];
      const report = await run();
      output.answer(report, (paper) => reportText(paper, report));
    });
}

const wayWords = { backup: 'the backup', salvage: 'what can be read', empty: 'an empty library' } as const;

const reasonWords: Readonly<Record<string, string>> = {
  damaged: 'The database is damaged.',
  not_a_database: 'The file in its place is no database of Mediary.',
  foreign_file: 'The file in its place belongs to another program.',
  missing: 'The database is gone; its backups are there.',
  disk_full: 'The disk is full. Free some space; the database itself is not known to be damaged.',
  io_error: 'The disk reports an error. Check that it is connected and healthy.',
  read_only: 'The database or its folder is protected against writing.',
  cannot_open: 'The database may not be read by this account.',
  newer_version: 'The database is from a newer Mediary: install that.',
  locked: 'Another program is using the database. End it and try again.',
};

function optionsText({ reason, file, backup, damagedBackups, readable }: RescueOptions): string {
  if (reason === null) return `Nothing is wrong with ${file}: every page is sound.`;
  return [
    `${reasonWords[reason] ?? 'The database cannot be opened.'} (${file})`,
    ...(backup === null
      ? []
      : [
          `mediary rescue --backup    the newest good backup, of ${localMinute(backup.createdAt)}: ${contents(backup)}`,
        ]),
    ...(damagedBackups === 0
      ? []
      : [`                           ${counted(damagedBackups, 'newer backup')} cannot be read`]),
    ...(readable ? ['mediary rescue --salvage   every row that can still be read'] : []),
    ...(hopelessReasons.has(reason) ? ['mediary rescue --empty     begin anew; the file is put aside'] : []),
  ].join('\n');
}

function contents({
  titles,
  reviews,
  profiles,
}: Pick<RescueReport, 'titles' | 'reviews' | 'profiles'>): string {
  const who = profiles.length === 0 ? 'no profiles' : profiles.join(', ');
  return `${counted(titles, 'title')}, ${counted(reviews, 'review')}; ${who}`;
}

function reportText(paper: Paper, report: RescueReport): string {
  const { from, backup, tables, fromBackup, standIns, aside } = report;
  const lost = tables.filter((table) => table.lost !== 0);
  const head = {
    backup: `Back from the backup of ${backup === null ? '' : localMinute(backup.createdAt)}: ${contents(report)}.`,
    salvage: `Saved what can be read: ${contents(report)}.`,
    nothing: 'Mediary begins with an empty library.',
  }[from];
  const rows = tables.map(({ table, saved, lost: gone }) => [
    table,
    String(saved),
    gone === null ? 'unknown' : String(gone),
  ]);
  return [
    head,
    ...(from === 'salvage' && lost.length === 0 ? ['No row was lost.'] : []),
    ...(lost.length === 0
      ? []
      : [
          paper.table(
            [{ head: 'table' }, { head: 'saved', align: 'right' }, { head: 'lost', align: 'right' }],
            rows,
          ),
        ]),
    ...(fromBackup === 0
      ? []
      : [`${counted(fromBackup, 'title or person', 'titles and people')} came from the backup.`]),
    ...(standIns === 0
      ? []
      : [
          `${counted(standIns, 'title or person', 'titles and people')} could not be found and have a stand-in.`,
        ]),
    paper.dim(`What was there before lies in ${aside}.`),
  ].join('\n');
}
