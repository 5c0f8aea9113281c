// The entries of a period and kind, and the titles among them.
import type { Period } from '#shared/api/stats.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { dateNumber, firstDay, lastDay } from './days.ts';
import type { Entry, Ledger, LedgerTitle } from './ledger.ts';

export interface Selection {
  /** By date, undated ones first. */
  readonly entries: readonly Entry[];
  readonly titles: ReadonlyMap<LedgerTitle, TitleCounts>;
  /** How many may lie in the period, but have too vague a date to say so. */
  readonly vague: number;
  readonly undated: number;
}

export interface TitleCounts {
  entries: number;
  plays: number;
  again: number;
  /** The latest. */
  last: Entry;
}

export interface Bounds {
  readonly from: number;
  readonly to: number;
  /** Neither end is set: undated entries belong to it. */
  readonly isOpen: boolean;
}

export function boundsOf({ from, to }: Period): Bounds {
  return {
    from: from === undefined ? 0 : firstDay(dateNumber(from)),
    to: to === undefined ? Infinity : lastDay(dateNumber(to)),
    isOpen: from === undefined && to === undefined,
  };
}

export function select(ledger: Ledger, period: Period, kind: MediaKind | undefined): Selection {
  const bounds = boundsOf(period);
  const entries: Entry[] = [];
  let vague = 0;
  let undated = 0;
  for (const entry of ledger) {
    if (kind !== undefined && entry.title.kind !== kind) continue;
    const { date } = entry;
    if (bounds.isOpen) entries.push(entry);
    else if (date === 0) undated++;
    else if (firstDay(date) >= bounds.from && lastDay(date) <= bounds.to) entries.push(entry);
    else if (firstDay(date) <= bounds.to && lastDay(date) >= bounds.from) vague++;
  }
  return { entries, titles: titlesOf(entries), vague, undated };
}

export function titlesOf(entries: readonly Entry[]): Map<LedgerTitle, TitleCounts> {
  const titles = new Map<LedgerTitle, TitleCounts>();
  for (const entry of entries) {
    let counts = titles.get(entry.title);
    if (!counts) {
      counts = { entries: 0, plays: 0, again: 0, last: entry };
      titles.set(entry.title, counts);
    }
    counts.entries++;
    if (entry.logged) counts.plays++;
    if (entry.again) counts.again++;
    counts.last = entry;
  }
  return titles;
}
