// What people have said about rows: this row is left out, that name means this title. A choice for a line counts
// before one for a name, and both before anything that matching finds.
import type { Row } from './row-reader.ts';

export type ChoiceAction = 'title' | 'new' | 'skip';

export interface TitleChoice {
  readonly action: ChoiceAction;
  /** Of `title`. */
  readonly mediaId: number | null;
}

/** As it goes to a worker and into the database: `line:12`, or `name:` and what rows call the title. */
export type KeyedChoice = readonly [key: string, action: ChoiceAction, mediaId: number | null];

export interface TitleChoices {
  find(row: NamedRow, line: number): TitleChoice | undefined;
}

export type NamedRow = Pick<Row, 'mediaId' | 'externalIds' | 'facts'>;

export const lineKey = (line: number): string => `line:${line}`;
export const isNameKey = (key: string): boolean => key.startsWith('name:');

/** Everything by which a row tells its title, so that a choice counts for rows that say exactly the same. */
export function nameKeyOf({ mediaId, externalIds, facts }: NamedRow): string {
  const name = facts && [facts.kind, facts.title, facts.year, facts.creator];
  return `name:${JSON.stringify([name, mediaId, externalIds])}`;
}

export function createTitleChoices(keyed: readonly KeyedChoice[]): TitleChoices {
  const byKey = new Map(keyed.map(([key, action, mediaId]) => [key, { action, mediaId }]));
  if (byKey.size === 0) return { find: () => undefined };
  const hasNames = keyed.some(([key]) => isNameKey(key));
  return {
    find: (row, line) => byKey.get(lineKey(line)) ?? (hasNames ? byKey.get(nameKeyOf(row)) : undefined),
  };
}
