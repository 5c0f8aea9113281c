// Pages of the diary and of lists walk along their indexes, however big the catalogue is: asserted by query plan.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDb } from '#main/core/db/db.ts';
import { datedPlays, undatedPlays } from '#main/core/diary/play-list.ts';
import { listItems } from '#main/core/lists/list-rows.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { testCore } from '../../support/core.ts';

interface Compiled {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[] };
}

async function setup() {
  const { dataFolder } = await testCore();
  const sqlite = new Database(join(dataFolder, 'mediary.sqlite3'));
  const db = createDb(sqlite);
  onTestFinished(() => db.destroy());
  const plan = (query: Compiled) => {
    const { sql, parameters } = query.compile();
    const steps = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[];
    return steps.map(({ detail }) => detail);
  };
  return { db, plan };
}

const filters = [
  {},
  { kind: 'movie' as const },
  { from: '2019' as PartialDate, to: '2020-05' as PartialDate },
  { rewatch: true, tag: 'cinema' },
];

test.each(filters)(
  'a page of the diary with %j walks along the index by date and sorts nothing',
  async (filter) => {
    const { db, plan } = await setup();
    for (const query of [
      datedPlays(db, 1, filter, undefined, 61),
      datedPlays(db, 1, filter, ['2019-05-01', 7], 61),
      undatedPlays(db, 1, filter, undefined, 61),
      undatedPlays(db, 1, filter, [null, 7], 61),
    ]) {
      const steps = plan(query);
      expect(steps[0]).toContain('SEARCH plays USING INDEX plays_user_date');
      expect(steps.join('\n')).not.toContain('TEMP B-TREE');
      expect(steps.join('\n')).toContain('SEARCH media USING INTEGER PRIMARY KEY');
    }
  },
);

test('a page of a title’s plays goes by the title', async () => {
  const { db, plan } = await setup();
  expect(plan(datedPlays(db, 1, { mediaId: 5 as MediaId }, undefined, 61))[0]).toContain(
    'SEARCH plays USING INDEX plays_user_',
  );
});

test('a page of a list walks along its positions', async () => {
  const { db, plan } = await setup();
  for (const after of [undefined, ['a5', 7] as const]) {
    const steps = plan(listItems(db, 1, 1, after, 101));
    expect(steps[0]).toContain('SEARCH list_items USING INDEX list_items_position');
    expect(steps.join('\n')).toContain('SEARCH media USING INTEGER PRIMARY KEY');
  }
});
