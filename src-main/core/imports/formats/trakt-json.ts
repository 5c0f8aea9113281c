// The JSON files of Trakt's export as entries.
import type { ExternalSource } from '#shared/api/catalog.ts';
import { byPlace } from './by-place.ts';
import { onShelf, type Entry } from './entry.ts';
import { isProblem, rate, tenScale, type Out } from './format.ts';
import { cellsOf, count, fields, list, prose, text, type Fields } from './json-value.ts';
import { moment } from './moments.ts';
import { itemsOf, type JsonItem, type SetFile } from './set-file.ts';

interface Said {
  readonly rating?: number;
  readonly comment?: string;
  readonly spoiler?: boolean;
  readonly date?: string;
}

/** What was written so far, with its lines. */
interface Told {
  readonly plays: Map<string, number>;
  /** Titles of which there are plays. */
  readonly titles: Map<string, number>;
  readonly reviews: Map<string, number>;
  readonly listed: Map<string, number>;
}

export function convertTraktJson(files: readonly SetFile[], out: Out): void {
  const of = (role: string) => files.filter((file) => file.role === role);
  const said = gather(of('ratings'), of('comments'));
  const told: Told = { plays: new Map(), titles: new Map(), reviews: new Map(), listed: new Map() };
  const each = (role: string, convert: (file: SetFile, item: JsonItem, value: Fields) => void) => {
    for (const file of of(role)) {
      const items = itemsOf(file, out.heard);
      // A list comes as it was sorted for the eye: its order is that of the ranks.
      const ordered = role === 'list' ? byPlace(items, ({ value }) => text(fields(value)['rank'])) : items;
      for (const item of ordered) {
        if (item.problem)
          out.refuse(file, { line: item.number, cells: [item.problem.source] }, item.problem.reason);
        else convert(file, item, fields(item.value));
      }
    }
  };
  const refuse = (file: SetFile, { number, value }: JsonItem, reason: string, field: string | null = null) =>
    out.refuse(file, { line: number, cells: cellsOf(value) }, reason, field);

  each('history', (file, item, value) => {
    const about = subject(file, item, value);
    const played = moment(text(value['watched_at']));
    if (about === undefined) refuse(file, item, 'names neither a movie nor a show', 'type');
    else if (played === undefined) refuse(file, item, 'is no date that can be read', 'watched_at');
    else {
      const key = keyOf(about);
      const first = !told.plays.has(key);
      // What was said of an episode goes to the play that comes first, the newest.
      const heard = about.episode !== undefined && first ? said.get(key) : undefined;
      const line = out.add({ ...about, entry: 'play', played, rating: heard?.rating, note: heard?.comment });
      if (!told.titles.has(titleKey(about))) told.titles.set(titleKey(about), line);
      if (!first) return;
      told.plays.set(key, line);
      if (heard) told.reviews.set(key, line);
    }
  });
  each('ratings', (file, item, value) => {
    const about = subject(file, item, value);
    const rated = rate(text(value['rating']), tenScale);
    if (about === undefined) refuse(file, item, 'names neither a movie nor a show', 'type');
    else if (isProblem(rated)) refuse(file, item, rated.problem, 'rating');
    else if (rated.rating === undefined) refuse(file, item, 'there is no rating', 'rating');
    else {
      const key = keyOf(about);
      const known = told.reviews.get(key);
      const { comment, spoiler } = said.get(key) ?? {};
      const date = moment(text(value['rated_at'])) ?? '';
      if (known !== undefined) out.add({ ...about, entry: 'same', sameLine: known });
      else if (about.episode === undefined)
        told.reviews.set(key, out.add({ ...about, ...rated, entry: 'review', comment, spoiler, date }));
      else
        told.reviews.set(
          key,
          out.add({ ...about, ...rated, entry: 'play', played: '', note: comment, date }),
        );
    }
  });
  each('season-ratings', (file, item) =>
    refuse(file, item, 'rates a whole season: Mediary keeps ratings of shows and of single plays', 'type'),
  );
  each('comments', (file, item, value) => {
    const about = subject(file, item, value);
    const { comment, spoiler, date } = (about && said.get(keyOf(about))) ?? {};
    if (about === undefined) refuse(file, item, 'is about neither a movie nor a show', 'type');
    else if (comment === undefined) refuse(file, item, 'has no text', 'comment');
    else {
      const key = keyOf(about);
      const known = told.reviews.get(key);
      if (known !== undefined) out.add({ ...about, entry: 'same', sameLine: known });
      else if (about.episode === undefined)
        told.reviews.set(key, out.add({ ...about, entry: 'review', comment, spoiler, date }));
      else told.reviews.set(key, out.add({ ...about, entry: 'play', played: '', note: comment }));
    }
  });
  // Only the sums of the history, which is the whole of it where it is there.
  const hasHistory = of('history').length > 0;
  each('watched', (file, item, value) => {
    const about = subject(file, item, value);
    if (about === undefined) {
      refuse(file, item, 'names neither a movie nor a show');
      return;
    }
    const known = told.titles.get(titleKey(about));
    if (hasHistory && known !== undefined) out.add({ ...about, entry: 'same', sameLine: known });
    else {
      const episodes = watchedEpisodes(value);
      const played = episodes.length === 0 ? (moment(text(value['last_watched_at'])) ?? '') : '';
      out.add({ ...about, entry: 'play', played, ...(episodes.length === 0 ? {} : { episodes }) });
    }
  });
  each('watchlist', (file, item, value) => addListed(file, item, value, 'watchlist', 'Trakt watchlist'));
  each('favorites', (file, item, value) => addListed(file, item, value, 'favorite', 'Trakt favorites'));
  const names = new Map<string, string>();
  each('lists', (file, item, value) => {
    const name = text(value['name']) || 'Trakt list';
    const ids = fields(value['ids']);
    for (const id of [text(ids['trakt']), text(ids['slug'])]) if (id !== '') names.set(id, name);
    const description = prose(value['description']);
    const date = moment(text(value['created_at'])) ?? '';
    const ranked = text(value['sort_by']) === 'rank';
    out.add({ entry: 'list', file: file.path, line: item.number, list: name, description, date, ranked });
  });
  each('list', (file, item, value) => addListed(file, item, value, 'list_item', listName(file, names)));
  each('collection', (file, item, value) =>
    addListed(file, item, { ...value, listed_at: value['collected_at'] }, 'list_item', 'Trakt collection'),
  );

  /** Seasons and episodes stand for their show: the second of one show is the same. */
  function addListed(
    file: SetFile,
    item: JsonItem,
    value: Fields,
    entry: 'watchlist' | 'favorite' | 'list_item',
    name: string,
  ): void {
    const about = subject(file, item, value);
    if (about === undefined) {
      const type = text(value['type']);
      refuse(
        file,
        item,
        type === 'person' ? 'is a person: Mediary keeps titles' : 'names neither a movie nor a show',
        'type',
      );
      return;
    }
    const { season, episode, ...title } = about;
    const key = `${entry}\0${name}\0${titleKey(about)}`;
    const known = told.listed.get(key);
    if (known !== undefined) {
      out.add({ ...title, entry: 'same', sameLine: known });
      return;
    }
    const part =
      season === undefined
        ? ''
        : episode === undefined
          ? `Season ${season}`
          : `Season ${season}, episode ${episode}`;
    const note = [part, prose(value['notes'])].filter((one) => one !== undefined && one !== '').join('\n');
    const date = moment(text(value['listed_at'])) ?? '';
    const position = count(value['rank']);
    told.listed.set(
      key,
      out.add({
        ...title,
        date,
        ...(entry === 'list_item'
          ? { entry, list: name, position, note: note || undefined }
          : onShelf(entry, note, name)),
      }),
    );
  }
}

/** Ratings and comments by what they are about. Several comments on one title are one text, the oldest first. */
function gather(ratings: readonly SetFile[], comments: readonly SetFile[]): Map<string, Said> {
  const said = new Map<string, Said>();
  for (const file of comments) {
    for (const item of itemsOf(file)) {
      const value = fields(item.value);
      const about = subject(file, item, value);
      const comment = fields(value['comment']);
      const body = prose(comment['comment']) ?? prose(value['comment']);
      if (about === undefined || body === undefined) continue;
      const key = keyOf(about);
      const known = said.get(key);
      const date = moment(text(comment['updated_at']) || text(comment['created_at'])) ?? '';
      const spoiler = comment['spoiler'] === true;
      const isLater = known?.date === undefined || known.date <= date;
      const parts =
        known?.comment === undefined ? [body] : isLater ? [known.comment, body] : [body, known.comment];
      const isSpoiler = spoiler || known?.spoiler === true;
      said.set(key, {
        comment: parts.join('\n\n'),
        spoiler: isSpoiler,
        date: isLater ? date : (known?.date ?? date),
      });
    }
  }
  for (const file of ratings) {
    for (const item of itemsOf(file)) {
      const value = fields(item.value);
      const about = subject(file, item, value);
      const rated = rate(text(value['rating']), tenScale);
      if (about?.episode === undefined || isProblem(rated) || rated.rating === undefined) continue;
      const key = keyOf(about);
      said.set(key, { ...said.get(key), rating: rated.rating });
    }
  }
  return said;
}

type About = Omit<Entry, 'entry' | 'ids'> & { readonly ids: Partial<Record<ExternalSource, string>> };

/** The title that an item is about, with season and episode where it is about one; undefined where it is about none. */
function subject(file: SetFile, { number }: JsonItem, value: Fields): About | undefined {
  const movie = fields(value['movie']);
  const show = fields(value['show']);
  const isMovie = text(movie['title']) !== '' || 'ids' in movie;
  const work = isMovie ? movie : show;
  if (text(work['title']) === '' && !('ids' in work)) return undefined;
  const episode = fields(value['episode']);
  const season = fields(value['season']);
  const year = count(work['year']);
  return {
    file: file.path,
    line: number,
    title: text(work['title']),
    year: year === 0 ? undefined : year,
    kind: isMovie ? 'movie' : 'web_show',
    ids: idsOf(work),
    ...(isMovie
      ? {}
      : { season: count(episode['season']) ?? count(season['number']), episode: count(episode['number']) }),
  };
}

function idsOf(work: Fields): Partial<Record<ExternalSource, string>> {
  const ids = fields(work['ids']);
  const found: Partial<Record<ExternalSource, string>> = {};
  for (const source of ['imdb', 'tmdb', 'tvdb', 'trakt'] as const) {
    const id = text(ids[source]);
    if (id !== '' && id !== '0') found[source] = id;
  }
  return found;
}

function watchedEpisodes(value: Fields): [number, number][] {
  return list(value['seasons']).flatMap((season) =>
    list(fields(season)['episodes']).flatMap((episode): [number, number][] => {
      const pair = [count(fields(season)['number']), count(fields(episode)['number'])] as const;
      return pair[0] === undefined || pair[1] === undefined ? [] : [[pair[0], pair[1]]];
    }),
  );
}

function titleKey({ kind, title, year, ids }: About): string {
  return `${kind}\0${ids.trakt ?? ids.imdb ?? ids.tmdb ?? `${title}\0${year ?? ''}`}`;
}

function keyOf(about: About): string {
  return `${titleKey(about)}\0${about.season ?? ''}\0${about.episode ?? ''}`;
}

/** "lists-list-12345-my-list-2.json": by its id or its slug, else what the file is called. */
function listName({ stem }: SetFile, names: ReadonlyMap<string, string>): string {
  const [, id = '', slug = ''] = /^lists-list-(\d+)-?(.*)$/i.exec(stem) ?? [];
  const paged = slug.replace(/-\d+$/, '');
  return names.get(id) ?? names.get(slug) ?? names.get(paged) ?? (slug || stem).replaceAll('-', ' ');
}
