// The table of media kinds: everything that differs between a movie, a web show and a song stands here.
// Adding a kind is adding an entry (and widening the CHECK of `media.kind` in a migration).
import { normaliseTitle } from './media-identity.ts';

export const mediaKinds = ['movie', 'web_show', 'song'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** What a title must say about itself before it may be stored. */
export interface MediaFacts {
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly genres: readonly string[];
  readonly runtime: number | null;
}

export interface KindRules {
  /** Who made it, as the field is called: a key of the interface texts and the terminal's label. */
  readonly creatorLabel: 'Director' | 'Creator' | 'Artist';
  readonly label: string;
  readonly firstYear: number;
  readonly creatorRequired: boolean;
  /** Whether plays may name a season and an episode. */
  readonly hasEpisodes: boolean;
  /** Longest sensible runtime, in minutes. */
  readonly longestRuntime: number;
  /** Words that people's files use for this kind, lower case, without spaces, hyphens and underscores. */
  readonly aliases: readonly string[];
  /** The part of the identity that tells two works of one name and year apart; '' where the title says enough. */
  disambiguator(creator: string | null): string;
  /** The facts under a title, most telling first: "1999 · Lana Wachowski · 2 h 16 min". */
  details(facts: MediaFacts): string[];
}

export const lastYear = 2100;

export const kindTable: Readonly<Record<MediaKind, KindRules>> = {
  movie: {
    creatorLabel: 'Director',
    label: 'Movie',
    firstYear: 1870,
    creatorRequired: false,
    hasEpisodes: false,
    longestRuntime: 6000,
    aliases: [
      'movie',
      'movies',
      'film',
      'films',
      'feature',
      'featurefilm',
      'short',
      'video',
      'tvmovie',
      'documentary',
    ],
    disambiguator: () => '',
    details: (facts) => present(facts.year, facts.creator, formatRuntime(facts.runtime)),
  },
  web_show: {
    creatorLabel: 'Creator',
    label: 'Web show',
    firstYear: 1920,
    creatorRequired: false,
    hasEpisodes: true,
    longestRuntime: 1440,
    aliases: [
      'webshow',
      'webshows',
      'show',
      'shows',
      'tv',
      'tvshow',
      'tvseries',
      'series',
      'tvminiseries',
      'miniseries',
      'anime',
      'podcast',
      'podcastseries',
      'webseries',
    ],
    disambiguator: () => '',
    details: (facts) => present(facts.year, facts.creator, perEpisode(facts.runtime)),
  },
  song: {
    creatorLabel: 'Artist',
    label: 'Song',
    firstYear: 1860,
    creatorRequired: true,
    hasEpisodes: false,
    longestRuntime: 1440,
    aliases: ['song', 'songs', 'track', 'tracks', 'music', 'single', 'recording'],
    disambiguator: (creator) => normaliseTitle(primaryArtist(creator ?? '')),
    details: (facts) => present(facts.creator, facts.year, formatRuntime(facts.runtime)),
  },
};

const kindByAlias: ReadonlyMap<string, MediaKind> = new Map(
  mediaKinds.flatMap((kind) => kindTable[kind].aliases.map((alias) => [alias, kind] as const)),
);

/** The kind that a word of a file or of the terminal means ("TV Series", "film", "web_show"); undefined if none. */
export function parseMediaKind(text: string): MediaKind | undefined {
  return kindByAlias.get(text.toLowerCase().replaceAll(/[\s_-]/g, ''));
}

/** The artist that a song is filed under: guests behind "feat." and artists after ";" are left out. */
export function primaryArtist(creator: string): string {
  const [first = ''] = creator.split(/;|\s+\(?(?:feat\.?|ft\.?|featuring)\s/iu);
  return first.trim();
}

/** Minutes as people say them: "2 h 16 min", "45 min"; '' when unknown. */
export function formatRuntime(minutes: number | null): string {
  if (minutes === null) return '';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function perEpisode(minutes: number | null): string {
  return minutes === null ? '' : `${formatRuntime(minutes)} an episode`;
}

function present(...parts: (string | number | null)[]): string[] {
  return parts.filter((part) => part !== null && part !== '').map(String);
}
