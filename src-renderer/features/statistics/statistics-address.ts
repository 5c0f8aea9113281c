// The chosen period and kind live in the address, so that going back and forth keeps them.
import type { Period } from '#shared/api/stats.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { parsePartialDate } from '#shared/domain/partial-date.ts';
import type { Selection } from './statistics-query.ts';

export function selectionOf(search: URLSearchParams): Selection {
  const kind = mediaKinds.find((one) => one === search.get('kind'));
  return { period: periodOf(search.get('from') ?? '', search.get('to') ?? ''), ...(kind && { kind }) };
}

/** An end that is no date is left open; ends in the wrong order leave both open. */
export function periodOf(fromText: string, toText: string): Period {
  const [from, to] = [parsePartialDate(fromText), parsePartialDate(toText)];
  if (from !== undefined && to !== undefined && from.slice(0, to.length) > to) return {};
  return { ...(from && { from }), ...(to && { to }) };
}

export function searchOf({ period: { from, to }, kind }: Selection): Record<string, string> {
  return { ...(from && { from }), ...(to && { to }), ...(kind && { kind }) };
}

/** "2024" where the period is one year; undefined for every other. */
export function yearOfPeriod({ from, to }: Period): number | undefined {
  return from !== undefined && from === to && from.length === 4 ? Number(from) : undefined;
}
