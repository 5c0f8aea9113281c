// How sync is put into words at a terminal.
import type { SignedIn, SyncConflict, SyncProblem, SyncState, SyncStatus } from '#shared/api/sync.ts';
import { formatRating } from '#shared/domain/rating.ts';
import { counted, localMinute, type Paper } from './paper.ts';

const stateWords: Readonly<Record<SyncState, string>> = {
  off: 'not linked',
  signed_out: 'signed out here: mediary sync link SERVER EMAIL signs in again',
  paused: 'paused: mediary sync resume',
  asking: 'waits for an answer',
  elsewhere: 'a window of Mediary syncs it now',
  waiting: 'could not be done; it is tried again',
  syncing: 'at work',
  idle: 'in order',
  stuck: 'stopped',
};

export const problemWords: Readonly<Record<SyncProblem, string>> = {
  offline: 'The server cannot be reached. Nothing is lost: what changed here waits.',
  timeout: 'The server did not answer in time. Nothing is lost: what changed here waits.',
  certificate: 'The server’s certificate is not to be trusted, so nothing was sent.',
  server_busy: 'The server asks to wait.',
  server_error: 'The server could not do it. Nothing is lost: what changed here waits.',
  not_a_server: 'What answers at this address is no Mediary server.',
  signed_out: 'This computer was signed out of the account. Sign in again: mediary sync link SERVER EMAIL',
  wrong_account: 'The e-mail address or the password of the account is wrong.',
  incompatible: 'The server speaks another version: Mediary here or there has to be updated.',
  refused: 'The server refused it.',
  storage: 'What came could not be written here.',
  unknown: 'Sync failed. The log has the details.',
};

export function statusText(paper: Paper, status: SyncStatus): string {
  const { state, link, waiting, refused, conflicts, syncedAt, problem, question } = status;
  if (link === null)
    return 'This profile is not linked to an account. Link it: mediary sync link SERVER EMAIL';
  const lines = [
    paper.facts([
      ['Account', `${link.account.name} <${link.account.email}>`],
      ['Server', link.server],
      ['State', stateWords[state]],
      ['Last in step', syncedAt === null ? 'never' : localMinute(syncedAt)],
      ['Waiting', waiting === 0 ? 'nothing' : counted(waiting, 'record')],
      ['Refused', refused === 0 ? '' : counted(refused, 'record')],
      ['Conflicts', conflicts === 0 ? '' : `${conflicts}: mediary sync conflicts`],
    ]),
  ];
  if (problem !== null) lines.push(problemWords[problem]);
  if (question !== null)
    lines.push(
      `The account would delete ${counted(question.deletions, 'record')} of ${question.of} here. Nothing was deleted yet.`,
      'Delete them: mediary sync answer delete. Keep them, here and there: mediary sync answer keep',
    );
  return lines.join('\n');
}

const collectionWords: Readonly<Record<string, readonly [one: string, many: string]>> = {
  review: ['review', 'reviews'],
  play: ['diary entry', 'diary entries'],
  favorite: ['favourite', 'favourites'],
  watch: ['title to watch', 'titles to watch'],
  list: ['list', 'lists'],
};

/** "3 reviews, 1 list"; what has no word of its own is left out. */
export function countsText(counts: SignedIn['here']): string {
  const parts = Object.entries(collectionWords).flatMap(([name, [one, many]]) =>
    (counts[name] ?? 0) > 0 ? [counted(counts[name] ?? 0, one, many)] : [],
  );
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

export function conflictTable(paper: Paper, items: readonly SyncConflict[]): string {
  return paper.table(
    [
      { head: 'ID', align: 'right', look: 'dim' },
      { head: 'About', least: 16, look: 'bold' },
      { head: 'What' },
      { head: 'Lost', least: 10 },
      { head: 'Holds', least: 10 },
      { head: 'Found', optional: true, look: 'dim' },
    ],
    items.map((item) => [
      String(item.id),
      item.title?.title ?? item.list ?? item.collection,
      item.field,
      valueText(item.field, item.lost),
      valueText(item.field, item.kept),
      localMinute(item.foundAt),
    ]),
  );
}

function valueText(field: string, value: SyncConflict['lost']): string {
  if (value === null) return 'none';
  if (field === 'rating' && typeof value === 'number') return formatRating(value, 'ten');
  if (typeof value === 'object' && 'text' in value && typeof value['text'] === 'string')
    return oneLine(value['text']);
  return oneLine(typeof value === 'string' ? value : JSON.stringify(value));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
