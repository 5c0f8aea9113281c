// Commands that look back: stats, and match between two people of this computer.
import { Option, type Command } from 'commander';
import type { Client } from '#shared/api/client.ts';
import type { Period } from '#shared/api/stats.ts';
import { parsePartialDate, type PartialDate } from '#shared/domain/partial-date.ts';
import { AppError } from '#shared/errors.ts';
import { usageError } from './output.ts';
import { counted } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { matchJson, matchText, statisticsJson, statisticsText } from './stats-text.ts';
import { parseCount, parseKind, refuse } from './values.ts';

interface StatsOptions {
  readonly year?: string;
  readonly from?: string;
  readonly to?: string;
  readonly kind?: string;
}

interface MatchOptions {
  readonly kind?: string;
  readonly limit: string;
}

export function addStatsCommands(program: Command, shell: Shell): void {
  const { output } = shell;

  program
    .command('stats')
    .description(
      'What you watched and heard: totals, ratings, genres, people, runs. Over all time, or a period.',
    )
    .addOption(new Option('--year <year>', 'one year').conflicts(['from', 'to']))
    .option('--from <date>', 'from this year, month or day on: 2024, 2024-05, 2024-05-31')
    .option('--to <date>', 'until it, and all of it')
    .option('--kind <kind>', 'only movie, web_show or song')
    .addHelpText(
      'after',
      example(
        'mediary stats',
        'mediary stats --year 2024 --kind movie',
        'mediary stats --from 2024-06 --to 2024-08',
      ),
    )
    .action(async (options: StatsOptions) => {
      const period = periodOf(options);
      const kind = options.kind === undefined ? {} : { kind: parseKind(options.kind) };
      const api = await shell.api();
      const figures = await api.call('stats.get', { period, ...kind });
      output.answer(statisticsJson(figures, period), (paper) =>
        figures.totals.titles === 0 ? nothingText(figures.years) : statisticsText(paper, figures, period),
      );
    });

  program
    .command('match')
    .description("How alike your taste is to somebody's on this computer, and what you could watch together.")
    .argument('<name>', 'a name, or "#" and an id')
    .option('--kind <kind>', 'suggest only movie, web_show or song')
    .option('--limit <n>', 'how many suggestions at most, up to 50', '5')
    .addHelpText('after', example('mediary match Ben', 'mediary match Ben --kind movie --limit 10'))
    .action(async (name: string, options: MatchOptions) => {
      const kind = options.kind === undefined ? {} : { kind: parseKind(options.kind) };
      const limit = parseCount(options.limit, 'limit', 50);
      const api = await shell.api();
      const userId = await personByName(api, name);
      const match = await api.call('people.match', { userId });
      const together = await api.call('people.together', { userId, limit, ...kind });
      output.answer(matchJson(match, together), (paper) => matchText(paper, match, together));
    });
}

function periodOf({ year, from, to }: StatsOptions): Period {
  if (year !== undefined) {
    if (!/^\d{4}$/.test(year)) refuse('year', `"${year}" is not a year, like 2024`);
    const date = dateOf('year', year);
    return { from: date, to: date };
  }
  const period = {
    ...(from !== undefined && { from: dateOf('from', from) }),
    ...(to !== undefined && { to: dateOf('to', to) }),
  };
  if (period.from && period.to && period.from.slice(0, period.to.length) > period.to)
    throw usageError('--to must not lie before --from');
  return period;
}

function dateOf(field: string, text: string): PartialDate {
  return parsePartialDate(text) ?? refuse(field, `"${text}" is not a date like 2024, 2024-05 or 2024-05-31`);
}

function nothingText(years: readonly number[]): string {
  if (years.length === 0)
    return 'Nothing to count yet. Rate what you have seen (mediary review ID RATING), or log it with a date.';
  return `Nothing in this period. There is something in ${years.join(', ')}.`;
}

/** By name without regard to case, or by "#" and id. */
async function personByName(api: Client, word: string) {
  const people = await api.call('profiles.list', {});
  const found = people.find(({ id, name }) => name.toLowerCase() === word.toLowerCase() || `#${id}` === word);
  if (!found) {
    throw new AppError(
      'not_found',
      `There is no profile "${word}" here. ${counted(people.length, 'profile')}: ${people.map(({ name }) => name).join(', ')}.`,
    );
  }
  return found.id;
}
