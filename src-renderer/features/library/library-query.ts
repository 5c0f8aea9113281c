// The library's titles, of which only the pages in view are asked for: a million of them are as quick as a hundred, also
// when somebody jumps to the end. Changes of the catalogue are followed by asking those pages again.
import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { MethodOutput } from '#shared/api/index.ts';
import type { LibraryView } from './library-address.ts';

export interface LibraryTitles {
  /** As long as the whole list; empty where nothing was asked for yet. */
  readonly titles: readonly (MediaSummary | undefined)[];
  /** Of the filter; null until the first page is there. */
  readonly total: number | null;
  readonly error: unknown;
  readonly isLoading: boolean;
  /** Tells which titles are in view. */
  readonly onView: (first: number, last: number) => void;
  readonly refresh: () => void;
}

const pageSize = 100;
/** Milliseconds of stillness before pages far from the last ones are asked for: a dragged scrollbar passes thousands. */
const stillness = 70;
/** How long pages out of view are kept, in milliseconds. */
const keptFor = 60_000;

interface Span {
  readonly first: number;
  readonly last: number;
}

export function useLibraryTitles({ filter, sort, descending }: Omit<LibraryView, 'layout'>): LibraryTitles {
  const api = useApi();
  const queries = useQueryClient();
  // Ordered by the own rating, a list can only hold what was rated; then its count should say so, too.
  const wanted =
    sort === 'mine' && filter.shelf === undefined ? { ...filter, shelf: 'rated' as const } : filter;
  const input = { filter: wanted, sort, descending, limit: pageSize };
  const pageQuery = (page: number) => ({
    queryKey: [...keys.catalogList(input), 'page', page],
    queryFn: () => api.call('catalog.list', { ...input, offset: page * pageSize }),
    gcTime: keptFor,
  });
  const { span, onView } = useSpan();
  const first = useQuery({ ...pageQuery(0), placeholderData: keepPreviousData });
  const numbers = Array.from({ length: span.last - span.first + 1 }, (_, index) => span.first + index);
  const pages = useQueries({
    queries: numbers.map((page) => pageQuery(page)),
    combine: itemsOf,
  });
  const beginning = first.data?.items;
  const total = first.data?.total ?? null;
  const titles = useMemo(() => {
    // Sparse: only what is there takes room.
    const all: (MediaSummary | undefined)[] = [];
    all.length = total ?? 0;
    for (const [at, items] of [
      [0, beginning] as const,
      ...pages.map((one, index) => [span.first + index, one] as const),
    ]) {
      for (const [index, media] of (items ?? []).entries()) all[at * pageSize + index] = media;
    }
    return all;
  }, [beginning, pages, span.first, total]);
  return {
    titles,
    total,
    error: first.data === undefined ? first.error : null,
    isLoading: first.data === undefined && first.error === null,
    onView,
    refresh: () => void queries.resetQueries({ queryKey: keys.catalogList(input) }),
  };
}

type Page = MethodOutput<'catalog.list'>;

/** NOTE: of one identity, so that a render without news costs nothing. */
function itemsOf(results: readonly { readonly data?: Page | undefined }[]) {
  return results.map(({ data }) => data?.items);
}

/** The pages in view and their neighbours. */
function useSpan() {
  const [span, setSpan] = useState<Span>({ first: 0, last: 0 });
  const now = useRef(span);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const onView = useCallback((first: number, last: number) => {
    const next = {
      first: Math.max(0, Math.floor((first - pageSize / 2) / pageSize)),
      last: Math.floor((last + pageSize / 2) / pageSize),
    };
    const before = now.current;
    clearTimeout(waiting.current);
    if (next.first === before.first && next.last === before.last) return;
    const take = () => {
      now.current = next;
      setSpan(next);
    };
    const isNear = next.first <= before.last + 1 && next.last >= before.first - 1;
    if (isNear) take();
    else waiting.current = setTimeout(take, stillness);
  }, []);
  return { span, onView };
}
