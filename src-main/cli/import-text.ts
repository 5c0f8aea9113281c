// How imports are told at the terminal: the JSON that scripts rely on, summaries, and refused rows as a CSV.
import type { SkipReason } from '#shared/api/import-formats.ts';
import type { ImportJob, ImportRecord, Inspection, Outcomes, Reject } from '#shared/api/imports.ts';
import { localMinute, counted, duration, grouped, type Paper } from './paper.ts';

export function importJson({ id, source, outcomes, seconds }: ImportRecord) {
  return { importId: id, source, ...counts(outcomes), seconds: thousandths(seconds) };
}

/** `ambiguous` rows would wait for the user's decision; until that exists they are among the rejected. */
export function planJson(source: string, { outcomes, progress }: ImportJob) {
  return { source, ...counts(outcomes), ambiguous: 0, seconds: thousandths(progress.seconds) };
}

export function recordJson(record: ImportRecord) {
  const { fileName, status, fileSize, bytesDone, startedAt, finishedAt } = record;
  return { ...importJson(record), fileName, status, fileSize, bytesDone, startedAt, finishedAt };
}

/** `rejects`: the first refused rows, to be shown with their reasons. */
export function importText(paper: Paper, record: ImportRecord, rejects: readonly Reject[]): string {
  const head = `${paper.bold(record.fileName)} ${paper.dim(`· ${record.source} · import ${record.id} · ${duration(record.seconds)}`)}`;
  const refused =
    record.outcomes.rejected === 0
      ? []
      : ['', rejectsTable(paper, rejects, record.outcomes.rejected), '', rejectsHint(record)];
  return [head, outcomesText(paper, record.outcomes), ...refused].join('\n');
}

export function recordText(paper: Paper, record: ImportRecord, rejects: readonly Reject[]): string {
  const state = statusWords[record.status];
  const part =
    record.fileSize > 0 && record.status !== 'done'
      ? ` at ${Math.floor((100 * record.bytesDone) / record.fileSize)} %`
      : '';
  const open = record.status === 'interrupted' || record.status === 'cancelled';
  return [
    importText(paper, record, rejects),

    `${state}${part} · begun ${localMinute(record.startedAt)}`,
    ...(record.error === null ? [] : [record.error.message]),
    ...(open ? [`Go on with: mediary imports resume ${record.id}`] : []),
  ].join('\n');
}

/** What would happen, with the first rows of each outcome and the first refused ones. */
export function planText(paper: Paper, source: string, job: ImportJob): string {
  const rows = job.samples
    .slice(0, 12)
    .map(({ line, outcome, title, change }) => [grouped(line), outcome, title, change]);
  const samples = paper.table(
    [
      { head: 'Line', align: 'right', look: 'dim' },
      { head: 'Outcome' },
      { head: 'Title', least: 16, look: 'bold' },
      { head: 'Change', least: 10 },
    ],
    rows,
  );
  return [
    `${paper.bold(job.fileName)} ${paper.dim(`· ${source} · nothing was written`)}`,
    outcomesText(paper, job.outcomes),
    ...(rows.length === 0 ? [] : ['', samples]),
    ...(job.rejects.length === 0
      ? []
      : ['', rejectsTable(paper, job.rejects.slice(0, 12), job.outcomes.rejected)]),
  ].join('\n');
}

export function recordsTable(paper: Paper, records: readonly ImportRecord[]): string {
  return paper.table(
    [
      { head: 'ID', align: 'right', look: 'dim' },
      { head: 'File', least: 14, look: 'bold' },
      { head: 'State' },
      { head: 'Rows', align: 'right' },
      { head: 'Inserted', align: 'right', optional: true },
      { head: 'Updated', align: 'right', optional: true },
      { head: 'Unchanged', align: 'right', optional: true },
      { head: 'Rejected', align: 'right' },
      { head: 'Begun', look: 'dim', optional: true },
    ],
    records.map(({ id, fileName, status, outcomes, startedAt }) => [
      String(id),
      fileName,
      status,
      ...[outcomes.rows, outcomes.inserted, outcomes.updated, outcomes.unchanged, outcomes.rejected].map(
        grouped,
      ),
      localMinute(startedAt),
    ]),
  );
}

const mostLeftOut = 10;

const skipWords: Readonly<Record<SkipReason, string>> = {
  secret: 'holds tokens or addresses, and was not opened',
  deleted: 'was deleted there',
  profile: 'is the profile',
  others: 'holds nothing that Mediary keeps',
  votes: 'holds votes on a scale that nobody has described',
  tags: 'holds tags of titles, which Mediary has for plays alone',
  people: 'is a list of people',
  newer_version: 'was written by a newer Mediary',
  unknown: 'was not recognised',
  not_a_table: 'is no table',
  empty: 'is empty',
  too_many_files: 'is one file too many',
};

/** The files of a set that are left out, and why. */
export function leftOut({ found }: Inspection): string[] {
  const lines = (found?.members ?? []).flatMap(({ path, skipped }) =>
    skipped === null ? [] : [`${path}: left out, it ${skipWords[skipped]}`],
  );
  const more = lines.length - mostLeftOut;
  return more > 0 ? [...lines.slice(0, mostLeftOut), `… and ${counted(more, 'more file')} left out`] : lines;
}

/** The refused rows as they were, and behind them where each stood and why it was refused: mend and import again. */
export function rejectsCsv(header: readonly string[], rejects: readonly Reject[]): string {
  const isConverted = rejects.some(({ origin }) => origin !== null);
  const rows = isConverted
    ? [['file', 'line', 'reason', 'row'], ...rejects.map(convertedCells)]
    : [
        [...header, 'mediary_line', 'mediary_reason'],
        ...rejects.map((reject) => rejectCells(header, reject)),
      ];
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** The rows of a service's files have different columns: first where each stood, and its own cells last. */
function convertedCells(reject: Reject): string[] {
  const { origin, line, cells } = reject;
  return [origin?.file ?? '', String(origin?.line ?? line), reasonOf(reject), ...cells];
}

function rejectCells(header: readonly string[], reject: Reject): string[] {
  const { cells, line } = reject;
  const padded = [...cells, ...Array.from({ length: Math.max(0, header.length - cells.length) }, () => '')];
  return [...padded.slice(0, header.length), String(line), reasonOf(reject)];
}

/** "12", or in a set of files "diary.csv:12". */
function placeOf({ line, origin }: Reject): string {
  return origin === null ? grouped(line) : `${origin.file}:${origin.line}`;
}

function reasonOf({ field, reason }: Reject): string {
  return field === null ? reason : `${field}: ${reason}`;
}

function rejectsTable(paper: Paper, rejects: readonly Reject[], total: number): string {
  const table = paper.table(
    [
      { head: 'Line', align: 'right', look: 'dim' },
      { head: 'Refused because', least: 20 },
      { head: 'Row', least: 10, look: 'dim' },
    ],
    rejects.map((reject) => [placeOf(reject), reasonOf(reject), reject.cells.join(', ').slice(0, 200)]),
  );
  return total > rejects.length
    ? `${table}\n${paper.dim(`… and ${grouped(total - rejects.length)} more`)}`
    : table;
}

function outcomesText(paper: Paper, outcomes: Outcomes): string {
  const { raised, titlesAdded } = outcomes;
  const rows = Object.entries(counts(outcomes)).map(([name, count]) => ['', name, grouped(count)]);
  const table = paper.table([{ head: '' }, { head: '' }, { head: '', align: 'right' }], rows);
  return [
    ...table.split('\n').slice(1),
    ...(titlesAdded > 0
      ? [
          `  ${counted(titlesAdded, 'title')} of these rows ${titlesAdded === 1 ? 'is' : 'are'} new to the catalogue`,
        ]
      : []),
    ...(raised > 0 ? [`  ${counted(raised, 'rating')} below 1.0 became 1.0`] : []),
  ].join('\n');
}

function rejectsHint({ id, outcomes }: ImportRecord): string {
  return `${counted(outcomes.rejected, 'row')} refused. Save, mend and import again: mediary imports rejects ${id} > refused.csv`;
}

function counts({ rows, inserted, updated, unchanged, rejected }: Outcomes) {
  return { rows, inserted, updated, unchanged, rejected };
}

const statusWords: Readonly<Record<ImportRecord['status'], string>> = {
  running: 'Running',
  interrupted: 'Interrupted',
  cancelled: 'Stopped',
  done: 'Done',
  failed: 'Failed',
  undone: 'Undone',
};

function thousandths(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** RFC 4180. */
function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
