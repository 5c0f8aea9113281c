// Rules by which ambiguous rows are settled together. A rule that can't tell one title from the others leaves the row.
import type { Choice, SettleRule } from '#shared/api/import-plans.ts';
import type { TitleGlances } from './import-titles.ts';
import type { StoredPlanRow } from './plan-rows.ts';

export function settleByRule(
  rule: SettleRule,
  row: Pick<StoredPlanRow, 'candidates' | 'nameKey'>,
  titles: TitleGlances,
): Choice | undefined {
  if (rule === 'new' || rule === 'skip') return { action: rule };
  const candidates = row.candidates.flatMap((id) => titles.get(id) ?? []);
  const fitting =
    rule === 'year' ? candidates.filter(({ year }) => year === yearOf(row.nameKey)) : best(candidates);
  const [only, ...more] = fitting;
  return only?.id && more.length === 0 ? { action: 'title', mediaId: only.id } : undefined;
}

function best<T extends { readonly ratingCount: number }>(candidates: readonly T[]): readonly T[] {
  const most = Math.max(...candidates.map(({ ratingCount }) => ratingCount));
  return candidates.filter(({ ratingCount }) => ratingCount === most);
}

/** Undefined where the row says none: then no title has "its" year. */
function yearOf(nameKey: string | null): number | undefined {
  if (nameKey === null) return undefined;
  const [name] = JSON.parse(nameKey.slice('name:'.length)) as [[string, string, number | null] | null];
  return name?.[2] ?? undefined;
}
