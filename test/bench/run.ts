// npm run bench: the performance budget in one table. `-- import` or `-- library` runs one group; `--json FILE` also
// writes the rows as JSON. It ends with 1 when a budget is missed.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BenchRow } from './bench-row.ts';
import { importThroughput } from './import-throughput.ts';
import { importUi } from './import-ui.ts';
import { libraryRows } from './library.ts';

const groups: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  import: async () => [...(await importThroughput()), ...(await importUi())],
  library: libraryRows,
};

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const chosen = positionals.length === 0 ? Object.keys(groups) : positionals;
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
