// The floor under an import: PapaParse and prepared inserts into the same tables with the same indexes, one thread,
// one transaction, no checks, no matching, no position.
import { readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import Papa from 'papaparse';
import { rowOf, unrated } from '#main/core/search/index-text.ts';

/** Seconds to put a catalogue file into media, its search entry, genres and external ids. */
export function catalogueFloor(sqlite: Database.Database, path: string): number {
  const began = performance.now();
  const time = new Date().toISOString();
  const media = sqlite.prepare(
    `INSERT INTO media (uid, kind, title, title_key, sort_key, year, disambiguator, creator, runtime, description, added_by, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, NULL, 1, ?, ?)`,
  );
  const search = sqlite.prepare('INSERT INTO media_search (rowid, words) VALUES (?, ?)');
  const genre = sqlite.prepare('INSERT INTO genres (name, key) VALUES (?, ?)');
  const mediaGenre = sqlite.prepare(
    'INSERT INTO media_genres (media_id, position, genre_id) VALUES (?, ?, ?)',
  );
  const externalId = sqlite.prepare('INSERT INTO external_ids (source, value, media_id) VALUES (?, ?, ?)');
  const genreIds = new Map<string, number>();
  const uid = Buffer.alloc(16);
  let id = 0;
  sqlite.exec('BEGIN IMMEDIATE');
  parse(path, ([title = '', kind, year, creator, genres = '', runtime, movielens]) => {
    id++;
    // As scattered as a hash is.
    uid.writeDoubleLE(Math.sin(id) * 1e9, 0);
    uid.writeUInt32LE(id, 8);
    const key = title.toLowerCase();
    media.run(uid, kind, title, key, key, Number(year), creator, Number(runtime), time, time);
    search.run(
      rowOf(id, unrated),
      `${key} ${creator?.toLowerCase()} ${genres.replace('|', ' ')} ${title.slice(0, 1)} ${year}`,
    );
    externalId.run('movielens', movielens, id);
    let position = 0;
    for (const name of new Set(genres.split('|'))) {
      let genreId = genreIds.get(name);
      if (genreId === undefined)
        genreIds.set(name, (genreId = Number(genre.run(name, name.toLowerCase()).lastInsertRowid)));
      mediaGenre.run(id, position++, genreId);
    }
  });
  sqlite.exec('COMMIT');
  return (performance.now() - began) / 1000;
}

/** Seconds to put a ratings file into reviews; `personId` and `titleId` are those of the first. */
export function ratingsFloor(sqlite: Database.Database, path: string, firstPerson: number): number {
  const began = performance.now();
  const time = new Date().toISOString();
  const review = sqlite.prepare(
    'INSERT INTO reviews (user_id, media_id, rating, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
  );
  sqlite.exec('BEGIN IMMEDIATE');
  parse(path, ([person, title, rating, timestamp]) => {
    review.run(
      firstPerson - 1 + Number(person),
      Number(title),
      Number(rating) * 20,
      new Date(Number(timestamp) * 1000).toISOString(),
      time,
    );
  });
  sqlite.exec('COMMIT');
  return (performance.now() - began) / 1000;
}

/** Seconds to delete what `ratingsFloor` put there, and the people. */
export function ratingsUndoFloor(sqlite: Database.Database, firstPerson: number): number {
  const began = performance.now();
  sqlite.exec('BEGIN IMMEDIATE');
  sqlite.prepare('DELETE FROM reviews WHERE user_id >= ?').run(firstPerson);
  sqlite.prepare('DELETE FROM users WHERE id >= ?').run(firstPerson);
  sqlite.exec('COMMIT');
  return (performance.now() - began) / 1000;
}

function parse(path: string, row: (cells: string[]) => void): void {
  let isHeader = true;
  Papa.parse<string[]>(readFileSync(path, 'utf8'), {
    delimiter: ',',
    newline: '\r\n',
    skipEmptyLines: true,
    step: ({ data }) => {
      if (!isHeader) row(data);
      isHeader = false;
    },
  });
}
