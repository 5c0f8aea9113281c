// IMDb's data sets for the user's own use: lines of cells with tabs between them and no quotes, "\N" for nothing. A
// catalogue of all titles, of the kinds and with the votes that the user wants; episodes and games are no titles here.
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { skip, type Format } from './format.ts';
import { linesOf, type Heard, type SetFile } from './set-file.ts';

const kindByType: Readonly<Record<string, MediaKind>> = {
  movie: 'movie',
  tvMovie: 'movie',
  short: 'movie',
  tvShort: 'movie',
  tvSpecial: 'movie',
  video: 'movie',
  tvSeries: 'web_show',
  tvMiniSeries: 'web_show',
};

export const imdbDatasets: Format = {
  name: 'imdb-datasets',
  label: 'IMDb data sets',
  recognise(look) {
    if (look.has('tconst', 'titletype', 'primarytitle')) return 'basics';
    if (look.has('tconst', 'averagerating', 'numvotes')) return 'ratings';
    return look.has('tconst', 'parenttconst') || look.has('titleid', 'ordering') || look.has('nconst')
      ? skip('others')
      : undefined;
  },
  convert(files, out, { kinds, leastVotes }) {
    const of = (role: string) => files.filter((file) => file.role === role);
    const votes =
      leastVotes !== null && leastVotes > 0 ? votesIn(of('ratings'), leastVotes, out.heard) : null;
    for (const file of of('basics')) {
      let at: Readonly<Record<string, number>> | undefined;
      for (const { line, text } of linesOf(file, out.heard)) {
        const cells = text.split('\t');
        if (at === undefined) {
          at = Object.fromEntries(cells.map((name, index) => [name.trim().toLowerCase(), index]));
          continue;
        }
        if (text === '') continue;
        const columns = at;
        const cell = (name: string) => {
          const value = cells[columns[name] ?? -1] ?? '';
          return value === '\\N' ? '' : value;
        };
        const kind = kindByType[cell('titletype')];
        const id = cell('tconst');
        if (kind === undefined || (kinds !== null && !kinds.includes(kind)) || cell('isadult') === '1')
          continue;
        if (votes !== null && !votes.has(Number(id.slice(2)))) continue;
        if (cell('primarytitle') === '') {
          out.refuse(file, { line, cells }, 'is missing', 'primaryTitle');
          continue;
        }
        out.add({
          entry: 'title',
          file: file.path,
          line,
          title: cell('primarytitle'),
          year: cell('startyear'),
          kind,
          genres: cell('genres')
            .split(',')
            .filter((genre) => genre !== ''),
          runtime: runtimeOf(cell('runtimeminutes')),
          ids: { imdb: id },
        });
      }
    }
  },
};

/** The numbers of the titles with enough votes. */
function votesIn(files: readonly SetFile[], least: number, heard: Heard): ReadonlySet<number> {
  const enough = new Set<number>();
  for (const file of files) {
    for (const { text } of linesOf(file, heard)) {
      const [id = '', , votes = ''] = text.split('\t');
      if (Number(votes) >= least) enough.add(Number(id.slice(2)));
    }
  }
  return enough;
}

function runtimeOf(text: string): string {
  return /^\d{1,5}$/.test(text) && Number(text) <= 6000 ? text : '';
}
