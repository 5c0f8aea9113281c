// The figures of the fault runs, for the README's table: test-results/faults.json has them all.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/built.ts';

const file = join(projectRoot, 'test-results', 'faults.json');

export function keepFigures(topic: string, figures: object): void {
  mkdirSync(join(file, '..'), { recursive: true });
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
  writeFileSync(file, `${JSON.stringify({ ...known, [topic]: figures }, null, 2)}\n`);
}
