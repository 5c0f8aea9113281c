// The titles whose pages were opened last, as far as their answers are still kept; and how words fit what was typed.
import { useQueryClient } from '@tanstack/react-query';
import type { Media } from '#shared/api/catalog.ts';
import { normaliseTitle } from '#shared/domain/media-identity.ts';
import { keys } from '#renderer/data/keys.ts';

const most = 5;

export function useRecentTitles(): Media[] {
  const queries = useQueryClient();
  return queries
    .getQueryCache()
    .findAll({ queryKey: keys.titles, predicate: ({ queryKey }) => queryKey.length === 2 })
    .filter(({ state }) => state.data !== undefined && state.status === 'success')
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .slice(0, most)
    .map(({ state }) => state.data as Media);
}

/** Every word that was typed begins a word of the label; case and accents don't matter. */
export function fits(label: string, typed: string): boolean {
  const words = normaliseTitle(label).split(' ');
  return normaliseTitle(typed)
    .split(' ')
    .every((part) => words.some((word) => word.startsWith(part)));
}
