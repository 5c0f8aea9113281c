// The rows of a plan in a scratch database of their own, so that a plan of any size can be listed and filtered
// without being held. It needs no care for crashes: a plan that isn't whole is thrown away.
import Database from 'better-sqlite3';
import type { PlanCounts, PlanRow, PlanWrite } from '#shared/api/import-plans.ts';
import { originIn, shownCells } from './entry-cells.ts';
import { isRefusal, type Refusal } from './row-reader.ts';
import type { Library } from './library.ts';
import type { ReadRow } from './settle-row.ts';
import type { Settled } from './settle-title.ts';
import { nameKeyOf, type NamedRow } from './title-choices.ts';

export interface PlanStore {
  readonly counts: PlanCounts;
  /** `candidates`: what the row may mean, where it is ambiguous, settled or not. */
  add(
    read: ReadRow,
    settled: Settled | Refusal,
    writes: readonly PlanWrite[],
    candidates: readonly number[] | undefined,
  ): void;
  /** Before a batch of rows and after it. */
  begin(): void;
  commit(): void;
  /** Makes the lists fast, where the plan is whole, and closes the file. */
  finish(isWhole: boolean): void;
}

const mostCellText = 200;
const mostText = 600;

export function createPlanStore(
  path: string,
  library: Pick<Library, 'glance'>,
  header: readonly string[],
): PlanStore {
  const sqlite = new Database(path);
  sqlite.pragma('journal_mode = OFF');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('locking_mode = EXCLUSIVE');
  sqlite.pragma('cache_size = -32768');
  // named: the row's key without its prefix. planned: a title that isn't in the library yet. text: for the filter.
  sqlite.exec(`CREATE TABLE rows (
    line INTEGER PRIMARY KEY, file TEXT, file_line INTEGER NOT NULL, outcome TEXT NOT NULL, conflict INTEGER NOT NULL,
    ambiguous INTEGER NOT NULL, named TEXT, media_id INTEGER, planned TEXT, writes TEXT, refusal TEXT, candidates TEXT, cells TEXT, text TEXT NOT NULL
  ) STRICT`);
  const insert = sqlite.prepare(
    `INSERT INTO rows (line, file, file_line, outcome, conflict, ambiguous, named, media_id, planned, writes, refusal, candidates, cells, text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const counts = {
    new: 0, changed: 0, unchanged: 0, conflict: 0, ambiguous: 0, skipped: 0, refused: 0, unsettled: 0,
  }; // prettier-ignore

  return {
    counts,
    add({ record, row }, settled, writes, candidates) {
      const named = isRefusal(row) || !hasName(row) ? null : row;
      const { origin } = isRefusal(row) ? { origin: originIn(header, record.cells) } : row;
      const outcome = outcomeOf(settled);
      const isConflict =
        writes.some(isContradiction) || (!isRefusal(settled) && settled.conflicts.length > 0);
      if (outcome !== 'ambiguous') counts[outcome]++;
      else counts.unsettled++;
      if (candidates !== undefined) counts.ambiguous++;
      if (isConflict) counts.conflict++;
      const shown = [...writes, ...(isRefusal(settled) ? [] : keptWrites(settled))];
      const target = isRefusal(settled) ? null : settled.mediaId;
      const planned = target === null || target >= 0 ? undefined : library.glance(target);
      insert.run(
        record.line,
        origin?.file ?? null,
        origin?.line ?? record.line,
        outcome,
        isConflict ? 1 : 0,
        candidates === undefined ? 0 : 1,
        named === null ? null : nameKeyOf(named),
        planned ? null : target,
        planned ? JSON.stringify([planned.kind, planned.title, planned.year]) : null,
        shown.length === 0 ? null : JSON.stringify(shown),
        isRefusal(settled) ? JSON.stringify({ field: settled.field, reason: settled.reason }) : null,
        candidates === undefined ? null : JSON.stringify(candidates),
        isRefusal(settled)
          ? JSON.stringify(shownCells(header, record.cells).map((cell) => cell.slice(0, mostCellText)))
          : null,
        searchText(named, target === null ? undefined : library.glance(target)?.title, record.cells),
      );
    },
    begin: () => void sqlite.exec('BEGIN'),
    commit: () => void sqlite.exec('COMMIT'),
    finish(isWhole) {
      if (isWhole) for (const index of indexes) sqlite.exec(index);
      sqlite.close();
    },
  };
}

const indexes = [
  'CREATE INDEX rows_outcome ON rows (outcome, line)',
  'CREATE INDEX rows_conflict ON rows (line) WHERE conflict',
  'CREATE INDEX rows_ambiguous ON rows (line) WHERE ambiguous',
];

const outcomeNames = { inserted: 'new', updated: 'changed', unchanged: 'unchanged' } as const;

function outcomeOf(settled: Settled | Refusal): PlanRow['outcome'] {
  if (!isRefusal(settled)) return outcomeNames[settled.outcome];
  if (settled.skipped) return 'skipped';
  return settled.candidates === undefined ? 'refused' : 'ambiguous';
}

/** Something was said already, and the row says something else. */
function isContradiction({ before, after }: PlanWrite): boolean {
  return (
    before !== null &&
    Object.entries(after).some(([field, value]) => {
      const known = before[field] ?? null;
      return known !== null && value !== null && known !== value;
    })
  );
}

/** A list, or a row that repeats another, names no title that could be another one. */
function hasName({ mediaId, externalIds, facts }: NamedRow): boolean {
  return mediaId !== null || facts !== null || externalIds.length > 0;
}

/** Where the policy keeps what is there, the file's word is shown beside it. */
function keptWrites({ conflicts }: Settled): PlanWrite[] {
  return conflicts
    .filter(({ kept }) => kept === 'mine')
    .map(({ field, mine, theirs }) => {
      const value = (text: string) =>
        field === 'rating' ? Math.round(Number(text) * 10) : text.slice(0, mostText);
      return {
        entry: 'review',
        before: { [field]: value(mine) },
        after: { [field]: value(theirs) },
        stays: true,
      };
    });
}

function searchText(named: NamedRow | null, target: string | undefined, cells: readonly string[]): string {
  const said = named?.facts
    ? `${named.facts.title} ${named.facts.creator ?? ''}`
    : cells.join(' ').slice(0, 500);
  return `${said} ${target === undefined || target === named?.facts?.title ? '' : target}`.toLowerCase();
}
