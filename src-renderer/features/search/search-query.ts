// Answers as somebody types: a short pause first, the last answer stays until the next is there.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';

export const mostResults = 50;
const pause = 60;

export function useSearch(text: string, kind: MediaKind | undefined) {
  const api = useApi();
  const settled = useSettled(text.trim().slice(0, 200));
  const input = { text: settled, limit: mostResults, ...(kind && { kind }) };
  const query = useQuery({
    queryKey: keys.catalogSearch(input),
    queryFn: () => api.call('catalog.search', input),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return {
    /** The text that the results are for. */
    asked: settled,
    answer: settled === '' ? undefined : query.data,
    isCurrent: !query.isPlaceholderData && settled === text.trim(),
    error: query.error,
  };
}

/** The text once nothing was typed for a moment; at once when it was emptied. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return text === '' ? '' : settled;
}
