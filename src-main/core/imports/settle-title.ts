// Decides what a row of a catalogue does: adds its title, fills in what the title lacks, or nothing. What is there
// is never overwritten.
import type { Conflict } from '#shared/api/imports.ts';
import { normaliseTitle } from '#shared/domain/media-identity.ts';
import type { TitleFacts } from '../catalog/media-writer.ts';
import type { Library, StoredTitle } from './library.ts';
import type { TitleMatcher } from './match-title.ts';
import type { Refusal, Row } from './row-reader.ts';
import type { SeenRows } from './seen-rows.ts';

export interface Settled {
  readonly outcome: 'inserted' | 'updated' | 'unchanged';
  /** Null of a list, and of a row that is merged into another. */
  readonly mediaId: number | null;
  /** Fields that an update changed. */
  readonly changed: readonly string[];
  readonly titleAdded: boolean;
  /** Where the row says something else than what is, or was, there. */
  readonly conflicts: readonly Conflict[];
}

export interface SettleOptions {
  readonly library: Library;
  readonly seen: SeenRows;
  readonly matcher: TitleMatcher;
}

const nobody = 0;

export function createTitleSettler({
  library,
  seen,
  matcher,
}: SettleOptions): (row: Row, line: number, hash: number) => Settled | Refusal {
  return (row, line, hash) => {
    const { facts } = row;
    if (facts === null) throw new Error('a row of a catalogue has no title');
    const match = matcher.match(row, line);
    if (match.kind === 'refused') return match.refusal;
    if (match.kind === 'new') {
      const id = library.addTitle(match.facts, row.date);
      seen.add(id, nobody, line, hash);
      return { outcome: 'inserted', mediaId: id, changed: [], titleAdded: true, conflicts: [] };
    }
    const { id } = match;
    const before = library.read(id);
    const earlier = seen.lineOf(id, nobody, line);
    if (earlier !== undefined && seen.hashOf(id, nobody) !== hash) {
      const field = contradiction(before, facts);
      if (field !== undefined)
        return {
          field,
          reason: `contradicts line ${earlier}, which speaks of the same title; the first was kept`,
        };
    }
    seen.add(id, nobody, line, hash);
    // An id that goes with another name may be a mistake: such a row is no source of facts.
    const isSameName = normaliseTitle(before.title) === normaliseTitle(facts.title);
    const { filled, changed } = fillIn(library, before, isSameName ? facts : before);
    if (changed.length === 0)
      return { outcome: 'unchanged', mediaId: id, changed, titleAdded: false, conflicts: [] };
    library.changeTitle(before, filled);
    return { outcome: 'updated', mediaId: id, changed, titleAdded: false, conflicts: [] };
  };
}

/** Only reads: what was seen of this row when it was settled. */
export function recallTitle({ matcher, seen }: SettleOptions, row: Row, line: number, hash: number): void {
  const match = matcher.match(row, line);
  if (match.kind === 'found') seen.add(match.id, nobody, line, hash);
}

/** The stored facts with what they lack taken from the row. */
function fillIn(
  library: Library,
  before: StoredTitle,
  facts: TitleFacts,
): { filled: TitleFacts; changed: string[] } {
  const newIds = facts.externalIds.filter(
    ([source, value]) =>
      before.externalIds.every(([known]) => known !== source) &&
      library.findByExternalId(source, value) === undefined,
  );
  const year =
    before.year === null && facts.year !== null && !library.findByUid({ ...before, year: facts.year })
      ? facts.year
      : before.year;
  const filled = {
    ...before,
    year,
    creator: before.creator ?? facts.creator,
    genres: before.genres.length === 0 ? facts.genres : before.genres,
    runtime: before.runtime ?? facts.runtime,
    description: before.description ?? facts.description,
    externalIds: newIds.length === 0 ? before.externalIds : [...before.externalIds, ...newIds],
  };
  const fields = ['year', 'creator', 'genres', 'runtime', 'description', 'externalIds'] as const;
  const changed: string[] = fields.filter(
    (field) => filled[field] !== before[field] && !(field === 'genres' && facts.genres.length === 0),
  );
  return { filled, changed: before.deleted ? ['deleted', ...changed] : changed };
}

/** The first field in which both say something, and not the same. */
function contradiction(before: StoredTitle, facts: TitleFacts): string | undefined {
  if (normaliseTitle(before.title) !== normaliseTitle(facts.title)) return 'title';
  if (differ(before.year, facts.year)) return 'year';
  if (differ(before.creator?.toLowerCase() ?? null, facts.creator?.toLowerCase() ?? null)) return 'creator';
  if (differ(before.runtime, facts.runtime)) return 'runtime';
  if (differ(before.description, facts.description)) return 'description';
  const genres = (names: readonly string[]) =>
    names
      .map((name) => name.toLowerCase())
      .toSorted()
      .join('\0');
  return before.genres.length > 0 && facts.genres.length > 0 && genres(before.genres) !== genres(facts.genres)
    ? 'genres'
    : undefined;
}

function differ<T>(one: T | null, other: T | null): boolean {
  return one !== null && other !== null && one !== other;
}
