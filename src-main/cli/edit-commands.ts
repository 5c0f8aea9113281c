// Commands that change the catalogue: add, edit, delete, undelete.
import type { Command } from 'commander';
import { externalSources, type ExternalSource, type Media } from '#shared/api/catalog.ts';
import type { MethodInput } from '#shared/api/index.ts';
import { kindTable } from '#shared/domain/media-kind.ts';
import { usageError } from './output.ts';
import type { Paper } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { titleJson, titleWithYear } from './title-text.ts';
import {
  oneOf,
  parseGenres,
  parseKind,
  parseMediaId,
  parseMinutes,
  parsePair,
  parseText,
  parseYear,
} from './values.ts';

type Draft = MethodInput<'catalog.add'>;

interface FactOptions {
  readonly title?: string;
  readonly kind?: string;
  readonly year?: string;
  readonly creator?: string;
  readonly genre?: readonly string[];
  readonly runtime?: string;
  readonly description?: string;
  readonly externalId?: readonly string[];
  readonly another?: string;
}

export function addEditCommands(program: Command, shell: Shell): void {
  const { output } = shell;

  const add = program
    .command('add')
    .description('Add a title to the catalogue.')
    .argument('<kind>', 'movie, web_show or song')
    .argument('<title>');
  factOptions(add)
    .addHelpText(
      'after',
      example(
        'mediary add movie "The Matrix" --year 1999 --creator "Lana Wachowski" --genre Action Sci-Fi',
        'mediary add song "Running Up That Hill" --creator "Kate Bush" --year 1985',
      ),
    )
    .action(async (kind: string, title: string, options: FactOptions) => {
      const draft: Draft = { kind: parseKind(kind), ...empty, title, ...factsOf(options) };
      const api = await shell.api();
      const added = await api.call('catalog.add', draft);
      output.answer(titleJson(added), (paper) => sentence(paper, 'Added', added));
    });

  const edit = program
    .command('edit')
    .description('Change the given facts of a title; the others stay. "none" empties one.')
    .argument('<id>')
    .option('--title <title>')
    .option('--kind <kind>', 'movie, web_show or song');
  factOptions(edit)
    .addHelpText(
      'after',
      example('mediary edit 42 --year 1999 --genre Action Sci-Fi', 'mediary edit 42 --runtime none'),
    )
    .action(async (text: string, options: FactOptions) => {
      const id = parseMediaId(text);
      if (Object.keys(options).length === 0)
        throw usageError('name what to change, like --year 1999 (see: mediary edit --help)');
      const changes = factsOf(options);
      const api = await shell.api();
      const before = await api.call('catalog.get', { id });
      const edited = await api.call('catalog.edit', { id, draft: { ...draftOf(before), ...changes } });
      output.answer(titleJson(edited), (paper) => sentence(paper, 'Changed', edited));
    });

  program
    .command('delete')
    .description('Delete a title. "undelete" brings it back with its reviews.')
    .argument('<id>')
    .addHelpText('after', example('mediary delete 42'))
    .action(async (text: string) => {
      const id = parseMediaId(text);
      const api = await shell.api();
      const title = await api.call('catalog.get', { id });
      await api.call('catalog.delete', { id });
      output.answer(
        { id, deleted: true },
        (paper) =>
          `Deleted ${paper.bold(titleWithYear(title))}. ${paper.dim(`Back with it: mediary undelete ${id}`)}`,
      );
    });

  program
    .command('undelete')
    .description('Bring back a title that was deleted.')
    .argument('<id>')
    .addHelpText('after', example('mediary undelete 42'))
    .action(async (text: string) => {
      const id = parseMediaId(text);
      const api = await shell.api();
      const title = await api.call('catalog.restore', { id });
      output.answer(titleJson(title), (paper) => sentence(paper, 'Brought back', title));
    });
}

const empty = {
  year: null,
  creator: null,
  genres: [],
  runtime: null,
  description: null,
} satisfies Partial<Draft>;

function factOptions(command: Command): Command {
  return command
    .option('--year <year>', 'when it came out')
    .option('--creator <name>', 'director, creator or artist; a song needs one')
    .option('--genre <genre...>', 'one or several')
    .option('--runtime <minutes>')
    .option('--description <text>')
    .option(
      '--external-id <source=id...>',
      `its id elsewhere, like imdb=tt0133093 (${externalSources.join(', ')})`,
    )
    .option('--another <text>', 'tells it apart from another work of the same name and year');
}

function factsOf(options: FactOptions): Partial<Draft> {
  return {
    ...(options.title === undefined ? {} : { title: options.title }),
    ...(options.kind === undefined ? {} : { kind: parseKind(options.kind) }),
    ...(options.year === undefined ? {} : { year: parseYear(options.year) }),
    ...(options.creator === undefined ? {} : { creator: parseText(options.creator) }),
    ...(options.genre === undefined ? {} : { genres: parseGenres(options.genre) }),
    ...(options.runtime === undefined ? {} : { runtime: parseMinutes(options.runtime) }),
    ...(options.description === undefined ? {} : { description: parseText(options.description) }),
    ...(options.externalId === undefined ? {} : { externalIds: externalIdsOf(options.externalId) }),
    ...(options.another === undefined ? {} : { disambiguator: parseText(options.another) }),
  };
}

function externalIdsOf(pairs: readonly string[]): Partial<Record<ExternalSource, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [source, value] = parsePair(pair, 'external-id', 'SOURCE=ID, like imdb=tt0133093');
      return [oneOf('external-id', externalSources, source), value];
    }),
  );
}

/** The title as it is, as a draft. */
function draftOf(title: Media): Draft {
  const { kind, year, creator, genres, runtime, description, disambiguator } = title;
  const externalIds = Object.fromEntries(
    Object.entries(title.externalIds).flatMap(([source, [first]]) =>
      first === undefined ? [] : [[source, first]],
    ),
  );
  // What the kind's own rule says follows the facts; only what a person or a source said stays.
  const ruled = disambiguator === '' || disambiguator === kindTable[kind].disambiguator(creator);
  return {
    kind,
    title: title.title,
    year,
    creator,
    genres,
    runtime,
    description,
    externalIds,
    disambiguator: ruled ? null : disambiguator,
  };
}

function sentence(paper: Paper, verb: string, title: Media): string {
  return `${verb}: ${paper.bold(titleWithYear(title))} ${paper.dim(`· id ${title.id}`)}`;
}
