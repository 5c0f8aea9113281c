// Puts a title's new facts in the place of its old ones, in whatever an answer about titles looks like.
import type { Media, MediaSummary } from '#shared/api/catalog.ts';

/** Walks arrays, pages (`items`) and infinite lists (`pages`). What doesn't hold the title stays the same object. */
export function replaceTitle(data: unknown, fresh: Media): unknown {
  if (Array.isArray(data)) return replaceInArray(data, fresh);
  if (!isRecord(data)) return data;
  if (isSummaryOf(data, fresh)) return summarise(fresh, data);
  for (const field of ['pages', 'items'] as const) {
    const before = data[field];
    if (!Array.isArray(before)) continue;
    const after = replaceInArray(before, fresh);
    return after === before ? data : { ...data, [field]: after };
  }
  return data;
}

function replaceInArray(values: readonly unknown[], fresh: Media): readonly unknown[] {
  let changed = false;
  const after = values.map((value) => {
    const next = replaceTitle(value, fresh);
    changed ||= next !== value;
    return next;
  });
  return changed ? after : values;
}

/** The fresh facts, cut to those that the old entry had. */
function summarise(fresh: Media, old: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fresh).filter(([field]) => Object.hasOwn(old, field)));
}

function isSummaryOf(value: Record<string, unknown>, fresh: MediaSummary): boolean {
  return value['id'] === fresh.id && value['uid'] === fresh.uid && isRecord(value['mine']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
