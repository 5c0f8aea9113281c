// The diary's view as its address says it: which of the three, of when, and what narrows it.
import type { PlayFilter } from '#shared/api/diary.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { parsePartialDate, type PartialDate } from '#shared/domain/partial-date.ts';

export const diaryViews = ['list', 'month', 'year'] as const;
export type DiaryViewName = (typeof diaryViews)[number];

export interface DiaryView {
  readonly name: DiaryViewName;
  /** The month or year that is shown: 2024-05, 2024. null: the present one. */
  readonly at: PartialDate | null;
  readonly kind: MediaKind | undefined;
  readonly tag: string | undefined;
  readonly rewatches: boolean;
  /** The list begins with this year; undefined: with the latest play. */
  readonly until: PartialDate | undefined;
}

export function readView(search: URLSearchParams): DiaryView {
  const name = diaryViews.find((one) => one === search.get('view')) ?? 'list';
  return {
    name,
    at: parsePartialDate(search.get('at') ?? '') ?? null,
    kind: mediaKinds.find((one) => one === search.get('kind')),
    tag: search.get('tag') ?? undefined,
    rewatches: search.get('rewatches') === '1',
    until: parsePartialDate(search.get('until') ?? ''),
  };
}

export function writeView({ name, at, kind, tag, rewatches, until }: DiaryView): URLSearchParams {
  const search = new URLSearchParams();
  if (name !== 'list') search.set('view', name);
  if (at !== null && name !== 'list') search.set('at', at);
  if (kind !== undefined) search.set('kind', kind);
  if (tag !== undefined) search.set('tag', tag);
  if (rewatches) search.set('rewatches', '1');
  if (until !== undefined && name === 'list') search.set('until', until);
  return search;
}

export function filterOf({ kind, tag, rewatches, until }: DiaryView): PlayFilter {
  return {
    ...(kind !== undefined && { kind }),
    ...(tag !== undefined && { tag }),
    ...(rewatches && { rewatch: true }),
    ...(until !== undefined && { to: until }),
  };
}

export function isNarrowed({ kind, tag, rewatches }: DiaryView): boolean {
  return kind !== undefined || tag !== undefined || rewatches;
}
