// Services that write one plain table: TMDB, Movary, Yamtrack, Criticker and Kinorium.
import { looseName } from '#shared/domain/csv/cell-text.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { eachRow, type RowContext } from './each-row.ts';
import { rowsOf, type SetFile, type TableRow } from './set-file.ts';
import { splitNames, tenScale, wholeNumber, yearOf, type Format } from './format.ts';

export const tmdb: Format = {
  name: 'tmdb',
  label: 'TMDB',
  recognise(look) {
    if (!look.has('tmdbid', 'imdbid', 'type', 'name')) return undefined;
    if (look.base.includes('watchlist')) return 'watchlist';
    return look.base.includes('favo') ? 'favorites' : 'ratings';
  },
  dates: Object.fromEntries(
    ['watchlist', 'favorites', 'ratings'].map((role) => [role, ['daterated', 'dateadded']]),
  ),
  convert(files, out) {
    const shows = showsIn(files);
    eachRow(files, out, ({ file, row, at, refuse, date, rated, ids }) => {
      const isShow = isTmdbShow(row);
      const when = date(['daterated', 'dateadded']);
      const rating = rated(['yourrating'], tenScale, { zeroIsNone: true });
      if (when === undefined || rating === undefined) return;
      const season = wholeNumber(row.get('seasonnumber'));
      const episode = wholeNumber(row.get('episodenumber'));
      const isPart = isShow && (season !== undefined || episode !== undefined);
      const about = {
        ...at,
        title: row.get('name'),
        kind: isShow ? 'web_show' : 'movie',
        date: when,
        ...(isPart
          ? shows.get(row.get('name'))
          : { year: yearOf(row.get('releasedate')), ids: ids({ tmdb: ['tmdbid'], imdb: ['imdbid'] }) }),
      } as const;
      if (file.role === 'watchlist') out.add({ ...about, entry: 'watchlist' });
      else if (file.role === 'favorites') out.add({ ...about, entry: 'favorite' });
      else if (rating.rating === undefined) out.add({ ...about, entry: 'title' });
      else if (episode !== undefined && isShow)
        out.add({ ...about, ...rating, entry: 'play', played: '', season, episode });
      else if (isPart)
        refuse('rates a whole season: Mediary keeps ratings of shows and of single plays', 'Season Number');
      else out.add({ ...about, ...rating, entry: 'review' });
    });
  },
};

function isTmdbShow(row: TableRow): boolean {
  return /^(?:tv|show|series|season|episode)/.test(looseName(row.get('type')));
}

/** Shows that the files name themselves: an episode's own ids and date are not its show's. */
function showsIn(files: readonly SetFile[]) {
  const shows = new Map<string, { year: string; ids: { tmdb: string } }>();
  for (const file of files)
    for (const row of rowsOf(file)) {
      const isWhole = row.get('seasonnumber') === '' && row.get('episodenumber') === '';
      const id = row.get('tmdbid');
      if (!row.refusal && isWhole && id !== '' && isTmdbShow(row))
        shows.set(row.get('name'), { year: yearOf(row.get('releasedate')), ids: { tmdb: id } });
    }
  return shows;
}

export const movary: Format = {
  name: 'movary',
  label: 'Movary',
  recognise(look) {
    if (look.kind !== 'table' || !look.has('title', 'tmdbid') || !look.has('imdbid')) return undefined;
    if (
      look.has('watchedat') &&
      look.names.every((name) =>
        ['title', 'year', 'tmdbid', 'imdbid', 'watchedat', 'comment', 'location'].includes(name),
      )
    )
      return 'history';
    if (look.has('userrating')) return 'ratings';
    return look.has('addedat') ? 'watchlist' : undefined;
  },
  dates: { history: ['watchedat'], watchlist: ['addedat'] },
  convert(files, out) {
    eachRow(files, out, ({ file, row, at, date, rated, ids }) => {
      const when = date(['watchedat', 'addedat']);
      const rating = rated(['userrating'], tenScale, { zeroIsNone: true });
      if (when === undefined || rating === undefined) return;
      const about = {
        ...at,
        title: row.get('title'),
        year: yearOf(row.get('year')),
        kind: 'movie',
        ids: ids({ tmdb: ['tmdbid'], imdb: ['imdbid'] }),
      } as const;
      const location = row.get('location');
      const note = [row.prose('comment'), location === '' ? undefined : `At: ${location}`]
        .filter((one) => one !== undefined)
        .join('\n');
      if (file.role === 'history')
        out.add({ ...about, entry: 'play', played: when, note: note || undefined });
      else if (file.role === 'watchlist') out.add({ ...about, entry: 'watchlist', date: when });
      else if (rating.rating === undefined) out.add({ ...about, entry: 'title' });
      else out.add({ ...about, ...rating, entry: 'review' });
    });
  },
};

const yamtrackKinds: Readonly<Record<string, MediaKind>> = {
  movie: 'movie',
  tv: 'web_show',
  season: 'web_show',
  episode: 'web_show',
  anime: 'web_show',
};

export const yamtrack: Format = {
  name: 'yamtrack',
  label: 'Yamtrack',
  recognise: (look) => (look.has('mediaid', 'source', 'mediatype', 'title') ? 'media' : undefined),
  dates: { media: ['enddate', 'progressedat', 'startdate'] },
  convert(files, out) {
    const shows = new Map<string, { title: string; line: number }>();
    eachRow(files, out, (context) => convertYamtrack(context, shows));
  },
};

function convertYamtrack(
  { row, out, at, refuse, date, rated }: RowContext,
  shows: Map<string, { title: string; line: number }>,
): void {
  const rowType = looseName(row.get('rowtype'));
  if (rowType !== '' && rowType !== 'media' && rowType !== 'item') {
    refuse(`is a row of "${row.get('rowtype').slice(0, 40)}", which Mediary doesn't read`, 'row_type');
    return;
  }
  const type = looseName(row.get('mediatype'));
  const kind = yamtrackKinds[type];
  if (kind === undefined) {
    refuse(
      `a ${row.get('mediatype').slice(0, 40)} is neither a movie nor a web show nor a song`,
      'media_type',
    );
    return;
  }
  const id = row.get('mediaid');
  const rating = rated(['score'], { min: 0, max: 10 });
  const ended = date(['enddate', 'progressedat']);
  const started = date(['startdate']);
  if (rating === undefined || ended === undefined || started === undefined) return;
  const source = row.get('source').toLowerCase();
  const key = `${source}\0${id}`;
  const known = shows.get(key);
  const isPart = type === 'season' || type === 'episode';
  const title = isPart ? (known?.title ?? row.get('title')) : row.get('title');
  const about = {
    ...at,
    title,
    kind,
    ids: /^\d{1,12}$/.test(id) && source === 'tmdb' ? { tmdb: id } : {},
    ...(ended === '' && started === '' ? {} : { date: ended || started }),
  } as const;
  const status = looseName(row.get('status'));
  const notes = row.prose('notes');
  const isReview = rating.rating !== undefined || notes !== undefined;
  const review = { ...rating, comment: notes };
  // Anime has no rows for its episodes: how many were seen is all that is said of them.
  const seen = type === 'anime' ? Math.min(2000, wholeNumber(row.get('progress')) ?? 0) : 0;
  const episodes = Array.from({ length: seen }, (_none, index) => [1, index + 1] as const);
  const remember = (line: number) => {
    if (!isPart && kind === 'web_show') shows.set(key, { title, line });
  };
  if (type === 'episode')
    out.add({
      ...about,
      ...rating,
      entry: 'play',
      played: ended,
      season: wholeNumber(row.get('seasonnumber')),
      episode: wholeNumber(row.get('episodenumber')),
      note: notes,
    });
  else if (type === 'season') {
    if (isReview) refuse('rates a whole season: Mediary keeps ratings of shows and of single plays', 'score');
    else if (known) out.add({ ...about, entry: 'same', sameLine: known.line });
    else out.add({ ...about, entry: 'title' });
  } else if (status === 'planning' || status === 'plantowatch')
    remember(out.add({ ...about, ...(isReview ? { ...review, also: ['review'] } : {}), entry: 'watchlist' }));
  else if (kind === 'movie' && status === 'completed')
    out.add({ ...about, ...(isReview ? { ...review, also: ['review'] } : {}), entry: 'play', played: ended });
  else if (episodes.length > 0)
    remember(
      out.add({
        ...about,
        ...(isReview ? { ...review, also: ['review'] } : {}),
        entry: 'play',
        played: episodes.length === 1 ? ended : '',
        episodes,
      }),
    );
  else if (isReview) remember(out.add({ ...about, ...review, entry: 'review' }));
  else remember(out.add({ ...about, entry: 'title' }));
}

export const criticker: Format = {
  name: 'criticker',
  label: 'Criticker',
  recognise: (look) =>
    look.has('score') && (look.has('filmname') || look.has('gamename')) && look.kind === 'table'
      ? 'ratings'
      : undefined,
  dates: { ratings: ['dateadded', 'daterated', 'date'] },
  convert(files, out) {
    eachRow(files, out, ({ row, at, refuse, date, rated, ids }) => {
      if (row.get('filmname') === '') {
        refuse('names no film', 'Film Name');
        return;
      }
      const rating = rated(['score'], { min: 0, max: 100 });
      const when = date(['dateadded', 'daterated', 'date']);
      if (rating === undefined || when === undefined) return;
      const comment = row.prose('minireview', 'quote', 'review');
      const about = {
        ...at,
        title: row.get('filmname'),
        year: yearOf(row.get('year')),
        kind: 'movie',
        ids: ids({ imdb: ['imdbid'] }),
        ...(when === '' ? {} : { date: when }),
      } as const;
      if (rating.rating === undefined && comment === undefined) out.add({ ...about, entry: 'title' });
      else out.add({ ...about, ...rating, entry: 'review', comment });
    });
  },
};

const kinoriumShows = /сериал|аниме|шоу|series|show|anime/i;

export const kinorium: Format = {
  name: 'kinorium',
  label: 'Kinorium',
  recognise(look) {
    if (!look.has('title', 'originaltitle', 'type') || look.has('const')) return undefined;
    if (look.has('listtitle') || look.base.includes('list')) return 'list';
    return look.has('myrating') ? 'ratings' : undefined;
  },
  dates: { list: ['date', 'dateadded'], ratings: ['date', 'dateadded'] },
  convert(files, out) {
    eachRow(files, out, ({ file, row, at, date, rated, ids }) => {
      const rating = rated(['myrating'], tenScale, { zeroIsNone: true });
      const when = date(['date', 'dateadded']);
      if (rating === undefined || when === undefined) return;
      const about = {
        ...at,
        title: row.get('title', 'originaltitle'),
        year: yearOf(row.get('year')),
        kind: kinoriumShows.test(row.get('type')) ? 'web_show' : 'movie',
        creator: splitNames(row.get('directors', 'director')).slice(0, 3).join(', '),
        genres: splitNames(row.get('genres')),
        ids: ids({ imdb: ['imdbid', 'imdb'] }),
        date: when,
      } as const;
      const comment = row.prose('comment', 'review');
      const isReview = rating.rating !== undefined || comment !== undefined;
      const list = row.get('listtitle') || file.stem;
      const review = isReview ? { ...rating, comment } : {};
      if (file.role === 'list' && /^(?:буду смотреть|watchlist|will watch)$/i.test(list))
        out.add({ ...about, ...review, entry: 'watchlist', also: isReview ? ['review'] : [] });
      else if (file.role === 'list')
        out.add({ ...about, ...review, entry: 'list_item', list, also: isReview ? ['review'] : [] });
      else if (isReview) out.add({ ...about, ...review, entry: 'review' });
      else out.add({ ...about, entry: 'title' });
    });
  },
};
