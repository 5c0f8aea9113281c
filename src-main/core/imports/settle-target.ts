// The title that a row is about: found, or added where that is missing and wanted.
import type { ExternalIds, Library } from './library.ts';
import { shown, type TitleMatcher } from './match-title.ts';
import type { Refusal, Row } from './row-reader.ts';

export interface TargetOptions {
  readonly library: Library;
  readonly matcher: TitleMatcher;
  readonly addMissing: boolean;
}

export interface Target {
  readonly id: number;
  readonly titleAdded: boolean;
}

export function findTarget(
  { library, matcher, addMissing }: TargetOptions,
  row: Row,
  line: number,
): Target | Refusal {
  const match = matcher.match(row, line);
  if (match.kind === 'refused') return match.refusal;
  if (match.kind === 'new') {
    if (!addMissing) return { field: 'title', reason: `${shown(match.facts)} is not in the catalogue` };
    return { id: library.addTitle(match.facts, null), titleAdded: true };
  }
  complete(library, match.id, row.externalIds);
  return { id: match.id, titleAdded: false };
}

/**
 * A title that was deleted and that a row is about again is there again. Ids that it lacked it keeps from now on, so
 * that they mean the same title in every later row and file.
 */
function complete(library: Library, id: number, externalIds: ExternalIds): void {
  const isDeleted = library.glance(id)?.deleted === true;
  const isUnknown = ([source, value]: ExternalIds[number]) =>
    library.findByExternalId(source, value) === undefined;
  if (!isDeleted && !externalIds.some(isUnknown)) return;
  const before = library.read(id);
  const lacked = externalIds.filter(
    (one) => isUnknown(one) && before.externalIds.every(([known]) => known !== one[0]),
  );
  if (!isDeleted && lacked.length === 0) return;
  library.changeTitle(before, { ...before, externalIds: [...before.externalIds, ...lacked] });
}
