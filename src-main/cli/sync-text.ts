// How sync is put into words at a terminal.
import type {
  RefusedRecord,
  SignedIn,
  SyncConflict,
  SyncProblem,
  SyncState,
  SyncStatus,
} from '#shared/api/sync.ts';
import { formatRating } from '#shared/domain/rating.ts';
import { counted, localMinute, type Paper } from './paper.ts';

const stateWords: Readonly<Record<SyncState, string>> = {
  off: 'not linked',
  signed_out: 'signed out here: mediary sync link SERVER EMAIL signs in again',
  paused: 'paused: mediary sync resume',
  asking: 'waits for an answer',
  elsewhere: 'a window of Mediary syncs it now',
  waiting: 'not in step: the last round failed',
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
  copied:
    'This data folder is a copy, or was moved to another disk. Sign in here, as a device of its own: mediary sync link SERVER EMAIL',
  wrong_account: 'The e-mail address or the password of the account is wrong.',
  incompatible: 'The server speaks another version: Mediary here or there has to be updated.',
  refused: 'The server refused it.',
  storage: 'What came could not be written here.',
  unknown: 'Sync failed. The log has the details.',
};

export function statusText(paper: Paper, status: SyncStatus): string {
  const { link, waiting, refused, conflicts, syncedAt, problem, question, failingSince, triedAt } = status;
  if (link === null)
    return 'This profile is not linked to an account. Link it: mediary sync link SERVER EMAIL';
  const lines = [
    paper.facts([
      ['Account', `${link.account.name} <${link.account.email}>`],
      ['Server', link.server],
      ['State', stateText(status)],
      ['Last in step', syncedAt === null ? 'never' : localMinute(syncedAt)],
      ['Failing since', failingSince === null ? '' : localMinute(failingSince)],
      ['Last tried', triedAt === null ? '' : localMinute(triedAt)],
      ['Waiting', waiting === 0 ? 'nothing' : counted(waiting, 'record')],
      ['Refused', refused === 0 ? '' : `${refused}: mediary sync refused`],
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

function stateText({ state, waiting, syncedAt, retryAt }: SyncStatus): string {
  if (state === 'idle' && syncedAt === null) return 'linked, and never in step: mediary sync now';
  if (state === 'idle' && waiting > 0) return 'not in step: mediary sync now sends what waits';
  if (state === 'waiting' && retryAt === null) return `${stateWords[state]}; mediary sync now tries again`;
  return stateWords[state];
}

const refusalWords: Readonly<Record<RefusedRecord['reason'], string>> = {
  invalid: 'not by the server’s rules',
  unsupported: 'the server is too old for it',
  full: 'the account is full',
};

/** What can be done about each reason that there is. */
const remedies: Readonly<Record<RefusedRecord['reason'], string>> = {
  invalid: 'What is not by the server’s rules is sent again when you change it.',
  unsupported: 'Where the server is too old, whoever runs it has to update it.',
  full: 'Where the account is full, delete what you do not need, or ask whoever runs the server for more room.',
};

export function refusedText(paper: Paper, items: readonly RefusedRecord[]): string {
  const table = paper.table(
    [{ head: 'About', least: 16, look: 'bold' }, { head: 'What' }, { head: 'Why', least: 16 }],
    items.map(({ title, list, collection, reason }) => [
      title?.title ?? list ?? collection,
      collectionWords[collection]?.[0] ?? otherWords[collection] ?? collection,
      refusalWords[reason],
    ]),
  );
  const reasons = new Set(items.map(({ reason }) => reason));
  const advice = [...reasons].map((reason) => remedies[reason]);
  return [table, '', 'All of it stays here as it is.', ...advice, 'Then: mediary sync refused --again'].join(
    '\n',
  );
}

const collectionWords: Readonly<Record<string, readonly [one: string, many: string]>> = {
  review: ['review', 'reviews'],
  play: ['diary entry', 'diary entries'],
  favorite: ['favourite', 'favourites'],
  watch: ['title to watch', 'titles to watch'],
  list: ['list', 'lists'],
};

/** Of a record, where it isn't counted. */
const otherWords: Readonly<Record<string, string>> = {
  title: 'facts of a title',
  dismissed: 'suggestion turned away',
  item: 'title of a list',
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
