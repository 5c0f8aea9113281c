import { ratingsRow, catalogueRow } from '/work/main/test/bench/import-throughput.ts';
import { mkdtempSync, rmSync } from 'node:fs';
const n = Number(process.argv[3] ?? 200000);
const folder = mkdtempSync('/tmp/mb-');
const sizes = { ratings: n, people: n/100, ratedTitles: Math.min(60000, n/5), catalogue: n };
try { console.log(process.argv[2]==='c' ? await catalogueRow(folder, sizes) : await ratingsRow(folder, sizes)); } finally { rmSync(folder, {recursive:true, force:true}); }
