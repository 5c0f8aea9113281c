// mediary search: words and filters, and the searches that a profile keeps.
import { Option, type Command } from 'commander';
import type { SearchNote } from '#shared/api/search.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import {
  filterName,
  longestSearch,
  parseSearch,
  searchFilterNames,
  searchShelves,
  searchSorts,
} from '#shared/domain/search-query.ts';
import { AppError } from '#shared/errors.ts';
import { counted } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { titleJson, titleTable } from './title-text.ts';
import { parseCount, parseKind } from './values.ts';

interface SearchOptions {
  readonly kind?: string;
  readonly limit: string;
  readonly saved?: string;
  readonly saveAs?: string;
}

const filterHelp = `
Filters stand among the words:
  kind:movie|web_show|song   year:1990-1999 year:1990s year:>2000   genre:horror   creator:"nina simone"
  rating:>8 rating:7-9   mine:${searchShelves.join('|')}   list:"Best of"
  sort:${searchSorts.join('|')}`;

export function addSearchCommands(program: Command, shell: Shell): void {
  const { output } = shell;

  program
    .command('search')
    .description(
      'Find titles by words, parts of words or nearly right words of title, creator and genre, and by filters.',
    )
    .argument('[text...]')
    .option('--kind <kind>', 'only movie, web_show or song')
    .option('--limit <n>', 'how many at most, up to 100', '20')
    .option('--saved <name>', 'a search that was saved')
    .addOption(new Option('--save-as <name>', 'keep this search under a name').conflicts('saved'))
    .addHelpText(
      'after',
      `${filterHelp}\n${example('mediary search matrix', 'mediary search night kind:song year:1990-1999', 'mediary search --saved "Old horror"')}`,
    )
    .action(async (words: readonly string[], options: SearchOptions, command: Command) => {
      if (words.every((word) => word.trim() === '') && options.saved === undefined)
        command.error('error: missing argument: text, or --saved NAME');
      const limit = parseCount(options.limit, 'limit', 100);
      const kind = options.kind === undefined ? {} : { kind: parseKind(options.kind) };
      const typed = words.map(requoted).join(' ');
      if (typed.length > longestSearch)
        throw new AppError(
          'invalid_input',
          `text: at most ${longestSearch} characters, these are ${typed.length}`,
        );
      const api = await shell.api();
      let text = typed;
      if (options.saved !== undefined) {
        const wanted = options.saved.toLowerCase();
        const saved = (await api.call('search.saved', {})).find(({ name }) => name.toLowerCase() === wanted);
        if (!saved)
          throw new AppError(
            'not_found',
            `There is no saved search “${options.saved}”: see mediary searches`,
          );
        text = `${saved.query} ${typed}`.trim();
      }
      if (options.saveAs !== undefined) await api.call('search.save', { name: options.saveAs, query: text });
      const { items, total, isTotalExact, tookMs, notes, corrected, isIndexing } = await api.call(
        'catalog.search',
        { text, limit, ...kind },
      );
      output.answer(
        { items: items.map(titleJson), total, tookMs: Math.round(tookMs * 1000) / 1000 },
        (paper) => {
          const told = [
            ...notes.map(noteText),
            ...(corrected === null
              ? []
              : [`Nothing is called “${parseSearch(text).text}”: these match “${corrected}”.`]),
            ...(isIndexing ? ['The index is being built: some titles are not found yet.'] : []),
          ];
          const count = `${isTotalExact ? '' : 'more than '}${counted(Math.max(total, items.length), 'title')}`;
          const foot = paper.dim(
            `${items.length < total ? `the first ${items.length} of ` : ''}${count} in ${tookMs.toFixed(1)} ms`,
          );
          const body =
            items.length === 0 ? `Nothing found. ${foot}` : `${titleTable(paper, items)}\n\n${foot}`;
          return told.length === 0 ? body : `${told.join('\n')}\n\n${body}`;
        },
      );
    });

  program
    .command('searches')
    .description('Your saved searches.')
    .option('--forget <name>', 'forget one')
    .addHelpText('after', example('mediary searches', 'mediary searches --forget "Old horror"'))
    .action(async ({ forget }: { readonly forget?: string }) => {
      const api = await shell.api();
      const saved = await api.call('search.saved', {});
      if (forget !== undefined) {
        const found = saved.find(({ name }) => name.toLowerCase() === forget.toLowerCase());
        if (!found) throw new AppError('not_found', `There is no saved search “${forget}”.`);
        await api.call('search.forget', { id: found.id });
        output.answer({ forgotten: found.name }, () => `Forgot “${found.name}”.`);
        return;
      }
      output.answer({ items: saved, total: saved.length }, () =>
        saved.length === 0
          ? 'No saved searches yet. Keep one with: mediary search TEXT --save-as NAME'
          : saved.map(({ name, query }) => `${name}: ${query}`).join('\n'),
      );
    });
}

/** The terminal took the quotes of `creator:"nina simone"` away; "kind:song night" was quoted as a whole. */
function requoted(word: string): string {
  const filter = /^(\p{L}+):([^":]*\s[^":]*)$/u.exec(word);
  const name = filterName(filter?.[1] ?? '');
  const isText = name === 'genre' || name === 'creator' || name === 'list';
  return filter && isText ? `${filter[1]}:"${filter[2]}"` : word;
}

function noteText({ reason, name, value }: SearchNote): string {
  if (reason === 'no_such') return `There is no ${name} “${value}”.`;
  if (reason === 'sorted_part')
    return `Only the ${value} most popular are in this order: narrow the search to sort all of them.`;
  if (reason === 'unknown_filter')
    return `There is no filter “${name}:” (there are ${searchFilterNames.join(', ')}), so it was searched for as words.`;
  return `${name}:${value} was left out: ${expected[name] ?? 'that is no value of it'}.`;
}

const expected: Readonly<Record<string, string>> = {
  kind: `a kind is ${mediaKinds.join(', ')}`,
  year: 'years look like 1999, 1990-1999, 1990s or >2000',
  rating: 'ratings look like >8, 7-9 or <=5.5, from 1 to 10',
  mine: `it can be ${searchShelves.join(', ')}`,
  sort: `it can be ${searchSorts.join(', ')}`,
};
