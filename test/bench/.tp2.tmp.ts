// temp: cpu of ours vs floor
import { mkdtempSync, rmSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '#main/core/db/open.ts';
import { migrations } from '#migrations/index.ts';
import { benchCore, importFile } from './import-core.ts';
import { writeCatalogue, writeRatings } from './import-files.ts';
import { ratingsFloor } from './import-floor.ts';
const n = Number(process.argv[2] ?? 200000);
const folder = mkdtempSync('/tmp/mb-');
try {
  const titles = join(folder,'t.csv'), file = join(folder,'r.csv');
  writeCatalogue(titles, n/10); writeRatings(file, { rows: n, people: n/100, titles: n/10 });
  const df = join(folder,'d'); const b = await benchCore(df); await importFile(b, titles); await b.core.close();
  copyFileSync(join(df,'mediary.sqlite3'), join(folder,'f.sqlite3'));
  const db = openSqlite(join(folder,'f.sqlite3'), migrations.length, {synchronous:'NORMAL'});
  const ins = db.prepare(`INSERT INTO users (uid, name, role, hue, created_at, updated_at) VALUES (randomblob(16), ?, 'member', 0, '', '')`);
  const first = Number(ins.run('x').lastInsertRowid); for (let i=2;i<=n/100;i++) ins.run(String(i));
  let c = process.cpuUsage(); const f = ratingsFloor(db, file, first); c = process.cpuUsage(c); db.close();
  console.log('floor wall', f.toFixed(2), 'user', c.user/1e6, 'sys', c.system/1e6);
  const bench = await benchCore(df);
  c = process.cpuUsage();
  const { wall } = await importFile(bench, file, { mapping: { author: 'userId', movielens: 'movieId', rating: 'rating', date: 'timestamp' }, where: [] });
  c = process.cpuUsage(c); await bench.core.close();
  console.log('ours wall', wall.toFixed(2), 'user', c.user/1e6, 'sys', c.system/1e6);
} finally { rmSync(folder,{recursive:true,force:true}); }
