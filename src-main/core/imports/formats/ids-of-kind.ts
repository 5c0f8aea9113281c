// TMDB, Trakt and TheTVDB number movies and shows apart: the movie 1396 and the show 1396 are two works. The rarer
// kind of each source has its ids written with the kind before them.
import type { ExternalSource } from '#shared/api/catalog.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { Entry } from './entry.ts';

interface Numbering {
  /** The kind whose ids are written with what stands before them. */
  readonly kind: MediaKind;
  readonly prefix: string;
  /** What files write before the ids of the other kind. */
  readonly plain: RegExp;
}

const numberings: Partial<Record<ExternalSource, Numbering>> = {
  tmdb: { kind: 'web_show', prefix: 'tv/', plain: /^movies?\/(?=\d+$)/i },
  trakt: { kind: 'web_show', prefix: 'shows/', plain: /^movies?\/(?=\d+$)/i },
  tvdb: { kind: 'movie', prefix: 'movies/', plain: /^(?:series|shows?|tv)\/(?=\d+$)/i },
};

/** One id as Mediary keeps it: "1396" of a show is TMDB's "tv/1396", "movie/949" is "949". */
export function idOfKind(kind: MediaKind | undefined, source: ExternalSource, id: string): string {
  const numbering = numberings[source];
  if (numbering === undefined) return id;
  if (kind === numbering.kind && /^\d+$/.test(id)) return numbering.prefix + id;
  return id.replace(numbering.plain, '');
}

export function idsOfKind(kind: MediaKind | undefined, ids: Entry['ids']): Entry['ids'] {
  if (ids === undefined) return ids;
  let changed: Entry['ids'];
  for (const source of ['tmdb', 'trakt', 'tvdb'] as const) {
    const id = ids[source];
    const own = typeof id === 'string' ? idOfKind(kind, source, id) : id;
    if (own !== id) changed = { ...(changed ?? ids), [source]: own };
  }
  return changed ?? ids;
}
