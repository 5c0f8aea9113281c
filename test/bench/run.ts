// npm run bench: the performance budget in one table. `-- import`, `-- search`, `-- stats`, `-- sync`, `-- library` or `-- recommendations` runs one group;
// `--json FILE` also writes the rows as JSON; `--data DIR` is the folder of MovieLens small and `--salt S` (again and
// again) its splits; `--seconds N` is how long is scrolled, `--rows N` of how many rows
// an import is whose upload and capture are measured. `upload` is the last part of `sync` alone. It ends with 1 when a budget is missed.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BenchRow } from './bench-row.ts';
import { exportRows } from './export.ts';
import { historyRows } from './import-history.ts';
import { importThroughput } from './import-throughput.ts';
import { planRowsRows } from './import-plan-rows.ts';
import { importUi } from './import-ui.ts';
import { libraryRows } from './library.ts';
import { recommendations } from './recommendations.ts';
import { searchRows } from './search.ts';
import { searchWindowRows } from './search-window.ts';
import { statsRows } from './stats.ts';
import { syncRows } from './sync.ts';
import { captureRows } from './sync-capture.ts';
import { syncServerRows } from './sync-server.ts';
import { uploadRows } from './sync-upload.ts';

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'string' },
    data: { type: 'string' },
    salt: { type: 'string', multiple: true },
    seconds: { type: 'string' },
    rows: { type: 'string' },
    first: { type: 'string' },
  },
  allowPositionals: true,
});

const rowCount = Number(values.rows ?? 1_000_000);

const groups: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  import: async () => [
    ...(await importThroughput()),
    ...(await historyRows()),
    ...(await importUi()),
    ...(await planRowsRows()),
  ],
  capture: () => captureRows(rowCount),
  sync: async () => [
    ...(await syncServerRows()),
    ...(await syncRows(Number(values.first ?? 95_000))),
    ...(await uploadRows(rowCount)),
  ],
  upload: () => uploadRows(rowCount),
  export: exportRows,
  search: async () => [...(await searchRows()), ...(await searchWindowRows())],
  stats: statsRows,
  library: () => libraryRows(Number(values.seconds ?? 60)),
  recommendations: async () => {
    if (values.data === undefined) {
      process.stdout.write('recommendations are left out: say where MovieLens small is with --data DIR\n');
      return [];
    }
    const { table: quality, rows: measured } = await recommendations({
      data: values.data,
      salts: values.salt ?? ['mediary-1'],
    });
    process.stdout.write(`\n${quality}\n`);
    return measured;
  },
};

/** Parts of others. */
const apart = new Set(['upload']);

const chosen =
  positionals.length === 0 ? Object.keys(groups).filter((name) => !apart.has(name)) : positionals;
const rows: BenchRow[] = [];
for (const name of chosen) {
  const group = groups[name];
  if (!group) throw new Error(`there is no group "${name}": ${Object.keys(groups).join(', ')}`);
  process.stdout.write(`measuring ${name}\n`);
  rows.push(...(await group()));
}
process.stdout.write(`\n${table(rows)}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exitCode = rows.every((row) => row.ok) ? 0 : 1;

function table(measured: readonly BenchRow[]): string {
  const lines = [
    ['', 'what', 'ours', 'floor', 'ratio', 'must', 'work'],
    ...measured.map((row) => [
      row.ok ? 'ok' : 'MISSED',
      row.name,
      figure(row.ours, row.unit),
      figure(row.floor, row.unit),
      row.ratio.toFixed(2),
      row.must,
      row.work,
    ]),
  ];
  const widths =
    lines[0]?.map((_cell, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0))) ?? [];
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function figure(value: number, unit: string): string {
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}
