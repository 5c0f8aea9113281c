// Simkl: two layouts of one CSV, and JSON. The last episode watched is a high-water mark: all up to it were seen.
import type { ExternalSource } from '#shared/api/catalog.ts';
import { externalId, looseName } from '#shared/domain/csv/cell-text.ts';
import { eachRow, type RowContext } from './each-row.ts';
import type { Entry } from './entry.ts';
import { isProblem, rateOrNone, tenScale, yearOf, type Format, type Out } from './format.ts';
import { cellsOf, count, fields, list, prose, text, type Fields } from './json-value.ts';
import { moment } from './moments.ts';
import { itemsOf, type SetFile } from './set-file.ts';

const jsonLists = new Set(['movies', 'shows', 'anime']);
const wanted = new Set(['plantowatch', 'planned', 'planning', 'ptw']);
const seenWhole = new Set(['completed', 'watched']);

export const simkl: Format = {
  name: 'simkl',
  label: 'Simkl',
  recognise(look) {
    if (look.kind === 'json') {
      const keys = look.json?.keys ?? [];
      const item = fields([...(look.json?.first.values() ?? [])][0]);
      const isSimkl =
        'status' in item || 'user_rating' in item || 'last_watched_at' in item || /simkl/.test(look.base);
      return look.json?.root === 'object' &&
        keys.length > 0 &&
        keys.every((key) => jsonLists.has(key)) &&
        isSimkl
        ? 'json'
        : undefined;
    }
    return look.has('simklid', 'title', 'type') && (look.has('watchlist') || look.has('lastepwatched'))
      ? 'csv'
      : undefined;
  },
  dates: { csv: ['watcheddate'] },
  convert(files, out) {
    const csv = files.filter(({ role }) => role === 'csv');
    eachRow(csv, out, convertRow);
    for (const file of files.filter(({ role }) => role === 'json')) convertJson(file, out);
  },
};

function convertRow({ row, out, at, refuse, date, rated, ids }: RowContext): void {
  const type = looseName(row.get('type'));
  const kind =
    type === 'movie' || type === 'movies'
      ? 'movie'
      : ['tv', 'tvshow', 'show', 'anime', 'series'].includes(type)
        ? 'web_show'
        : undefined;
  if (kind === undefined) {
    refuse(`"${row.get('type').slice(0, 40)}" is neither a movie nor a show`, 'Type');
    return;
  }
  const played = date(['watcheddate']);
  const rating = rated(['rating'], tenScale, { zeroIsNone: true });
  if (played === undefined || rating === undefined) return;
  const about = {
    ...at,
    title: row.get('title'),
    year: yearOf(row.get('year')),
    kind,
    ids: ids({ imdb: ['imdbid', 'imdb'], tmdb: ['tmdbid', 'tmdb'], tvdb: ['tvdbid', 'tvdb'] }),
  } as const;
  const mark = row.get('lastepwatched');
  const episodes = kind === 'web_show' && mark !== '' ? episodesUpTo(mark) : [];
  if (episodes === undefined) {
    refuse(`"${mark.slice(0, 40)}" is no episode (S03E04)`, 'LastEpWatched');
    return;
  }
  const status = looseName(row.get('watchlist'));
  add(out, { ...about, ...rating }, { status, played, episodes, comment: row.prose('memo') });
}

interface State {
  readonly status: string;
  readonly played: string;
  readonly episodes: readonly Pair[];
  readonly comment: string | undefined;
  /** Episodes of which the file knows when they were seen, by that moment. */
  readonly dated?: ReadonlyMap<string, readonly Pair[]>;
  /** When it was put on the watchlist, and when it was rated, where that is said apart. */
  readonly added?: string;
  readonly rated?: string;
}

type Pair = readonly [season: number, episode: number];

/** One entry for all that a row says: what was seen, what is wanted, and what was thought of it. */
function add(out: Out, about: Omit<Entry, 'entry'>, state: State): void {
  const { status, played, episodes, comment, dated = new Map<string, readonly Pair[]>() } = state;
  const isReview = about.rating !== undefined || comment !== undefined;
  const isWanted = wanted.has(status);
  // A date beside what is wanted is when it was put there.
  const isSeen =
    episodes.length > 0 ||
    dated.size > 0 ||
    (played !== '' && !isWanted) ||
    (seenWhole.has(status) && about.kind === 'movie');
  const date = (isReview && state.rated) || (isWanted && state.added) || (isReview || isWanted ? played : '');
  const review = { ...(isReview ? { comment } : {}), ...(date === '' ? {} : { date }) };
  const also = [...(isReview ? (['review'] as const) : []), ...(isWanted ? (['watchlist'] as const) : [])];
  if (isSeen) {
    // A show's date is that of the last episode: it is not when the others were seen.
    const undated = { played: episodes.length > 1 || dated.size > 0 ? '' : played, episodes };
    const known = [...dated].map(([at, pairs]) => ({ played: at, episodes: pairs }));
    const [first = { played }, ...others] = episodes.length > 0 ? [undated, ...known] : known;
    // The rating is the title's; a play's own is another thing.
    out.add({ ...about, ...review, ...first, entry: 'play', also });
    for (const other of others) out.add({ ...about, rating: undefined, ...other, entry: 'play' });
  } else if (isReview)
    out.add({ ...about, ...review, entry: 'review', also: also.filter((one) => one !== 'review') });
  else out.add({ ...about, ...review, entry: isWanted ? 'watchlist' : 'title' });
}

/** Up to "S03E04" or "s1e2": of that season all episodes to it; how many the seasons before had is not said. */
function episodesUpTo(mark: string): [number, number][] | undefined {
  const match = /^\s*(?:s\s*(\d{1,3})\s*)?(?:e|ep\.?\s*)?(\d{1,4})\s*$/i.exec(mark);
  if (!match) return undefined;
  const season = match[1] === undefined ? 1 : Number(match[1]);
  return Array.from({ length: Math.min(2000, Number(match[2])) }, (_none, index) => [season, index + 1]);
}

function convertJson(file: SetFile, out: Out): void {
  let number = 0;
  for (const { key, value, problem } of itemsOf(file, out.heard)) {
    number++;
    if (problem) {
      out.refuse(file, { line: number, cells: [problem.source] }, problem.reason);
      continue;
    }
    const item = fields(value);
    const work = fields(item['movie'] ?? item['show'] ?? item['anime']);
    const isFilm = key === 'movies' || item['movie'] !== undefined || text(item['anime_type']) === 'movie';
    const kind = isFilm ? 'movie' : 'web_show';
    const rating = rateOrNone(text(item['user_rating']), tenScale);
    const played = moment(text(item['last_watched_at']));
    if (text(work['title']) === '' && !('ids' in work))
      out.refuse(file, { line: number, cells: cellsOf(value) }, 'names no title', 'title');
    else if (isProblem(rating))
      out.refuse(file, { line: number, cells: cellsOf(value) }, rating.problem, 'user_rating');
    else if (played === undefined)
      out.refuse(
        file,
        { line: number, cells: cellsOf(value) },
        'is no date that can be read',
        'last_watched_at',
      );
    else {
      const about = {
        file: file.path,
        line: number,
        title: text(work['title']),
        year: count(work['year']) || undefined,
        kind,
        ids: idsOf(work),
        ...rating,
      } as const;
      const { episodes, dated } = seenEpisodes(item);
      const mark = text(item['last_watched']);
      const upTo =
        episodes.length > 0 || dated.size > 0 || mark === '' || kind === 'movie'
          ? episodes
          : (episodesUpTo(mark) ?? []);
      const comment = prose(item['memo']) ?? prose(fields(item['memo'])['text']);
      const state = { status: looseName(text(item['status'])), played, episodes: upTo, dated, comment };
      const [added, ratedOn] = ['added_to_watchlist_at', 'user_rated_at'].map(
        (at) => moment(text(item[at])) ?? '',
      );
      add(out, about, { ...state, added: added ?? '', rated: ratedOn ?? '' });
    }
  }
}

/** The episodes that an item lists: by the moment at which they were seen, where that is said. */
function seenEpisodes(item: Fields): { episodes: Pair[]; dated: Map<string, Pair[]> } {
  const episodes: Pair[] = [];
  const dated = new Map<string, Pair[]>();
  for (const season of list(item['seasons'])) {
    for (const episode of list(fields(season)['episodes'])) {
      const { number, watched_at: watchedAt } = fields(episode);
      const [one, other] = [count(fields(season)['number']), count(number)];
      if (one === undefined || other === undefined) continue;
      const at = moment(text(watchedAt)) ?? '';
      if (at === '') episodes.push([one, other]);
      else dated.set(at, [...(dated.get(at) ?? []), [one, other]]);
    }
  }
  return { episodes, dated };
}

function idsOf(work: Fields): Partial<Record<ExternalSource, string>> {
  const ids = fields(work['ids']);
  const found: Partial<Record<ExternalSource, string>> = {};
  for (const source of ['imdb', 'tmdb', 'tvdb'] as const) {
    const id = text(ids[source]);
    if (id !== '' && id !== '0') found[source] = externalId(source, id);
  }
  return found;
}
