// How an undo is told at the terminal: what it removes, what it restores, and what stays and why.
import type { UndoReport } from '#shared/api/imports.ts';
import { grouped, type Paper } from './paper.ts';

const mostShown = 20;

export function undoText(paper: Paper, fileName: string, report: UndoReport, isDone: boolean): string {
  const { removed, restored, kept, keptItems } = report;
  const rows = (Object.keys(names) as (keyof typeof names)[])
    .filter((key) => removed[key] > 0 || restored[key] > 0)
    .map((key) => [names[key], grouped(removed[key]), grouped(restored[key])]);
  const counts = paper.table(
    [{ head: '' }, { head: 'Removed', align: 'right' }, { head: 'As before', align: 'right' }],
    rows,
  );
  const staying = paper.table(
    [{ head: 'Stays', look: 'dim' }, { head: 'Title', least: 16, look: 'bold' }, { head: 'Because' }],
    keptItems
      .slice(0, mostShown)
      .map(({ what, title, reason }) => [what.replace('_', ' '), title, reasons[reason]]),
  );
  return [
    `${paper.bold(fileName)} ${paper.dim(isDone ? '· undone' : '· nothing was changed yet')}`,
    rows.length === 0 ? 'There is nothing to take back.' : counts,
    ...(kept === 0 ? [] : ['', staying]),
    ...(kept > mostShown ? [paper.dim(`… and ${grouped(kept - mostShown)} more`)] : []),
  ].join('\n');
}

const names: Readonly<Record<keyof UndoReport['removed'], string>> = {
  titles: 'titles',
  reviews: 'reviews',
  plays: 'plays',
  watchlist: 'on the watchlist',
  favorites: 'favourites',
  dismissed: 'not interested',
  lists: 'lists',
  listItems: 'on lists',
  people: 'people',
};

const reasons: Readonly<Record<UndoReport['keptItems'][number]['reason'], string>> = {
  edited: 'it was edited since',
  needed: 'something else refers to it',
  imported: 'a later import has it too',
};
