// Search per keystroke in core: every beginning of 500 titles, words, substrings, misspellings and filters over 1.2 M titles, by class,
// beside `title LIKE '%q%'` on the same table in the same run.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { migrations } from '#migrations/index.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { createSearch } from '#main/core/search/search.ts';
import { createCaches } from '#main/core/cache.ts';
import { createDb } from '#main/core/db/db.ts';
import { systemClock } from '#main/core/clock.ts';
import { bigLibrary } from './big-library.ts';
import { budgetRow, percentile, type BenchRow } from './bench-row.ts';
import { seeded } from './import-files.ts';
import { byLength, typedTexts } from './search-texts.ts';

const limit = 20;
const mostMs = 5;
const timesFaster = 100;
/** Each takes a second: enough of them for a median. */
const likes = 25;

interface Measured {
  /** Milliseconds of the wall, a text each. */
  readonly times: readonly number[];
  /** Milliseconds of processor time, of this thread alone. */
  readonly cpu: readonly number[];
}

export async function searchRows(): Promise<BenchRow[]> {
  const folder = await bigLibrary();
  const sqlite = openSqlite(join(folder, 'mediary.sqlite3'), migrations.length);
  const db = createDb(sqlite);
  const caches = createCaches();
  const search = createSearch({ db, sqlite, clock: systemClock, caches, settle: () => Promise.resolve() });
  const person = { id: 1, name: 'Bench', role: 'admin' } as const;
  const ask = async (text: string) =>
    await search['catalog.search'](
      { text, limit, cursor: null },
      {
        session: undefined as never,
        person: person as never,
      },
    );

  const { wholes: _wholes, beginnings, filters, ...others } = typedTexts(sqlite);
  for (const text of [...beginnings.slice(0, 300), ...Object.values(others).flat().slice(0, 200)])
    await ask(text);
  const floor = likeFloor(sqlite, [...beginnings, ...others.substrings, ...others.oneTypo]);

  const rows: BenchRow[] = [];
  const everything: number[] = [];
  for (const [name, texts] of Object.entries({ ...byLength(beginnings), ...others, filters })) {
    caches.clear();
    const { times } = await measure(name, texts, ask);
    if (name !== 'filters') everything.push(...times);
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
  await db.destroy();
  const median = percentile(everything, 50);
  return [
    budgetRow(
      {
        name: 'search per keystroke, core',
        work: `p95 of all ${everything.length}, 1.2 M titles`,
        ours: percentile(everything, 95),
        unit: 'ms',
      },
      mostMs,
    ),
    ...rows,
    {
      name: 'search against LIKE',
      work: `medians; floor: title LIKE '%q%' over the same table, ${likes} of the same texts`,
      ours: median,
      floor,
      unit: 'ms',
      ratio: median / floor,
      must: `≥ ${timesFaster}× faster (here ${(floor / median).toFixed(0)}×)`,
      ok: floor / median >= timesFaster,
    },
  ];
}

async function measure(
  name: string,
  texts: readonly string[],
  ask: (text: string) => Promise<{ readonly items: readonly unknown[] }>,
): Promise<Measured> {
  const times: number[] = [];
  const cpu: number[] = [];
  const slow: [number, string][] = [];
  let found = 0;
  for (const text of texts) {
    const before = process.threadCpuUsage();
    const began = performance.now();
    const { items } = await ask(text);
    const took = performance.now() - began;
    const { user, system } = process.threadCpuUsage(before);
    times.push(took);
    cpu.push((user + system) / 1000);
    slow.push([took, text]);
    if (items.length > 0) found++;
  }
  slow.sort((one, other) => other[0] - one[0]);
  const figures = (values: readonly number[]) =>
    [50, 95, 99].map((percent) => `p${percent} ${percentile(values, percent).toFixed(2)}`).join(', ');
  process.stdout.write(
    `  ${name}: ${texts.length} asked, ${found} found something; ${figures(times)} ms of the wall; ${figures(cpu)} ms of processor time; slowest ${slow
      .slice(0, 4)
      .map(([took, text]) => `"${text}" ${took.toFixed(1)}`)
      .join(', ')}\n`,
  );
  return { times, cpu };
}

/** The median of milliseconds that LIKE takes for some of the texts. */
function likeFloor(sqlite: Database.Database, texts: readonly string[]): number {
  const like = sqlite.prepare('SELECT id FROM media WHERE title LIKE ? AND deleted_at IS NULL').pluck();
  const random = seeded(31);
  const times: number[] = [];
  for (let index = 0; index < likes; index++) {
    const text = texts[Math.floor(random() * texts.length)] ?? '';
    const began = performance.now();
    like.all(`%${text}%`);
    times.push(performance.now() - began);
  }
  return percentile(times, 50);
}
