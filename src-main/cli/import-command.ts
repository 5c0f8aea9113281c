// The command that imports files: looks at all of them, plans or imports one after another.
import type { Command } from 'commander';
import { importFields, importShapes } from '#shared/api/import-fields.ts';
import type { ImportJob, ImportOptions, Inspection } from '#shared/api/imports.ts';
import { formatNames, type Need } from '#shared/api/import-formats.ts';
import { settleRules, type SettleRule } from '#shared/api/import-plans.ts';
import { dateOrders } from '#shared/domain/csv/date-order.ts';
import { needsDateOrder } from '#shared/domain/table-dates.ts';
import { AppError } from '#shared/errors.ts';
import { runJob } from './import-job.ts';
import { importOptions, saidFormat, saidReading, type ImportFlags } from './import-options.ts';
import { resultOf, type Result } from './import-result.ts';
import { leftOut, planJson, planText } from './import-text.ts';
import { usageError } from './output.ts';
import { counted } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { oneOf } from './values.ts';

interface Flags extends ImportFlags {
  readonly starter?: true;
  readonly dryRun?: true;
  readonly ambiguous?: string;
}

export function addImportCommand(program: Command, shell: Shell): void {
  const { output } = shell;
  const tableShapes = importShapes.filter((shape) => shape !== 'entries');
  program
    .command('import')
    .description(
      'Import what other services gave you (ZIP, CSV, JSON, folders), or any table of titles, ratings and reviews. The same file twice changes nothing the second time.',
    )
    .argument('[file...]')
    .option(
      '--as <shape>',
      `what the files are, where they don't tell themselves: a service (below), or a table of ${tableShapes.join(', ')}`,
    )
    .option('--kind <kind>', "movie, web_show or song, for rows that don't say")
    .option('--map <field=column...>', 'which column holds a field; "field=" for none')
    .option('--dates <order>', 'of dates like 3/4/2019: day-first or month-first')
    .option('--person <name>', 'whose rows are meant, where a file holds those of several people or profiles')
    .option('--password-stdin', 'read the password of a locked ZIP from a pipe')
    .option('--only-kind <kind...>', 'of a data set: only titles of these kinds')
    .option('--votes <number>', 'of a data set: only titles with at least so many votes')
    .option('--where <column=value...>', 'read only rows with exactly this value')
    .option('--scale <min-max>', "the file's rating scale, like 0.5-5; it is never guessed")
    .option(
      '--no-add-missing',
      "refuse reviews of titles that aren't in the catalogue, instead of adding the titles",
    )
    .option(
      '--ambiguous <rule>',
      'settle rows that several titles fit: year (the one of exactly that year), rated (by most), new or skip',
    )
    .option('--starter', 'import the titles that come with Mediary')
    .option('--dry-run', 'tell what would happen, and write nothing')
    .addHelpText('after', `\nServices: ${formatNames.join(', ')}`)
    .addHelpText('after', `\nFields: ${importFields.join(', ')}`)
    .addHelpText(
      'after',
      example(
        'mediary import letterboxd-ada-2025-08-01-utc.zip --dry-run',
        'mediary import movies.csv --kind movie',
        'mediary import ratings.csv --as reviews --map movielens=movieId rating=rating --where userId=414 --scale 0.5-5 --dry-run',
      ),
    )
    .action(async (files: readonly string[], flags: Flags) => {
      if (flags.starter === true) {
        if (files.length > 0) throw usageError('--starter goes without files');
        if (flags.dryRun === true) throw usageError('--starter goes without --dry-run');
        return await importStarter(shell);
      }
      if (files.length === 0)
        throw usageError("missing required argument 'file' (see: mediary import --help)");
      // All files are looked at first: a wrong name in the middle stops before anything is written.
      const chosen: Chosen[] = [];
      for (const token of await sources(shell, files, flags)) chosen.push(await choose(shell, token, flags));
      const rule = flags.ambiguous === undefined ? null : oneOf('ambiguous', settleRules, flags.ambiguous);
      const results: Result[] = [];
      for (const one of chosen)
        results.push(flags.dryRun === true ? await plan(shell, one, rule) : await apply(shell, one, rule));
      const [first] = results;
      const answer =
        results.length === 1 && first ? first.json : { imports: results.map(({ json }) => json) };
      output.answer(answer, (paper) => results.map(({ text }) => text(paper)).join('\n\n'));
    });
}

interface Chosen {
  readonly inspection: Inspection;
  readonly options: ImportOptions;
}

/** Files of one service are one source, unless it was said that they are tables. */
async function sources(
  shell: Shell,
  paths: readonly string[],
  flags: ImportFlags,
): Promise<readonly string[]> {
  const api = await shell.api();
  // Somebody has to be logged in before a file is opened.
  if ((await api.call('profiles.whoami', {})) === null)
    throw new AppError('unauthenticated', 'Log in first.');
  const tokens: string[] = [];
  for (const path of paths) tokens.push((await shell.grant(path)).token);
  if (saidFormat(flags) === 'table') return tokens;
  return (await api.call('imports.gather', { tokens })).tokens;
}

/** What only the user knows, in the words of this shell. */
function mustSay(name: string, { ask, choices }: Need): AppError {
  const some = choices.slice(0, 20).join(', ');
  const message =
    ask === 'dateOrder'
      ? `dates: the dates in "${name}" can be read in two ways. Say --dates day-first or --dates month-first`
      : `person: "${name}" holds the rows of several people. Say whose are yours with --person (${some})`;
  return new AppError('invalid_input', message, { reason: 'must_be_said', field: ask, choices });
}

const mostTries = 3;

/** Asks for the password of a locked archive, at a terminal again where it was a wrong one. */
async function unlocked<T>(
  shell: Shell,
  flags: ImportFlags,
  open: (password: { readonly password?: string }) => Promise<T>,
): Promise<T> {
  let password: { readonly password?: string } = {};
  for (let tries = 0; ; tries++) {
    try {
      return await open(password);
    } catch (error) {
      const { reason, name } = (error instanceof AppError && error.details) || {};
      const isAsked = reason === 'password_needed' || (reason === 'wrong_password' && !flags.passwordStdin);
      if (!isAsked || tries === mostTries) throw error;
      const label = `${tries === 0 ? 'Password' : 'That was not it. Password'} of ${String(name)}`;
      const [answer = ''] = await shell.passwords([{ label }], flags.passwordStdin === true);
      password = { password: answer };
    }
  }
}

async function choose(shell: Shell, token: string, flags: ImportFlags): Promise<Chosen> {
  const api = await shell.api();
  const said = { as: saidFormat(flags), reading: saidReading(flags) };
  const inspection = await unlocked(shell, flags, (password) =>
    api.call('imports.inspect', { token, ...said, reading: { ...said.reading, ...password } }),
  );
  for (const line of leftOut(inspection)) shell.output.note(line);
  const [need] = inspection.found?.needs ?? [];
  if (need) throw mustSay(inspection.name, need);
  const options = importOptions(flags, inspection);
  if (needsDateOrder(options, inspection))
    throw mustSay(inspection.name, { ask: 'dateOrder', choices: [...dateOrders] });
  return { inspection, options };
}

/** Plans, lets the rule settle what it can, and plans anew with that; the last plan's job. */
async function planBy(
  shell: Shell,
  { inspection: { token }, options }: Chosen,
  rule: SettleRule,
): Promise<ImportJob> {
  const api = await shell.api();
  const first = await runJob(shell, () => api.call('imports.plan', { token, options }));
  await api.call('imports.settle', { jobId: first.jobId, rule });
  return await runJob(shell, () => api.call('imports.plan', { token, options, basedOn: first.jobId }));
}

async function plan(shell: Shell, chosen: Chosen, rule: SettleRule | null): Promise<Result> {
  const { inspection, options } = chosen;
  const api = await shell.api();
  // As core names it: the preset, unless the file is read as something else.
  const source =
    options.shape === inspection.suggestion.shape ? (inspection.preset ?? options.shape) : options.shape;
  const job =
    rule === null
      ? await runJob(shell, () => api.call('imports.plan', { token: inspection.token, options }))
      : await planBy(shell, chosen, rule);
  return { json: planJson(source, job), text: (paper) => planText(paper, source, job) };
}

async function apply(shell: Shell, chosen: Chosen, rule: SettleRule | null): Promise<Result> {
  const { inspection, options } = chosen;
  const api = await shell.api();
  const planId = rule === null ? null : (await planBy(shell, chosen, rule)).jobId;
  const job = await runJob(shell, () =>
    api.call('imports.apply', { token: inspection.token, options, planId }),
  );
  return await resultOf(api, job);
}

async function importStarter(shell: Shell): Promise<void> {
  const api = await shell.api();
  const job = await runJob(shell, () => api.call('imports.starter', {}));
  const { json, text } = await resultOf(api, job);
  shell.output.answer(
    json,
    (paper) => `${text(paper)}\n${counted(job.outcomes.inserted, 'title')} to begin with: mediary list`,
  );
}
