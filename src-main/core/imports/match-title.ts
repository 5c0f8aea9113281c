// Finds the title that a row means: by external id, then by its content-derived identity, then by normalised name
// and kind with the year at most one off. More than one candidate is ambiguous, which a person settles; what a person
// has said counts before all of it. Never the network is asked.
import { kindTable } from '#shared/domain/media-kind.ts';
import type { TitleFacts } from '../catalog/media-writer.ts';
import type { ExternalIds, Library, TitleGlance } from './library.ts';
import type { Refusal } from './row-reader.ts';
import type { NamedRow, TitleChoice, TitleChoices } from './title-choices.ts';

export type Match =
  | { readonly kind: 'found'; readonly id: number }
  /** Not there; these facts would be added, told apart by a source's id where need be. */
  | { readonly kind: 'new'; readonly facts: TitleFacts }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface TitleMatcher {
  match(row: NamedRow, line: number): Match;
  /** Of a row that somebody has settled: what it might mean otherwise, where it is ambiguous. */
  doubts(row: NamedRow, line: number): readonly number[] | undefined;
}

export interface MatcherOptions {
  readonly library: Library;
  /**
   * Whether this import itself added a title. Such a one is found by its ids and identity alone: years of one file
   * that differ mean different works, and what a row means must not depend on the rows before it, or the second
   * import of a file would read it in another way than the first.
   */
  readonly isOwn: (id: number) => boolean;
  readonly choices: TitleChoices;
}

/** As many as a person may choose among. */
const mostCandidates = 20;
const mostNamed = 5;

export function createTitleMatcher({ library, isOwn, choices }: MatcherOptions): TitleMatcher {
  return {
    match(row, line) {
      const choice = choices.find(row, line);
      return (choice && chosen(library, row, choice)) ?? found(row);
    },
    doubts(row, line) {
      if (choices.find(row, line) === undefined) return undefined;
      const match = found(row);
      return match.kind === 'refused' ? match.refusal.candidates : undefined;
    },
  };

  function found({ mediaId, externalIds, facts }: NamedRow): Match {
    if (mediaId !== null) {
      const title = library.glance(mediaId);
      if (title && !title.deleted) return { kind: 'found', id: mediaId };
      return refused('media_id', `there is no title with the id ${mediaId}`);
    }
    const byId = matchIds(library, externalIds, facts);
    if (byId) return byId;
    if (facts === null) {
      const [[source, value] = ['title', '']] = externalIds;
      return refused(source, `no title has the ${source} id ${value}`);
    }
    return matchIdentity(library, facts) ?? matchName(library, facts, isOwn);
  }
}

/** Undefined where the choice can't be kept any more: its title is gone, or the row says too little for a new one. */
function chosen(library: Library, { facts }: NamedRow, { action, mediaId }: TitleChoice): Match | undefined {
  if (action === 'skip')
    return { kind: 'refused', refusal: { field: null, reason: 'was left out by choice', skipped: true } };
  if (action === 'new')
    return facts === null ? undefined : (matchIdentity(library, facts) ?? { kind: 'new', facts });
  const title = mediaId === null ? undefined : library.glance(mediaId);
  return title && !title.deleted ? { kind: 'found', id: title.id } : undefined;
}

function matchIds(library: Library, externalIds: ExternalIds, facts: TitleFacts | null): Match | undefined {
  let found: number | undefined;
  for (const [source, value] of externalIds) {
    const id = library.findByExternalId(source, value);
    if (id === undefined || id === found) continue;
    if (found !== undefined)
      return refused(
        source,
        `its ids belong to different titles: ${nameOf(library, found)} and ${nameOf(library, id)}`,
      );
    found = id;
  }
  if (found === undefined) return undefined;
  const title = facts === null ? undefined : library.glance(found);
  if (title && title.kind !== facts?.kind) {
    return refused(
      'kind',
      `its id belongs to ${shown(title)}, which is a ${kindTable[title.kind].label.toLowerCase()}`,
    );
  }
  return { kind: 'found', id: found };
}

function matchIdentity(library: Library, facts: TitleFacts): Match | undefined {
  const owner = library.findByUid(facts);
  if (!owner) return undefined;
  const conflict = conflictingId(library, owner.id, facts.externalIds);
  if (!conflict) return { kind: 'found', id: owner.id };
  // One source knows two works of this name and year: the id tells them apart.
  const apart = { ...facts, disambiguator: conflict.join(':') };
  const other = library.findByUid(apart);
  return other ? { kind: 'found', id: other.id } : { kind: 'new', facts: apart };
}

function matchName(library: Library, facts: TitleFacts, isOwn: (id: number) => boolean): Match {
  const sameName = library
    .findByName(facts)
    .filter(
      (title) =>
        !isOwn(title.id) && isSameMaker(facts, title) && !conflictingId(library, title.id, facts.externalIds),
    );
  const near = sameName.filter(({ year }) => isNear(facts.year, year));
  // A title without a year is meant only where no other has its name.
  const candidates =
    near.length > 0 || sameName.length > 1 ? near : sameName.filter(({ year }) => year === null);
  const [only, ...more] = candidates;
  if (!only) return { kind: 'new', facts };
  if (more.length === 0) return { kind: 'found', id: only.id };
  const named = candidates.slice(0, mostNamed).map(shown).join(' or ');
  const ids = candidates.slice(0, mostCandidates).map(({ id }) => id);
  return {
    kind: 'refused',
    refusal: { field: 'title', reason: `ambiguous: could be ${named}`, candidates: ids },
  };
}

function isNear(wanted: number | null, year: number | null): boolean {
  return wanted === null || (year !== null && Math.abs(wanted - year) <= 1);
}

/** Songs of one name by different artists are different songs. */
function isSameMaker(facts: TitleFacts, title: TitleGlance): boolean {
  const wanted = facts.disambiguator ?? kindTable[facts.kind].disambiguator(facts.creator);
  return wanted === '' || wanted === title.disambiguator;
}

/** The id of a source for which this title has another one. */
function conflictingId(
  library: Library,
  id: number,
  externalIds: ExternalIds,
): readonly [string, string] | undefined {
  if (externalIds.length === 0) return undefined;
  const stored = library.externalIds(id);
  return externalIds.find(([source, value]) => {
    const same = stored.filter(([known, other]) => known === source && isComparable(source, other, value));
    return same.length > 0 && same.every(([, other]) => other !== value);
  });
}

/** Letterboxd writes one film's page in two ways, short and long: which short one is which long one nobody can tell. */
function isComparable(source: string, one: string, other: string): boolean {
  const isShort = (address: string) => address.includes('boxd.it/');
  return source !== 'letterboxd' || isShort(one) === isShort(other);
}

function nameOf(library: Library, id: number): string {
  const title = library.glance(id);
  return title ? shown(title) : `number ${id}`;
}

/** "The Matrix (1999)". */
export function shown({ title, year }: { readonly title: string; readonly year: number | null }): string {
  return year === null ? title : `${title} (${year})`;
}

function refused(field: string, reason: string): Match {
  return { kind: 'refused', refusal: { field, reason } };
}
