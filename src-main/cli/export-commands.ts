// The command export: everything of the profile, for other programs and for keeping.
import { extname } from 'node:path';
import type { Command } from 'commander';
import { exportFormats, type ExportFormat } from '#shared/api/exports.ts';
import type { ExportRemark, ExportResult } from '#shared/api/jobs.ts';
import { AppError } from '#shared/errors.ts';
import { runLongJob } from './long-job.ts';
import { counted, duration } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { bytesText } from './size-text.ts';
import { oneOf } from './values.ts';

interface Flags {
  readonly format?: string;
  readonly all?: true;
  readonly force?: true;
}

export function addExportCommands(program: Command, shell: Shell): void {
  const { output } = shell;
  program
    .command('export')
    .description(
      'Write everything of your profile to a file or folder: CSV tables (a folder, or a .zip), one JSON document, or files that Letterboxd imports.',
    )
    .argument('<path>')
    .option('--format <format>', `${exportFormats.join(', ')} (else by the name: .json is json)`)
    .option('--all', 'with every title of the catalogue, not only those that you have something with')
    .option('--force', 'replace what is there')
    .addHelpText(
      'after',
      example(
        'mediary export mediary.zip',
        'mediary export backup.json',
        'mediary export films.zip --format letterboxd',
      ),
    )
    .action(async (path: string, flags: Flags) => {
      const format =
        flags.format === undefined ? formatOf(path) : oneOf('format', exportFormats, flags.format);
      const api = await shell.api();
      const began = performance.now();
      const token = await shell.target(path, flags.force === true);
      const options = { format, catalogue: flags.all === true ? ('all' as const) : ('mine' as const) };
      const result = await runLongJob(shell, 'export', () =>
        api.call('exports.start', { token, options }),
      ).catch((error: unknown) => {
        throw withWayOut(error);
      });
      const seconds = (performance.now() - began) / 1000;
      const { name, files, bytes, remarks } = result;
      output.answer({ path, name, format, files, bytes, remarks, seconds }, (paper) =>
        [
          paper.facts(files.map((file) => [file.name, counted(file.rows, 'row')])),
          ...remarks.map(remarkText),
          ...(format === 'csv' && files.length === 1 && extname(path).toLowerCase() === '.csv'
            ? ['These are your ratings and reviews. A folder or a .zip holds everything.']
            : []),
          paper.bold(`Exported to ${name}, ${bytesText(bytes)} in ${duration(seconds)}.`),
        ].join('\n'),
      );
    });
}

function formatOf(path: string): ExportFormat {
  return extname(path).toLowerCase() === '.json' ? 'json' : 'csv';
}

const remarkWords: Readonly<Record<ExportRemark, (count: number) => string>> = {
  shows: (count) => `Letterboxd knows no web shows: ${counted(count, 'entry', 'entries')} left out.`,
  songs: (count) => `Letterboxd knows no songs: ${counted(count, 'entry', 'entries')} left out.`,
  inexact_dates: (count) => `${counted(count, 'play')} without an exact day, which Letterboxd's diary needs.`,
  rounded_ratings: (count) => `${counted(count, 'rating')} rounded to half stars.`,
  lists: (count) => `${counted(count, 'list')} left out: Letterboxd imports each on its own page.`,
  favorites: (count) => `${counted(count, 'favourite')} left out: Letterboxd imports none.`,
};

function remarkText({ remark, count }: ExportResult['remarks'][number]): string {
  return remarkWords[remark](count);
}

function withWayOut(error: unknown): unknown {
  if (!(error instanceof AppError) || error.details?.['reason'] !== 'exists') return error;
  return new AppError(error.code, `${error.message} Replace it with --force.`, error.details);
}
