// Commands about lists and the watchlist.
import type { Command } from 'commander';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { watchlistSorts, type ListItem, type TitleList, type WatchlistItem } from '#shared/api/lists.ts';
import { AppError } from '#shared/errors.ts';
import { counted, grouped, localDay } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { titleJson, titleTable, titleWithYear } from './title-text.ts';
import { oneOf, parseCount, parseMediaId } from './values.ts';

const mostPerCall = 200;
const listArgument = ['<list>', 'its name or its id'] as const;

export function addListCommands(program: Command, shell: Shell): void {
  const { output } = shell;
  const lists = program
    .command('lists')
    .description('Your lists: show, create, add, remove, move, delete. Alone: all of them.')
    .addHelpText('after', example('mediary lists', 'mediary lists create "Best of 2024" --ranked'))
    .action(async () => {
      const api = await shell.api();
      const items = await api.call('lists.index', {});
      output.answer({ items: items.map(listJson), total: items.length }, (paper) =>
        items.length === 0
          ? 'No lists yet. Begin with: mediary lists create NAME'
          : paper.table(
              [
                { head: 'ID', align: 'right', look: 'dim' },
                { head: 'List', least: 16, look: 'bold' },
                { head: 'Titles', align: 'right' },
                { head: 'Changed', optional: true, look: 'dim' },
                { head: 'About', least: 10, look: 'dim', optional: true },
              ],
              items.map((list) => [
                String(list.id),
                list.name,
                grouped(list.count),
                localDay(list.updatedAt),
                list.description ?? '',
              ]),
            ),
      );
    });

  lists
    .command('show')
    .description('The titles of a list, in its order.')
    .argument(...listArgument)
    .addHelpText('after', example('mediary lists show "Best of 2024"'))
    .action(async (name: string) => {
      const api = await shell.api();
      const list = await findList(api, name);
      const items = await allItems(api, list);
      const told = items.map((item) => ({ ...titleJson(item), note: item.note }));
      output.answer({ ...listJson(list), items: told, total: items.length }, (paper) => {
        const head = [paper.bold(list.name), list.description ?? ''].filter(Boolean).join('\n');
        return items.length === 0
          ? `${head}\n\nNothing on it yet: mediary lists add ${list.id} ID`
          : `${head}\n\n${titleTable(paper, items, list.ranked)}`;
      });
    });

  lists
    .command('create')
    .description('Make a list.')
    .argument('<name>')
    .option('--description <text>')
    .option('--ranked', 'its order is a ranking')
    .addHelpText('after', example('mediary lists create "Best of 2024" --ranked'))
    .action(async (name: string, options: { readonly description?: string; readonly ranked?: true }) => {
      const api = await shell.api();
      const list = await api.call('lists.create', {
        name,
        description: options.description ?? null,
        ranked: options.ranked === true,
      });
      output.answer(listJson(list), (paper) => `${paper.bold(list.name)} is there, with the id ${list.id}.`);
    });

  lists
    .command('add')
    .description('Put titles at the end of a list.')
    .argument(...listArgument)
    .argument('<id...>')
    .option('--note <text>', 'a note beside each')
    .addHelpText('after', example('mediary lists add "Best of 2024" 42 43'))
    .action(async (name: string, texts: readonly string[], options: { readonly note?: string }) => {
      const mediaIds = texts.map(parseMediaId);
      const api = await shell.api();
      const list = await findList(api, name);
      let added = 0;
      for (const mediaId of mediaIds) {
        const reply = await api.call('lists.add', { id: list.id, mediaId, note: options.note ?? null });
        if (reply.added) added++;
      }
      output.answer({ list: list.id, added, total: list.count + added }, (paper) => {
        const rest = mediaIds.length - added;
        const there =
          rest === 0 ? '' : ` ${counted(rest, 'title')} ${rest === 1 ? 'was' : 'were'} there already.`;
        return `${counted(added, 'title')} added to ${paper.bold(list.name)}.${there}`;
      });
    });

  lists
    .command('remove')
    .description('Take titles from a list.')
    .argument(...listArgument)
    .argument('<id...>')
    .addHelpText('after', example('mediary lists remove "Best of 2024" 42'))
    .action(async (name: string, texts: readonly string[]) => {
      const mediaIds = texts.map(parseMediaId);
      const api = await shell.api();
      const list = await findList(api, name);
      for (const mediaId of mediaIds) await api.call('lists.remove', { id: list.id, mediaId });
      output.answer(
        { list: list.id, removed: mediaIds.length, total: list.count - mediaIds.length },
        (paper) => `${counted(mediaIds.length, 'title')} removed from ${paper.bold(list.name)}.`,
      );
    });

  lists
    .command('move')
    .description('Move a title to another place of a list; 1 is the first.')
    .argument(...listArgument)
    .argument('<id>')
    .argument('<place>')
    .addHelpText('after', example('mediary lists move "Best of 2024" 42 1'))
    .action(async (name: string, idText: string, placeText: string) => {
      const mediaId = parseMediaId(idText);
      const place = parseCount(placeText, 'place', 1_000_000);
      const api = await shell.api();
      const list = await findList(api, name);
      const others = (await allItems(api, list)).filter(({ id }) => id !== mediaId);
      const before: MediaId | null = others[place - 1]?.id ?? null;
      await api.call('lists.move', { id: list.id, mediaIds: [mediaId], before });
      const at = Math.min(place, others.length + 1);
      output.answer(
        { list: list.id, mediaId, place: at },
        (paper) => `It stands at ${grouped(at)} of ${paper.bold(list.name)}.`,
      );
    });

  lists
    .command('delete')
    .description('Delete a list. Its titles stay in the library.')
    .argument(...listArgument)
    .addHelpText('after', example('mediary lists delete "Best of 2024"'))
    .action(async (name: string) => {
      const api = await shell.api();
      const list = await findList(api, name);
      await api.call('lists.delete', { id: list.id });
      output.answer({ id: list.id, deleted: true }, (paper) => `${paper.bold(list.name)} is deleted.`);
    });

  program
    .command('watchlist')
    .description('Your watchlist; with ids, put titles on it or take them off.')
    .argument('[id...]')
    .option('--remove', 'take these titles off')
    .option('--sort <sort>', `by ${watchlistSorts.join(', ')}`, 'added')
    .option('--limit <n>', 'how many at most, up to 10000', '50')
    .addHelpText(
      'after',
      example('mediary watchlist', 'mediary watchlist 42 43', 'mediary watchlist --remove 42'),
    )
    .action(
      async (
        texts: readonly string[],
        options: { readonly remove?: true; readonly sort: string; readonly limit: string },
      ) => {
        const mediaIds = texts.map(parseMediaId);
        const sort = oneOf('sort', watchlistSorts, options.sort);
        const limit = parseCount(options.limit, 'limit', 10_000);
        const api = await shell.api();
        const on = options.remove !== true;
        if (mediaIds.length > 0) {
          const titles = await Promise.all(mediaIds.map((id) => api.call('catalog.get', { id })));
          for (const mediaId of mediaIds) await api.call('watchlist.set', { mediaId, on });
          const names = titles.map(titleWithYear).join(', ');
          output.answer({ mediaIds, watchlist: on }, (paper) =>
            on ? `On your watchlist: ${paper.bold(names)}.` : `Off your watchlist: ${paper.bold(names)}.`,
          );
          return;
        }
        const { items, total } = await watchlist(api, sort, limit);
        const told = items.map((item) => ({
          ...titleJson(item),
          runtime: item.runtime,
          addedAt: item.addedAt,
        }));
        output.answer({ items: told, total }, (paper) =>
          items.length === 0
            ? 'Nothing on your watchlist. Put a title on it: mediary watchlist ID'
            : `${titleTable(paper, items)}\n\n${paper.dim(items.length < total ? `${grouped(items.length)} of ${counted(total, 'title')} · more: --limit` : counted(total, 'title'))}`,
        );
      },
    );
}

/** By id, or by name whatever its case. */
async function findList(api: Client, text: string): Promise<TitleList> {
  const all = await api.call('lists.index', {});
  const name = text.trim().toLowerCase();
  const found =
    all.find((list) => list.name === text.trim()) ??
    all.find((list) => list.name.toLowerCase() === name) ??
    all.find((list) => String(list.id) === name);
  if (found) return found;
  throw new AppError('not_found', `You have no list "${text}". All of them: mediary lists`, { list: text });
}

async function allItems(api: Client, { id }: TitleList): Promise<ListItem[]> {
  const items: ListItem[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: ListItem[]; nextCursor: string | null } = await api.call('lists.items', {
      id,
      cursor,
      limit: mostPerCall,
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

async function watchlist(
  api: Client,
  sort: (typeof watchlistSorts)[number],
  limit: number,
): Promise<{ items: WatchlistItem[]; total: number }> {
  const items: WatchlistItem[] = [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const page: { items: WatchlistItem[]; nextCursor: string | null; total: number | null } = await api.call(
      'watchlist.list',
      {
        sort,
        descending: sort !== 'title' && sort !== 'length',
        cursor,
        limit: Math.min(mostPerCall, limit - items.length),
      },
    );
    items.push(...page.items);
    total = page.total ?? total;
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < limit);
  return { items, total };
}

function listJson({ id, uid, name, description, ranked, count, updatedAt }: TitleList) {
  return { id, uid, name, description, ranked, count, updatedAt };
}
