// The entries of a period and kind, and the titles among them.
import type { Period } from '#shared/api/stats.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { dateNumber, firstDay, lastDay } from './days.ts';
import type { Ledger } from './ledger.ts';

export interface Selection {
  readonly ledger: Ledger;
  /** Places in the ledger: by date, undated ones first. */
  readonly entries: readonly number[];
  readonly titles: CountedTitles;
  /** How many may lie in the period, but have too vague a date to say so. */
  readonly vague: number;
  readonly undated: number;
}

/** The titles of some entries, and how many of these are each one's. */
export interface CountedTitles {
  /** Places in the ledger's titles, as they came. */
  readonly places: readonly number[];
  // By place.
  readonly entries: Int32Array;
  readonly plays: Int32Array;
  readonly again: Int32Array;
  /** The date of the latest. */
  readonly last: Int32Array;
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
  const wanted = kind === undefined ? -1 : mediaKinds.indexOf(kind);
  const { title, date: dates } = ledger.entries;
  const kinds = ledger.titles.kind;
  const entries: number[] = [];
  let vague = 0;
  let undated = 0;
  for (let at = 0; at < dates.length; at++) {
    if (wanted >= 0 && kinds[title[at] ?? -1] !== wanted) continue;
    const date = dates[at] ?? 0;
    if (bounds.isOpen) entries.push(at);
    else if (date === 0) undated++;
    else if (firstDay(date) >= bounds.from && lastDay(date) <= bounds.to) entries.push(at);
    else if (firstDay(date) <= bounds.to && lastDay(date) >= bounds.from) vague++;
  }
  return { ledger, entries, titles: countTitles(ledger, entries), vague, undated };
}

export function countTitles(ledger: Ledger, entries: readonly number[]): CountedTitles {
  const size = ledger.titles.mediaId.length;
  const counted = {
    places: [] as number[],
    entries: new Int32Array(size),
    plays: new Int32Array(size),
    again: new Int32Array(size),
    last: new Int32Array(size),
  };
  const { title, date, again, logged } = ledger.entries;
  for (const at of entries) {
    const place = title[at] ?? -1;
    if (counted.entries[place] === 0) counted.places.push(place);
    counted.entries[place] = (counted.entries[place] ?? 0) + 1;
    counted.plays[place] = (counted.plays[place] ?? 0) + (logged[at] ?? 0);
    counted.again[place] = (counted.again[place] ?? 0) + (again[at] ?? 0);
    counted.last[place] = date[at] ?? 0;
  }
  return counted;
}
