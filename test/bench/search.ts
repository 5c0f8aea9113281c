// Search per keystroke in core: every prefix of 500 titles, 200 substrings, 100 misspellings and filters over 1.2 M titles, beside
// `title LIKE '%q%'` on the same table in the same run.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { migrations } from '#migrations/index.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { createSearch } from '#main/core/search/search.ts';
import { createCaches } from '#main/core/cache.ts';
import { createDb } from '#main/core/db/db.ts';
import { systemClock } from '#main/core/clock.ts';
import type { HandlerInput } from '#shared/api/index.ts';
import { bigLibrary } from './big-library.ts';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';
import { seeded } from './import-files.ts';

const limit = 20;
const mostMs = 5;
const timesFaster = 100;
/** Each takes a second: enough of them for a median. */
const likes = 25;

export async function searchRows(): Promise<BenchRow[]> {
  const folder = await bigLibrary();
  const sqlite = openSqlite(join(folder, 'mediary.sqlite3'), migrations.length);
  const db = createDb(sqlite);
  const caches = createCaches();
  const search = createSearch({ db, sqlite, clock: systemClock, caches, settle: () => Promise.resolve() })[
    'catalog.search'
  ];
  const person = { id: 1, name: 'Bench', role: 'admin' } as const;
  const ask = async (text: string) => {
    const input = { text, limit, cursor: null } as HandlerInput<'catalog.search'>;
    return await search(input, { session: undefined as never, person: person as never });
  };
  const queries = queriesOf(sqlite);
  const rows: BenchRow[] = [];
  for (const text of Object.values(queries).flat().slice(0, 200)) await ask(text);

  const like = sqlite.prepare('SELECT id FROM media WHERE title LIKE ? AND deleted_at IS NULL').pluck();
  const floors: number[] = [];
  const random = seeded(31);
  const typed = [...queries.prefixes, ...queries.substrings, ...queries.misspellings];
  for (let index = 0; index < likes; index++) {
    const text = typed[Math.floor(random() * typed.length)] ?? '';
    const began = performance.now();
    like.all(`%${text}%`);
    floors.push(performance.now() - began);
  }
  const floor = percentile(floors, 50);
  const everything: number[] = [];
  for (const [name, texts] of Object.entries(queries)) {
    caches.clear();
    const times: number[] = [];
    let found = 0;
    const cpu = process.cpuUsage();
    const slow: [number, string][] = [];
    for (const text of texts) {
      const began = performance.now();
      const { items } = await ask(text);
      const took = performance.now() - began;
      times.push(took);
      slow.push([took, text]);
      if (items.length > 0) found++;
    }
    const { user, system } = process.cpuUsage(cpu);
    if (name !== 'filters') everything.push(...times);
    slow.sort((one, other) => other[0] - one[0]);
    process.stdout.write(
      `  ${name}: ${texts.length} asked, ${found} found something; p50 ${percentile(times, 50).toFixed(2)}, p95 ${percentile(times, 95).toFixed(2)}, p99 ${percentile(times, 99).toFixed(2)} ms of the wall, ${((user + system) / 1000 / texts.length).toFixed(2)} ms of processor time each; slowest ${slow
        .slice(0, 4)
        .map(([took, text]) => `"${text}" ${took.toFixed(1)}`)
        .join(', ')}\n`,
    );
    rows.push(
      budgetRow(
        {
          name: `search, ${name}`,
          work: `p95 of ${texts.length} texts in core, 1.2 M titles`,
          ours: percentile(times, 95),
          unit: 'ms',
        },
        mostMs,
      ),
    );
  }
  rows.unshift(
    budgetRow(
      {
        name: 'search per keystroke, core',
        work: `p95 of all ${everything.length}, 1.2 M titles`,
        ours: percentile(everything, 95),
        unit: 'ms',
      },
      mostMs,
    ),
  );
  const median = percentile(everything, 50);
  rows.push({
    name: 'search against LIKE',
    work: `medians; floor: title LIKE '%q%' over the same table, ${likes} of the same texts`,
    ours: median,
    floor,
    unit: 'ms',
    ratio: median / floor,
    must: `≥ ${timesFaster}× faster (here ${(floor / median).toFixed(0)}×)`,
    ok: floor / median >= timesFaster,
  });
  await db.destroy();
  return rows;
}

function queriesOf(sqlite: Database.Database) {
  const random = seeded(37);
  const count = sqlite.prepare<[], number>('SELECT max(id) FROM media').pluck().get() ?? 1;
  const titleOf = sqlite.prepare<[number], string>('SELECT title FROM media WHERE id = ?').pluck();
  const pick = () => titleOf.get(1 + Math.floor(random() * count)) ?? '';
  const some = (size: number, make: () => string | undefined): string[] => {
    const found: string[] = [];
    while (found.length < size) {
      const text = make();
      if (text !== undefined) found.push(text);
    }
    return found;
  };
  return {
    prefixes: [...new Set(some(500, pick).flatMap((title) => Array.from(title, (_, index) => Array.from(title).slice(0, index + 1).join(''))))],
    substrings: some(200, () => {
      const title = pick();
      const start = 1 + Math.floor(random() * 6);
      const length = 3 + Math.floor(random() * 5);
      return title.length < start + length ? undefined : title.slice(start, start + length).trim();
    }),
    misspellings: some(100, () => {
      const title = pick();
      return title.length < 6 ? undefined : misspelt(title, random);
    }),
    filters: [
      'kind:song', 'kind:web_show', 'genre:horror', 'genre:folk kind:song', 'year:1990-1999', 'year:1931', 'rating:>8', 'rating:>9.5', 'rating:<3',
      'kind:song year:1990-1999 genre:pop rating:>8', 'mine:watchlist', 'mine:played', 'mine:unrated', 'mine:unrated rating:>9', 'list:Halloween', 'the kind:song',
      'the year:1931', 'the genre:western', 'love kind:web_show year:1950-', 'the mine:watchlist', 'the mine:played', 'a mine:unrated', 'the rating:>9',
      'the list:halloween', 't kind:song', 'th year:1980-1989 genre:jazz', 'year:1900-1960 kind:song genre:war', 'creator:möx', 'night creator:"möx dietgliet"',
      'genre:drama sort:newest', 'kind:movie sort:rating', 'love sort:oldest', 'mine:played sort:title', 'genre:war genre:jazz kind:song year:1944',
    ],
  }; // prettier-ignore
}

function misspelt(title: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (title.length - 2));
  const letter = String.fromCharCode(97 + Math.floor(random() * 26));
  const [before, here, after] = [title.slice(0, at), title.charAt(at), title.slice(at + 1)];
  return (
    [
      `${before}${after}`,
      `${before}${letter}${here}${after}`,
      `${before}${letter}${after}`,
      `${before}${after.charAt(0)}${here}${after.slice(1)}`,
    ][Math.floor(random() * 4)] ?? title
  );
}
