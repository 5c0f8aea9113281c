// Every format and version of it, from synthetic twins of its files: recognised by itself, planned, imported as it
// stands in expected.json beside it, and once more without any change.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Reading } from '#shared/api/import-formats.ts';
import type { ImportRecord } from '#shared/api/imports.ts';
import {
  applied, fixtures, holdings, inspected, looseFixture, planned, zippedFixture,
} from './format-desk.ts'; // prettier-ignore
import { importDesk, isAccounted } from './support.ts';

interface Expected {
  readonly format: string;
  readonly reading?: Partial<Reading>;
  /** Path: what it was recognised as, or "- why not". */
  readonly files: Readonly<Record<string, string>>;
  readonly outcomes: Omit<ImportRecord['outcomes'], 'titlesAdded'>;
  /** "path:line field: reason". */
  readonly refused: readonly string[];
  readonly content: Readonly<Record<string, readonly string[]>>;
}

const all = readdirSync(fixtures).flatMap((service) =>
  readdirSync(join(fixtures, service)).map((variant) => `${service}/${variant}`),
);
const known = all.filter((fixture) => existsSync(join(fixtures, fixture, 'expected.json')));

describe('the files of a service', () => {
  it('each say what is expected of them', () => {
    expect(known).toEqual(all);
  });

  it.each(known)('%s arrive whole, and again change nothing', { timeout: 120_000 }, async (fixture) => {
    const expected = JSON.parse(readFileSync(join(fixtures, fixture, 'expected.json'), 'utf8')) as Expected;
    const desk = await importDesk();
    const inspection = await inspected(desk, desk.grant(await zippedFixture(fixture)), expected.reading);
    expect(inspection.found).toMatchObject({ name: expected.format, needs: [] });
    const members = inspection.found?.members ?? [];
    expect(
      Object.fromEntries(members.map(({ path, role, skipped }) => [path, role ?? `- ${skipped}`])),
    ).toEqual(expected.files);

    const plan = await planned(desk, inspection);
    const first = await applied(desk, inspection);
    const { titlesAdded: _added, ...outcomes } = first.outcomes;
    expect(outcomes).toEqual(expected.outcomes);
    expect(plan.outcomes).toEqual(first.outcomes);
    expect(isAccounted(first.outcomes)).toBe(true);
    expect(holdings(desk)).toEqual(expected.content);
    const { items } = await desk.client.call('imports.rejects', { importId: first.id, limit: 200 });
    expect(
      items.map(
        ({ origin, field, reason }) =>
          `${origin?.file}:${origin?.line} ${field === null ? '' : `${field}: `}${reason}`,
      ),
    ).toEqual(expected.refused);

    // Loose, as the same files lie in a folder.
    const tokens = await looseFixture(desk, fixture);
    expect(tokens).toHaveLength(1);
    const again = await applied(desk, await inspected(desk, tokens[0] ?? '', expected.reading));
    const { rows, rejected } = expected.outcomes;
    expect(again.outcomes).toMatchObject({
      rows,
      rejected,
      inserted: 0,
      updated: 0,
      unchanged: rows - rejected,
    });
    expect(holdings(desk)).toEqual(expected.content);
  });
});
