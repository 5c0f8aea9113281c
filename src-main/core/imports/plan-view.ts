// How a stored row of a plan is shown: with what was said of it since, and its titles as they are called by now.
import { saidReason } from '#shared/domain/refusal-reasons.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { Choice, PlanRow } from '#shared/api/import-plans.ts';
import type { TitleGlances } from './import-titles.ts';
import { namedBy } from './named-title.ts';
import { choiceFor, type PlanChoices } from './plan-choices.ts';
import type { StoredPlanRow } from './plan-rows.ts';
import type { KeyedChoice } from './title-choices.ts';

/** The titles that the row shows. */
export function idsOf(row: StoredPlanRow, plan: PlanChoices): number[] {
  const chosen = choiceFor(plan, row)?.choice[2];
  return [row.mediaId, chosen, ...row.candidates].filter((id) => id !== null && id !== undefined);
}

export function toPlanRow(row: StoredPlanRow, plan: PlanChoices, titles: TitleGlances): PlanRow {
  const found = choiceFor(plan, row);
  const [kind, title, year] = row.planned ?? [];
  const planned =
    kind === undefined || title === undefined
      ? null
      : { id: null, kind, title, year: year ?? null, creator: null, ratingCount: 0 };
  return {
    line: row.line,
    origin: row.origin,
    outcome: row.outcome,
    isConflict: row.isConflict,
    named: namedBy(row.nameKey),
    title: (row.mediaId === null ? null : titles.get(row.mediaId)) ?? planned,
    writes: [...row.writes],
    candidates: row.candidates.flatMap((id) => titles.get(id) ?? []),
    choice: found ? toChoice(found.choice) : null,
    remembered: found?.isRemembered ?? false,
    refusal: row.refusal && { ...row.refusal, said: saidReason(row.refusal.reason) },
    cells: [...row.cells],
  };
}

function toChoice([, action, mediaId]: KeyedChoice): Choice {
  if (action === 'title') return { action, mediaId: mediaId as MediaId };
  return { action };
}
