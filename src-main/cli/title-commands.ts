// Commands that find titles and show them: list, show, top-rated.
import type { Command } from 'commander';
import type { Client } from '#shared/api/client.ts';
import { shelves, sorts, type MediaSummary } from '#shared/api/catalog.ts';
import type { MethodInput, MethodOutput } from '#shared/api/index.ts';
import { counted, grouped } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { fullTitleJson, titleJson, titlePage, titleTable } from './title-text.ts';
import { oneOf, parseCount, parseKind, parseMediaId, parseYears } from './values.ts';

interface ListOptions {
  readonly kind?: string;
  readonly genre?: string;
  readonly creator?: string;
  readonly year?: string;
  readonly shelf?: string;
  readonly sort: string;
  readonly desc?: true;
  readonly page: string;
  readonly perPage: string;
}

const kindOption = ['--kind <kind>', 'only movie, web_show or song'] as const;
const mostPerCall = 200;

export function addTitleCommands(program: Command, shell: Shell): void {
  const { output } = shell;

  program
    .command('list')
    .description('List titles, a page at a time.')
    .option(...kindOption)
    .option('--genre <genre>', 'only this genre')
    .option('--creator <name>', 'only by this director, creator or artist')
    .option('--year <from-to>', 'only these years: 1990-1999, 1999, 1990-, -1999')
    .option('--shelf <shelf>', `only what you have there: ${shelves.join(', ')}`)
    .option('--sort <by>', `${sorts.join(', ')} ("mine": your own rating)`, 'title')
    .option('--desc', 'the other way round')
    .option('--page <n>', 'which page', '1')
    .option('--per-page <n>', `titles on a page, up to ${mostPerCall}`, '20')
    .addHelpText(
      'after',
      example(
        'mediary list --kind movie --year 1990-1999 --sort rating --desc',
        'mediary list --shelf favorites',
      ),
    )
    .action(async (options: ListOptions) => {
      const page = parseCount(options.page, 'page', 1_000_000);
      const perPage = parseCount(options.perPage, 'per-page', mostPerCall);
      const query = listQuery(options);
      const api = await shell.api();
      const { items, total } = await pageOf(api, query, page, perPage);
      output.answer({ items: items.map(titleJson), total }, (paper) => {
        if (total === 0)
          return Object.keys(query.filter ?? {}).length > 0
            ? 'No such titles.'
            : 'No titles yet. Begin with: mediary import FILE, mediary import --starter, or mediary add';
        const pages = Math.ceil(total / perPage);
        if (items.length === 0)
          return `There is no page ${grouped(page)}: ${counted(total, 'title')} on ${counted(pages, 'page')}.`;
        const next = page < pages ? ` · next: --page ${page + 1}` : '';
        return `${titleTable(paper, items)}\n\n${paper.dim(`${counted(total, 'title')} · page ${grouped(page)} of ${grouped(pages)}${next}`)}`;
      });
    });

  program
    .command('show')
    .description('Show a title with its reviews.')
    .argument('<id>', 'see search or list')
    .option('--spoilers', 'show reviews that give the ending away, too')
    .option('--full', 'with --json: also runtime, description, external ids, your own marks and reviews')
    .addHelpText('after', example('mediary show 42', 'mediary show 42 --full --json'))
    .action(async (text: string, { spoilers, full }: { readonly spoilers?: true; readonly full?: true }) => {
      const id = parseMediaId(text);
      const api = await shell.api();
      const title = await api.call('catalog.get', { id });
      const [own, others] = await Promise.all([
        api.call('reviews.mine', { mediaId: id }),
        api.call('reviews.listForMedia', { mediaId: id, limit: mostPerCall }),
      ]);
      const reviews = [...(own === null ? [] : [own]), ...others.items];
      output.answer(full === true ? fullTitleJson(title, reviews) : titleJson(title), (paper) =>
        titlePage(paper, title, reviews, { spoilers: spoilers === true }),
      );
    });

  program
    .command('top-rated')
    .description('The best titles, by a mean that a single high rating cannot win. The plain mean is shown.')
    .option(...kindOption)
    .option('--year <from-to>', 'only what came out then: 1990-1999, 1999, 1990-, -1999')
    .option('--limit <n>', 'how many, up to 100', '5')
    .addHelpText(
      'after',
      example('mediary top-rated', 'mediary top-rated --kind movie --year 1990-1999 --limit 20'),
    )
    .action(async (options: { readonly kind?: string; readonly year?: string; readonly limit: string }) => {
      const limit = parseCount(options.limit, 'limit', 100);
      const kind = kindOf(options);
      const years = options.year === undefined ? {} : parseYears(options.year);
      const api = await shell.api();
      const items = await api.call('catalog.topRated', { limit, ...kind, ...years });
      output.answer({ items: items.map(titleJson), total: items.length }, (paper) =>
        items.length === 0
          ? options.kind === undefined && options.year === undefined
            ? 'Nobody has rated anything yet. Begin: mediary review ID RATING'
            : 'Nobody has rated anything of that yet.'
          : titleTable(paper, items, true),
      );
    });
}

type ListQuery = Pick<MethodInput<'catalog.list'>, 'filter' | 'sort' | 'descending'>;

function listQuery(options: ListOptions): ListQuery {
  return {
    filter: {
      ...kindOf(options),
      ...(options.genre === undefined ? {} : { genre: options.genre }),
      ...(options.creator === undefined ? {} : { creator: options.creator }),
      ...(options.year === undefined ? {} : parseYears(options.year)),
      ...(options.shelf === undefined ? {} : { shelf: oneOf('shelf', shelves, options.shelf) }),
    },
    sort: oneOf('sort', sorts, options.sort),
    descending: options.desc === true,
  };
}

/** A numbered page over keyset pages: the ones before it are walked in the biggest steps that there are. */
async function pageOf(api: Client, query: ListQuery, page: number, perPage: number) {
  let skip = (page - 1) * perPage;
  let cursor: string | null = null;
  let total: number | null = null;
  let items: readonly MediaSummary[] = [];
  do {
    const limit: number = skip > 0 ? Math.min(skip, mostPerCall) : perPage;
    const reply: MethodOutput<'catalog.list'> = await api.call('catalog.list', { ...query, cursor, limit });
    total ??= reply.total;
    items = skip > 0 ? [] : reply.items;
    if (skip === 0 || reply.nextCursor === null) break;
    skip -= limit;
    cursor = reply.nextCursor;
  } while (skip >= 0);
  return { items, total: total ?? items.length };
}

function kindOf({ kind }: { readonly kind?: string }) {
  return kind === undefined ? {} : { kind: parseKind(kind) };
}
