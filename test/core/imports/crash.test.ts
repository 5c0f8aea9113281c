// An import whose process is killed at random moments, again and again, and resumed each time, ends in the same
// content as one that was never disturbed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createClient } from '#shared/api/client.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import { goodPassword, scratchFolder, testCore } from '../../support/core.ts';

const child = join(import.meta.dirname, 'crash-child.ts');
/** Titles, authors, duplicates, contradictions, refusals, and updates of titles that are there. */
const catalogue = Array.from({ length: 9000 }, (_, row) => {
  const title = `Film ${row % 7 === 0 ? row - 7 : row} of the ${row % 11}`;
  return `${title},${row % 97 === 0 ? 'opera' : 'movie'},${1950 + (row % 70)},${row % 3 === 0 ? '' : `Maker ${row % 50}`},${row % 5 === 0 ? 'Drama|Crime' : ''},m${row % 13 === 0 ? row - 13 : row}`;
});
const ratings = Array.from(
  { length: 12_000 },
  (_, row) =>
    `${row % 40},m${(row * 7) % 9000},${((row % 10) + 1) / 2},"note ${row}\nsecond line",${1_000_000_000 + row}`,
);

const files: readonly { name: string; text: string; options: Partial<ImportOptions> }[] = [
  {
    name: 'catalogue',
    text: `title,kind,year,creator,genres,movielens\n${catalogue.join('\n')}\n`,
    options: {},
  },
  {
    name: 'ratings',
    text: `who,film,score,text,at\n${ratings.join('\n')}\n`,
    options: {
      shape: 'reviews',
      mapping: { author: 'who', movielens: 'film', rating: 'score', comment: 'text', date: 'at' },
      scale: { min: 0.5, max: 5 },
    },
  },
];

describe('an import that is killed', () => {
  it('ends, after any number of kills and resumes, in the content of an undisturbed one', async () => {
    const calm = await folderWithProfile();
    const stormy = await folderWithProfile();
    let kills = 0;
    for (const { name, text, options } of files) {
      const file = join(calm, `${name}.csv`);
      writeFileSync(file, text);
      await run(calm, file, options, null);
      for (let attempt = 0; attempt < 40; attempt++) {
        const finished = await run(stormy, file, options, attempt < 10 ? 20 + Math.random() * 350 : null);
        if (finished) break;
        kills++;
      }
    }
    expect(kills).toBeGreaterThan(3);
    expect(content(stormy)).toEqual(content(calm));
    // What was there for a resume alone is gone; the file stays for who points a row elsewhere.
    expect(readdirSync(join(stormy, 'imports', '1'))).toEqual(['source']);
  }, 180_000);
});

async function folderWithProfile(): Promise<string> {
  const dataFolder = scratchFolder();
  const { core } = await testCore(dataFolder);
  const client = createClient(core.connect('window'));
  await client.call('profiles.register', {
    name: 'Crash',
    email: 'crash@example.org',
    password: goodPassword,
  });
  await core.close();
  return dataFolder;
}

/** Whether it came to its end; `killAfter`: ms after the import began at which the process is killed. */
function run(
  dataFolder: string,
  file: string,
  options: Partial<ImportOptions>,
  killAfter: number | null,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, [child, dataFolder, file, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    process_.stdout.on('data', (chunk: Buffer) => {
      const begun = output.includes('started');
      output += chunk.toString();
      if (killAfter !== null && !begun && output.includes('started'))
        void sleep(killAfter).then(() => process_.kill('SIGKILL'));
    });
    process_.on('exit', () => {
      if (killAfter === null && !output.includes('done'))
        reject(new Error(`the import did not end: ${output}`));
      else resolve(output.includes('done'));
    });
  });
}

/** A hash per table, without what tells of time and of the way there. */
function content(dataFolder: string): Record<string, { rows: number; hash: string }> {
  const sqlite = new Database(join(dataFolder, 'mediary.sqlite3'), { readonly: true });
  const queries = {
    media:
      'SELECT id, hex(uid), kind, title, title_key, sort_key, year, disambiguator, creator, runtime, description, rating_count, rating_sum, weighted_rating, added_by, deleted_at FROM media ORDER BY id',
    search: `SELECT rowid FROM media_search WHERE media_search MATCH 'film' ORDER BY rowid`,
    genres: 'SELECT id, name, key FROM genres ORDER BY id',
    media_genres: 'SELECT * FROM media_genres ORDER BY media_id, position',
    external_ids: 'SELECT * FROM external_ids ORDER BY source, value',
    users: 'SELECT id, name, role, hue FROM users ORDER BY id',
    authors: 'SELECT hex(uid) FROM users WHERE password_hash IS NULL ORDER BY id',
    reviews: `SELECT id, user_id, media_id, rating, body, spoiler, deleted_at FROM reviews ORDER BY id`,
    imports:
      'SELECT id, status, position, rows, inserted, updated, unchanged, rejected, raised, titles_added, owner, error FROM imports ORDER BY id',
    rejects: 'SELECT * FROM import_rejects ORDER BY import_id, line',
    changed: `SELECT import_id, table_name, sum(last_id - first_id + 1) AS n FROM import_changes GROUP BY 1, 2 ORDER BY 1, 2`,
  };
  const result = Object.fromEntries(
    Object.entries(queries).map(([table, query]) => {
      const rows = sqlite.prepare(query).all();
      return [
        table,
        { rows: rows.length, hash: createHash('sha256').update(JSON.stringify(rows)).digest('hex') },
      ];
    }),
  );
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(sqlite.pragma('foreign_key_check')).toEqual([]);
  sqlite.close();
  return result;
}
