// TMDB, Trakt and TheTVDB number movies and shows apart: the movie 1396 and the show 1396 are two works. The rarer
// kind of each source has its ids written with the kind before them.
import type { ExternalSource } from '#shared/api/catalog.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';

type Ids = Partial<Record<ExternalSource, string>>;

const prefixes: Partial<Record<ExternalSource, Partial<Record<MediaKind, string>>>> = {
  tmdb: { web_show: 'tv/' },
  trakt: { web_show: 'shows/' },
  tvdb: { movie: 'movies/' },
};

export function idsOfKind(kind: MediaKind | undefined, ids: Ids | undefined): Ids | undefined {
  if (ids === undefined || kind === undefined) return ids;
  let changed: Ids | undefined;
  for (const source of ['tmdb', 'trakt', 'tvdb'] as const) {
    const prefix = prefixes[source]?.[kind];
    const id = ids[source];
    if (prefix !== undefined && id !== undefined && /^\d+$/.test(id))
      changed = { ...(changed ?? ids), [source]: prefix + id };
  }
  return changed ?? ids;
}
