import type { ExternalSource } from '#shared/api/catalog.ts';

/** How the sources of external ids write themselves; names, so the same in every language. */
export const sourceNames: Readonly<Record<ExternalSource, string>> = {
  imdb: 'IMDb',
  tmdb: 'TMDB',
  tvdb: 'TheTVDB',
  movielens: 'MovieLens',
  musicbrainz: 'MusicBrainz',
  spotify: 'Spotify',
  isrc: 'ISRC',
  trakt: 'Trakt',
  letterboxd: 'Letterboxd',
};
