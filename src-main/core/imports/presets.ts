// The table of file shapes that are known by their header, and what a header suggests where none fits. A preset's
// options are ready to use, but for a kind or a person that only the user can name.
import { reading } from '#shared/api/import-formats.ts';
import { importFields, type ImportField } from '#shared/api/import-fields.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import { looseName } from '#shared/domain/csv/cell-text.ts';

export interface Preset {
  readonly name: string;
  /** Loose names that must all be there. */
  readonly needs: readonly string[];
  /** One of these as well, where there are any. */
  readonly oneOf?: readonly string[];
  /** Where one of these is there, the header is of something else. */
  readonly not?: readonly string[];
  /** Which column each field takes: the first of these loose names. */
  readonly fields: Partial<Record<ImportField, readonly string[]>>;
  readonly options: Partial<ImportOptions> & Pick<ImportOptions, 'shape'>;
  /** Ratings are on Mediary's own scale, 1.0 to 10.0. */
  readonly ownScale?: boolean;
}

const ratingNames = [
  'rating',
  'myrating',
  'yourrating',
  'userrating',
  'score',
  'stars',
  'bewertung',
  'wertung',
  'sterne',
  'punkte',
];

/** Names that columns of foreign files have, in the languages that the app speaks; the presets pick from them. */
const fieldNames: Readonly<Record<ImportField, readonly string[]>> = {
  media_id: ['mediaid'],
  title: [
    'title',
    'name',
    'movietitle',
    'filmtitle',
    'tracktitle',
    'trackname',
    'track',
    'movie',
    'film',
    'song',
    'titel',
    'filmtitel',
    'serientitel',
    'liedtitel',
  ],
  year: ['releaseyear', 'year', 'startyear', 'jahr', 'erscheinungsjahr'],
  kind: ['kind', 'type', 'mediatype', 'titletype', 'typ', 'medientyp'],
  creator: [
    'creator',
    'director',
    'directors',
    'artist',
    'artists',
    'artistname',
    'creators',
    'regie',
    'regisseur',
    'interpret',
    'künstler',
  ],
  genres: ['genres', 'genre'],
  runtime: ['runtime', 'runtimemins', 'runtimeminutes', 'minutes', 'laufzeit'],
  description: ['description', 'overview', 'plot', 'summary', 'beschreibung', 'inhalt'],
  rating: ratingNames,
  comment: ['comment', 'review', 'body', 'notes', 'memo', 'kommentar', 'rezension', 'kritik', 'notizen'],
  date: ['date', 'ratedat', 'daterated', 'watcheddate', 'watchedat', 'timestamp', 'datum', 'bewertetam'],
  author: [],
  spoiler: ['spoiler', 'spoilers', 'containsspoilers'],
  played: [
    'played',
    'playedat',
    'playedon',
    'watcheddate',
    'watchedat',
    'watchedon',
    'lastwatched',
    'gesehenam',
    'gehörtam',
  ],
  rewatch: ['rewatch', 'rewatched'],
  season: ['season', 'seasonnumber', 'staffel'],
  episode: ['episode', 'episodenumber', 'folge'],
  note: ['note'],
  tags: ['tags'],
  list: ['list', 'listname', 'liste'],
  position: ['position', 'rank', 'platz'],
  imdb: ['imdb', 'imdbid', 'const', 'tconst'],
  tmdb: ['tmdb', 'tmdbid'],
  tvdb: ['tvdb', 'tvdbid'],
  movielens: ['movielens', 'movielensid'],
  musicbrainz: ['musicbrainz', 'musicbrainzid', 'trackmbid', 'mbid'],
  spotify: ['spotify', 'spotifyid', 'trackuri'],
  isrc: ['isrc'],
  trakt: ['trakt', 'traktid'],
  letterboxd: ['letterboxd', 'letterboxduri', 'letterboxdid'],
};

export const presets: readonly Preset[] = [
  {
    name: 'reviews',
    needs: ['mediaid', 'rating'],
    fields: { media_id: ['mediaid'], rating: ['rating'], comment: fieldNames.comment, date: fieldNames.date },
    options: { shape: 'reviews' },
    ownScale: true,
  },
  {
    name: 'movielens',
    needs: ['movieid', 'title', 'genres'],
    not: ratingNames,
    fields: { movielens: ['movieid'], title: ['title'], genres: ['genres'] },
    options: { shape: 'catalogue', kind: 'movie' },
  },
  {
    name: 'catalogue',
    needs: ['title'],
    oneOf: [...fieldNames.kind, ...fieldNames.genres, ...fieldNames.year, ...fieldNames.creator],
    not: [...ratingNames, ...fieldNames.comment, 'movieid', 'watcheddate', 'watchedat', 'date'],
    fields: pick(
      'title',
      'kind',
      'genres',
      'year',
      'creator',
      'runtime',
      'description',
      'imdb',
      'tmdb',
      'tvdb',
      'movielens',
      'musicbrainz',
      'spotify',
      'isrc',
      'trakt',
      'letterboxd',
    ),
    options: { shape: 'catalogue' },
  },
];

/** Ratings of many people in one file: which one, or that each is an author, is the user's to say. */
const movieLensRatings: Preset = {
  name: 'movielens-ratings',
  needs: ['userid', 'movieid', 'rating'],
  fields: { movielens: ['movieid'], rating: ['rating'], date: ['timestamp'] },
  options: { shape: 'reviews', kind: 'movie', scale: { min: 0.5, max: 5 } },
};

export function findPreset(header: readonly string[]): Preset | undefined {
  const names = new Set(header.map(looseName));
  return presets.find((preset) => fits(preset, names));
}

/** Options as far as the header tells: a preset's, or the columns whose names are known. */
export function suggestOptions(header: readonly string[]): ImportOptions {
  const preset =
    findPreset(header) ??
    (fits(movieLensRatings, new Set(header.map(looseName))) ? movieLensRatings : undefined);
  const mapping = mapColumns(preset?.fields ?? fieldNames, header);
  const shape = mapping.rating !== undefined || mapping.comment !== undefined ? 'reviews' : 'catalogue';
  return {
    shape,
    kind: null,
    where: [],
    scale: null,
    format: null,
    reading: reading.parse({}),
    addMissing: true,
    conflicts: 'takeTheirs',
    ...preset?.options,
    mapping,
  };
}

/** The column that tells whose each row is, where a file holds the ratings of many; undefined elsewhere. */
export function personColumn(header: readonly string[]): string | undefined {
  if (!fits(movieLensRatings, new Set(header.map(looseName)))) return undefined;
  return header.find((name) => looseName(name) === 'userid');
}

function fits({ needs, oneOf, not }: Preset, names: ReadonlySet<string>): boolean {
  return (
    needs.every((name) => names.has(name)) &&
    (oneOf?.some((name) => names.has(name)) ?? true) &&
    !not?.some((name) => names.has(name))
  );
}

function mapColumns(fields: Preset['fields'], header: readonly string[]): ImportOptions['mapping'] {
  const columnByName = new Map(header.toReversed().map((column) => [looseName(column), column]));
  const mapping: ImportOptions['mapping'] = {};
  for (const field of importFields) {
    const name = fields[field]?.find((candidate) => candidate !== '' && columnByName.has(candidate));
    const column = name === undefined ? undefined : columnByName.get(name);
    // A name that two columns have maps to neither: the user says which.
    if (column !== undefined && header.indexOf(column) === header.lastIndexOf(column))
      mapping[field] = column;
  }
  return mapping;
}

function pick(...fields: ImportField[]): Preset['fields'] {
  return Object.fromEntries(fields.map((field) => [field, fieldNames[field]]));
}
