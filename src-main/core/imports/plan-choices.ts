// What counts for a row of a plan: what was said of it or of its name since, or what earlier imports remember.
import type { StoredPlanRow } from './plan-rows.ts';
import { lineKey, type KeyedChoice } from './title-choices.ts';

export interface PlanChoices {
  /** Null: taken back, though it was remembered. */
  readonly said: Map<string, KeyedChoice | null>;
  readonly remembered: ReadonlyMap<string, KeyedChoice>;
}

type Keyed = Pick<StoredPlanRow, 'line' | 'nameKey'>;

export function keyOfChoice({ line, nameKey }: Keyed): { line: string; name: string } {
  return { line: lineKey(line), name: nameKey ?? '' };
}

export function choiceFor(
  { said, remembered }: PlanChoices,
  row: Keyed,
): { readonly choice: KeyedChoice; readonly isRemembered: boolean } | undefined {
  const { line, name } = keyOfChoice(row);
  const own = said.get(line) ?? said.get(name);
  if (own) return { choice: own, isRemembered: false };
  const known = own === null || said.get(name) === null ? undefined : remembered.get(name);
  return known && { choice: known, isRemembered: true };
}
