// One hash of everything in a database: its version, its schema and every row of every table but the high-water mark.
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';

export function contentHash(file: string): string {
  const sqlite = new Database(file);
  try {
    return wholeHash(sqlite);
  } finally {
    sqlite.close();
  }
}

/** Throws what is wrong, in words. */
export function wholeHash(sqlite: Database.Database): string {
  const verdict = sqlite.pragma('integrity_check', { simple: true });
  if (verdict !== 'ok') throw new Error(`integrity_check: ${String(verdict)}`);
  const broken = sqlite.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error(`${broken.length} broken references`);
  const tables = sqlite
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'high_water' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .all();
  const hash = createHash('sha1').update(String(sqlite.pragma('user_version', { simple: true })));
  for (const { name, sql } of tables) {
    hash.update(sql);
    hash.update(serialize(sqlite.prepare(`SELECT * FROM "${name}"`).raw().all()));
  }
  return hash.digest('hex');
}
