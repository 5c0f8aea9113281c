// Letterboxd's export: a ZIP of overlapping tables, of which only the path tells some apart. A film's page and a
// diary entry have URIs that never meet, so files are joined by name and year. Each row becomes one entry; the row
// that says it best keeps it, and the others are the same.
import type { Look } from './look.ts';
import {
  skip,
  isYes,
  isProblem,
  rate,
  splitTags,
  starScale,
  yearOf,
  type Format,
  type Out,
} from './format.ts';
import { convertImportCsv, isImportCsv } from './letterboxd-import.ts';
import { convertLists } from './letterboxd-lists.ts';
import { rowsOf, type SetFile, type TableRow } from './set-file.ts';

const film = ['date', 'name', 'year', 'letterboxduri'] as const;

/** In this order: the fullest account of a film comes first, and what repeats it is merged into it. */
const order = ['reviews', 'diary', 'ratings', 'watched', 'watchlist', 'likes'] as const;

export const letterboxd: Format = {
  name: 'letterboxd',
  label: 'Letterboxd',
  recognise,
  dates: {
    ...Object.fromEntries(order.map((role) => [role, ['date', 'watcheddate']])),
    import: ['watcheddate'],
  },
  convert(files, out) {
    const of = (role: string) => files.filter((file) => file.role === role);
    const films = new Films();
    for (const file of [...of('ratings'), ...of('watched'), ...of('likes'), ...of('watchlist')])
      films.learn(file);
    const best = bestReviews(of('reviews'), of('diary'), of('ratings'));
    const told: Told = { entries: new Map(), plays: new Map(), reviews: new Map() };
    for (const role of order)
      for (const file of of(role))
        for (const row of rowsOf(file, out.heard)) convertRow({ file, row, out, films, best, told });
    convertLists(of('list'), out);
    for (const file of of('import')) convertImportCsv(file, out);
  },
};

function recognise(look: Look): ReturnType<Format['recognise']> {
  const { base, folder, path } = look;
  const isList = look.records[0]?.[0]?.trim().toLowerCase().startsWith('letterboxd list export') ?? false;
  if (/(?:^|\/)(?:deleted|orphaned)\//i.test(path) && (look.has(...film) || look.has('content')))
    return skip('deleted');
  if (isList) return 'list';
  if (look.has('datejoined', 'username')) return skip('profile');
  if (look.has(...film)) {
    if (look.has('review')) return 'reviews';
    if (look.has('watcheddate')) return 'diary';
    if (look.has('rating')) return 'ratings';
    if (folder === 'likes' || /^(?:films|likes|liked.*)\.csv$/.test(base)) return 'likes';
    if (base.includes('watchlist')) return 'watchlist';
    return 'watched';
  }
  if (look.is('date', 'content') || look.is('date', 'content', 'comment')) return skip('others');
  return isImportCsv(look) ? 'import' : undefined;
}

interface Context {
  readonly file: SetFile;
  readonly row: TableRow;
  readonly out: Out;
  readonly films: Films;
  readonly best: ReadonlyMap<string, Best>;
  readonly told: Told;
}

/** What was written so far, with its lines: diary entries by their URI, plays and reviews by name and year. */
interface Told {
  readonly entries: Map<string, { line: number; watched: string; isReview: boolean }>;
  readonly plays: Map<string, number>;
  readonly reviews: Map<string, number>;
}

function convertRow(context: Context): void {
  const { file, row, out, films, told } = context;
  if (row.refusal) {
    out.refuse(file, row, row.refusal.reason, row.refusal.field);
    return;
  }
  const date = row.moment('date');
  if (date === undefined) {
    out.refuse(
      file,
      row,
      `"${row.get('date').slice(0, 40)}" is no date that can be read (2019-05-31)`,
      'Date',
    );
    return;
  }
  const title = row.get('name');
  const twins = films.pagesOf(row);
  const isDiary = file.role === 'diary' || file.role === 'reviews';
  if (isDiary && twins.length > 1) {
    const pages = twins.slice(0, 5).join(' or ');
    out.refuse(
      file,
      row,
      `the diary does not say which film of this name and year is meant: ${pages}`,
      'Name',
    );
    return;
  }
  const key = twins.length > 1 ? row.get('letterboxduri') : keyOf(row);
  const ids = films.idsOf(row, file.role);
  const about = {
    file: file.path,
    line: row.line,
    title,
    year: yearOf(row.get('year')),
    kind: 'movie',
    date,
    ...ids,
  } as const;
  switch (file.role) {
    case 'reviews':
    case 'diary':
      convertDiary(context, about, key);
      return;
    case 'ratings':
      convertRating(context, about, key);
      return;
    case 'watched': {
      const known = told.plays.get(key);
      if (known === undefined) told.plays.set(key, out.add({ ...about, entry: 'play', played: '' }));
      else out.add({ ...about, entry: 'same', sameLine: known });
      return;
    }
    case 'likes':
      out.add({ ...about, entry: 'favorite' });
      return;
    default:
      out.add({ ...about, entry: 'watchlist' });
  }
}

type About = Omit<Parameters<Out['add']>[0], 'entry'>;

/** A row of the diary, or of the reviews, which are diary rows with a text. */
function convertDiary({ file, row, out, best, told }: Context, about: About, key: string): void {
  const uri = row.get('letterboxduri');
  const watched = row.moment('watcheddate');
  const rated = rate(row.get('rating'), starScale);
  if (watched === undefined || isProblem(rated)) {
    const isDate = watched === undefined;
    const reason = isDate
      ? `"${row.get('watcheddate').slice(0, 40)}" is no date that can be read (2019-05-31)`
      : isProblem(rated)
        ? rated.problem
        : '';
    out.refuse(file, row, reason, isDate ? 'Watched Date' : 'Rating');
    return;
  }
  const repeated = file.role === 'diary' ? told.entries.get(entryKey(uri, key, watched)) : undefined;
  if (repeated !== undefined && repeated.isReview) {
    repeated.isReview = false;
    out.add({ ...about, entry: 'same', sameLine: repeated.line });
    return;
  }
  const comment = row.prose('review');
  const isBest = best.get(key)?.source === rowKey(file, row);
  const facts = {
    ...about,
    ...rated,
    rewatch: isYes(row.get('rewatch')),
    tags: splitTags(row.get('tags')),
    spoiler: isYes(row.get('spoilers', 'containsspoilers')),
  };
  // The newest review is the film's; what was written before stays with its own play.
  const isReview = isBest && (rated.rating !== undefined || comment !== undefined);
  const line =
    watched === '' && isReview
      ? out.add({ ...facts, entry: 'review', comment })
      : out.add({
          ...facts,
          entry: 'play',
          played: watched,
          ...(isReview ? { also: ['review'], comment } : { note: comment }),
        });
  told.entries.set(entryKey(uri, key, watched), { line, watched, isReview: file.role === 'reviews' });
  if (watched !== '' || !isReview) told.plays.set(key, told.plays.get(key) ?? line);
  if (isReview) told.reviews.set(key, line);
}

/** The film's rating of today: where the newest review says the same, it is that one. */
function convertRating({ file, row, out, best, told }: Context, about: About, key: string): void {
  const rated = rate(row.get('rating'), starScale);
  if (isProblem(rated)) {
    out.refuse(file, row, rated.problem, 'Rating');
    return;
  }
  const known = told.reviews.get(key);
  if (known !== undefined) out.add({ ...about, entry: 'same', sameLine: known });
  else if (rated.rating === undefined) out.add({ ...about, entry: 'title' });
  else {
    const { comment, spoiler, date } = best.get(key) ?? {};
    const line = out.add({ ...about, ...rated, entry: 'review', comment, spoiler, date: date ?? about.date });
    told.reviews.set(key, line);
  }
}

interface Best {
  /** The row that carries the film's review. */
  readonly source: string;
  readonly comment?: string | undefined;
  readonly spoiler?: boolean | undefined;
  readonly date?: string | undefined;
}

/**
 * Which row is the review of each film: the newest text, else the newest rating of the diary. Where the film's
 * rating of today is another than that row's, the row of the ratings is, with the newest text.
 */
function bestReviews(
  reviews: readonly SetFile[],
  diary: readonly SetFile[],
  ratings: readonly SetFile[],
): Map<string, Best> {
  const newest = new Map<
    string,
    { source: string; date: string; rating: string; row: TableRow; hasText: boolean }
  >();
  for (const file of [...reviews, ...diary]) {
    for (const row of rowsOf(file)) {
      if (row.refusal) continue;
      const hasText = row.prose('review') !== undefined;
      const rating = row.get('rating');
      if (!hasText && rating === '') continue;
      const key = keyOf(row);
      const known = newest.get(key);
      const date = row.moment('date') ?? '';
      if (known && (known.hasText !== hasText ? known.hasText : known.date > date)) continue;
      newest.set(key, { source: rowKey(file, row), date, rating, row, hasText });
    }
  }
  const best = new Map<string, Best>([...newest].map(([key, { source }]) => [key, { source }]));
  for (const file of ratings) {
    for (const row of rowsOf(file)) {
      const key = keyOf(row);
      const found = newest.get(key);
      const rating = row.get('rating');
      if (row.refusal || !found || rating === '' || Number(found.rating) === Number(rating)) continue;
      const text = found.row.prose('review');
      best.set(key, {
        source: rowKey(file, row),
        comment: text,
        spoiler: isYes(found.row.get('spoilers', 'containsspoilers')),
        ...(text === undefined ? {} : { date: found.date }),
      });
    }
  }
  return best;
}

/** The pages of films by name and year, from the files that have them. */
class Films {
  readonly #uris = new Map<string, Set<string>>();

  learn(file: SetFile): void {
    for (const row of rowsOf(file)) {
      const uri = row.get('letterboxduri');
      if (row.refusal || uri === '') continue;
      const key = keyOf(row);
      const known = this.#uris.get(key) ?? new Set();
      this.#uris.set(key, known.add(uri));
    }
  }

  idsOf(row: TableRow, role: string): { readonly ids?: { readonly letterboxd: string } } {
    const uri = row.get('letterboxduri');
    if (role !== 'diary' && role !== 'reviews') return uri === '' ? {} : { ids: { letterboxd: uri } };
    const [only] = this.pagesOf(row);
    return only === undefined ? {} : { ids: { letterboxd: only } };
  }

  /** Several where two films have one name and year. */
  pagesOf(row: TableRow): string[] {
    return [...(this.#uris.get(keyOf(row)) ?? [])];
  }
}

function keyOf(row: TableRow): string {
  return `${row.get('name').normalize('NFC').toLowerCase()}\0${yearOf(row.get('year'))}`;
}

function rowKey(file: SetFile, row: TableRow): string {
  return `${file.path}\0${row.line}`;
}

function entryKey(uri: string, key: string, watched: string): string {
  return uri === '' ? `${key}\0${watched}` : uri;
}
