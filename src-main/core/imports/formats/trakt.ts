// Trakt's export: a ZIP of JSON lists, paged where they are long, or one of its CSVs. Times are UTC. Ratings and
// comments of episodes go to the plays of those episodes.
import { skip, type Format } from './format.ts';
import type { Look } from './look.ts';
import { fields } from './json-value.ts';
import { convertTraktCsv, traktCsvDates, traktCsvRole } from './trakt-csv.ts';
import { convertTraktJson } from './trakt-json.ts';

/** What each category is; a number behind its name is the page. */
const roles: readonly (readonly [name: RegExp, role: string])[] = [
  [/^watched-history/, 'history'],
  [/^watched-(?:movies|shows)/, 'watched'],
  [/^ratings-seasons/, 'season-ratings'],
  [/^ratings-/, 'ratings'],
  [/^comments-/, 'comments'],
  [/^lists-watchlist/, 'watchlist'],
  [/^lists-favou?rites/, 'favorites'],
  [/^lists-lists/, 'lists'],
  [/^lists-list-/, 'list'],
  [/^collection-/, 'collection'],
];
const others =
  /^(?:user-(?:profile|settings|stats)|lists-collaborations|likes-|hidden-|followers|following|friends|network|notes|recommendations|calendar|playback|watched-playback)/;

export const trakt: Format = {
  name: 'trakt',
  label: 'Trakt',
  recognise(look) {
    if (look.kind === 'table') return traktCsvRole(look);
    const name = look.base.replace(/\.json$/, '');
    if (!look.base.endsWith('.json')) return undefined;
    const role = roles.find(([pattern]) => pattern.test(name))?.[1] ?? roleByContent(look);
    if (role !== undefined) return role;
    return others.test(name) ? skip('others') : undefined;
  },
  dates: traktCsvDates,
  convert(files, out) {
    convertTraktJson(
      files.filter(({ path }) => /\.json$/i.test(path)),
      out,
    );
    convertTraktCsv(
      files.filter(({ path }) => !/\.json$/i.test(path)),
      out,
    );
  },
};

/** A file that was renamed is known by the shape of its first item. */
function roleByContent({ json }: Look): string | undefined {
  const item = fields(json?.root === 'array' ? json.first.get('') : undefined);
  const about = item['movie'] ?? item['show'] ?? item['episode'];
  if (typeof about !== 'object' || about === null || !('ids' in about)) return undefined;
  if ('watched_at' in item && 'action' in item) return 'history';
  if ('rated_at' in item) return item['type'] === 'season' ? 'season-ratings' : 'ratings';
  if ('last_watched_at' in item && 'plays' in item) return 'watched';
  if ('comment' in item) return 'comments';
  return 'listed_at' in item ? 'list' : undefined;
}
