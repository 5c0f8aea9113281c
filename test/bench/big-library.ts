// The library that search is measured on: 1.2 M titles whose words follow Zipf's law, a million ratings of ten thousand people, and one
// person with 20 k plays. Made once for every state of the code that shapes it, and kept in .cache.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { createMediaWriter } from '#main/core/catalog/media-writer.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { createSearchUpkeep } from '#main/core/search/upkeep.ts';
import { migrations } from '#migrations/index.ts';
import { bigTitles } from './big-library-titles.ts';
import { benchCore } from './import-core.ts';
import { seeded } from './import-files.ts';

export const bigLibrarySize = {
  titles: 1_200_000,
  ratings: 1_000_000,
  rated: 60_000,
  people: 10_000,
  plays: 20_000,
};

/** The data folder. Its one profile is the bench's own. */
export async function bigLibrary(): Promise<string> {
  const root = join(import.meta.dirname, '..', '..');
  const sources = [
    'migrations/*.ts',
    'src-main/core/search/{grams,index-text,index-writer,upkeep}.ts',
    'src-main/core/catalog/media-writer.ts',
    'src-shared/domain/search-words.ts',
    'test/bench/big-library*.ts',
  ];
  const hash = createHash('sha256');
  for (const path of globSync(sources, { cwd: root }).toSorted()) hash.update(readFileSync(join(root, path)));
  const folder = join(root, '.cache', `big-library-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  for (const old of globSync('.cache/big-library-*', { cwd: root }))
    rmSync(join(root, old), { recursive: true });
  const part = join(root, '.cache', 'big-library-part');
  mkdirSync(part, { recursive: true });
  const bench = await benchCore(part);
  await bench.core.close();
  const sqlite = openSqlite(join(part, 'mediary.sqlite3'), migrations.length, { synchronous: 'NORMAL' });
  for (const [name, make] of Object.entries({
    titles: addTitles,
    ratings: addRatings,
    own: addOwn,
    index: keepUp,
  })) {
    const began = process.cpuUsage();
    make(sqlite);
    const { user, system } = process.cpuUsage(began);
    process.stdout.write(`  ${name}: ${((user + system) / 1e6).toFixed(1)} s of processor time\n`);
  }
  sqlite.exec('ANALYZE');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  renameSync(part, folder);
  return folder;
}

const time = '2026-03-01T10:00:00.000Z';

function addTitles(sqlite: Database.Database): void {
  const writer = createMediaWriter(sqlite);
  const taken = new Set<string>();
  sqlite.exec('BEGIN');
  bigTitles(bigLibrarySize.titles, (title, index) => {
    const facts = { ...title, description: null, disambiguator: null, externalIds: [] };
    const uid = writer.uidOf(facts).toString('latin1');
    const isTaken = taken.has(uid);
    taken.add(uid);
    writer.insert(isTaken ? { ...facts, disambiguator: String(index) } : facts, 1, time);
    if (index % 20_000 === 0) sqlite.exec('COMMIT; BEGIN');
  });
  sqlite.exec('COMMIT');
}

function addRatings(sqlite: Database.Database): void {
  const random = seeded(23);
  const user = sqlite.prepare(
    `INSERT INTO users (uid, name, role, hue, created_at, updated_at) VALUES (randomblob(16), ?, 'member', 0, '${time}', '${time}')`,
  );
  const review = sqlite.prepare(
    `INSERT OR IGNORE INTO reviews (user_id, media_id, rating, created_at, updated_at) VALUES (?, ?, ?, '${time}', '${time}')`,
  );
  // Popular titles stand anywhere in the catalogue.
  const titles = Array.from(
    { length: bigLibrarySize.rated },
    () => 1 + Math.floor(random() * bigLibrarySize.titles),
  );
  sqlite.transaction(() => {
    for (let person = 1; person <= bigLibrarySize.people; person++) {
      const userId = Number(user.run(`Author ${person}`).lastInsertRowid);
      for (let rating = 0; rating < bigLibrarySize.ratings / bigLibrarySize.people; rating++) {
        const rank = Math.min(titles.length - 1, Math.floor((titles.length + 1) ** (random() ** 0.7)) - 1);
        review.run(userId, titles[rank], 10 + Math.floor(Math.sqrt(random()) * 91));
      }
    }
    sqlite.exec(`UPDATE media SET (rating_count, rating_sum, weighted_rating) = (
      SELECT count(*), sum(rating), (sum(rating) + 325.0) / (count(*) + 5) FROM reviews WHERE media_id = media.id)
      WHERE id IN (SELECT media_id FROM reviews)`);
  })();
}

function addOwn(sqlite: Database.Database): void {
  const random = seeded(29);
  const rated = sqlite
    .prepare<[], number>('SELECT id FROM media WHERE rating_count > 0 ORDER BY id')
    .pluck()
    .all();
  const pick = () => rated[Math.floor(random() * rated.length)] ?? 1;
  const play = sqlite.prepare(
    `INSERT INTO plays (uid, user_id, media_id, played_on, created_at, updated_at) VALUES (randomblob(16), 1, ?, ?, '${time}', '${time}')`,
  );
  const shelf = sqlite.prepare(
    `INSERT OR IGNORE INTO watchlist (user_id, media_id, created_at, updated_at) VALUES (1, ?, '${time}', '${time}')`,
  );
  const item = sqlite.prepare(
    `INSERT OR IGNORE INTO list_items (list_id, media_id, position, created_at, updated_at) VALUES (1, ?, ?, '${time}', '${time}')`,
  );
  sqlite.transaction(() => {
    for (let index = 0; index < bigLibrarySize.plays; index++)
      play.run(pick(), `20${10 + Math.floor(random() * 15)}-0${1 + (index % 9)}-1${index % 10}`);
    for (let index = 0; index < 400; index++) shelf.run(pick());
    sqlite.exec(
      `INSERT INTO lists (id, uid, user_id, name, created_at, updated_at) VALUES (1, randomblob(16), 1, 'Halloween', '${time}', '${time}')`,
    );
    for (let index = 0; index < 120; index++) item.run(pick(), `a${String(index).padStart(4, '0')}`);
  })();
}

function keepUp(sqlite: Database.Database): void {
  createSearchUpkeep(sqlite).run(() => true);
}
