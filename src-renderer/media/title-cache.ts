// Puts a change of one title into every answer that shows it: lists, pages of lists, leaderboards, its own page.
import type { QueryClient } from '@tanstack/react-query';
import { keys } from '#renderer/data/keys.ts';
import type { Media, MediaSummary } from '#shared/api/catalog.ts';
import type { MediaId } from '#shared/api/contract.ts';

export type Mine = MediaSummary['mine'];

/** The title with what the profile holds of it changed, and its average moved as the own rating moves it. */
export function withMine<T extends MediaSummary>(media: T, change: Partial<Mine>): T {
  const mine = { ...media.mine, ...change };
  const [before, after] = [media.mine.rating, mine.rating];
  if (before === after) return { ...media, mine };
  const ratingCount = media.ratingCount + (after === null ? 0 : 1) - (before === null ? 0 : 1);
  const sum = (media.averageRating ?? 0) * media.ratingCount + (after ?? 0) - (before ?? 0);
  return { ...media, mine, ratingCount, averageRating: ratingCount <= 0 ? null : sum / ratingCount };
}

/** Shows a change of what the profile holds of a title before core has answered. */
export function patchMine(queries: QueryClient, id: MediaId, change: Partial<Mine>): void {
  patchTitle(queries, id, (media) => withMine(media, change));
}

/** Shows the facts of a title that was edited. */
export function putTitle(queries: QueryClient, media: Media): void {
  queries.setQueryData(keys.title(media.id), media);
  const { id, uid, kind, title, year, creator, genres } = media;
  patchTitle(queries, id, (before) => ({ ...before, uid, kind, title, year, creator, genres }));
}

/** Takes a title out of the lists at once. */
export function dropTitle(queries: QueryClient, id: MediaId): void {
  queries.setQueriesData<unknown>({ queryKey: keys.catalog }, (data: unknown) =>
    replace(data, id, () => undefined),
  );
}

/** What the profile holds of a title by now: a caller's copy may be from before the last change. */
export function mineInCache(queries: QueryClient, media: MediaSummary): Mine {
  const own = queries.getQueryData<Media>(keys.title(media.id));
  if (own) return own.mine;
  for (const [, data] of queries.getQueriesData({ queryKey: keys.catalog })) {
    const found = find(data, media.id);
    if (found) return found.mine;
  }
  return media.mine;
}

function patchTitle(queries: QueryClient, id: MediaId, patch: (media: MediaSummary) => MediaSummary): void {
  queries.setQueriesData<unknown>({ queryKey: keys.catalog }, (data: unknown) => replace(data, id, patch));
  queries.setQueryData<MediaSummary>(keys.title(id), (data) =>
    data === undefined ? undefined : patch(data),
  );
}

/** Walks arrays, pages (`items`) and infinite lists (`pages`). What doesn't hold the title stays the same object. */
function replace(
  data: unknown,
  id: MediaId,
  patch: (media: MediaSummary) => MediaSummary | undefined,
): unknown {
  if (Array.isArray(data)) return replaceAll(data, id, patch);
  if (!isRecord(data)) return data;
  if (isSummary(data)) return data.id === id ? patch(data) : data;
  for (const field of ['pages', 'items'] as const) {
    const before = data[field];
    if (!Array.isArray(before)) continue;
    const after = replaceAll(before, id, patch);
    return after === before ? data : { ...data, [field]: after };
  }
  return data;
}

function find(data: unknown, id: MediaId): MediaSummary | undefined {
  if (Array.isArray(data)) {
    for (const value of data) {
      const found = find(value, id);
      if (found) return found;
    }
    return undefined;
  }
  if (!isRecord(data)) return undefined;
  if (isSummary(data)) return data.id === id ? data : undefined;
  return find(data['pages'], id) ?? find(data['items'], id);
}

function replaceAll(
  values: readonly unknown[],
  id: MediaId,
  patch: (media: MediaSummary) => MediaSummary | undefined,
): readonly unknown[] {
  const after = values.map((value) => replace(value, id, patch));
  if (after.every((value, index) => value === values[index])) return values;
  return after.filter((value) => value !== undefined);
}

function isSummary(value: Record<string, unknown>): value is Record<string, unknown> & MediaSummary {
  return typeof value['id'] === 'number' && typeof value['uid'] === 'string' && isRecord(value['mine']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
