// What capture and the store read, they find by an index: no statement goes through a whole table that grows.
import { expect, test } from 'vitest';
import { createCapture } from '#main/core/sync/capture.ts';
import { createSqliteStore } from '#main/core/sync/sqlite-store.ts';
import { testCore } from '../../support/core.ts';
import { openDatabase } from '../../support/sync.ts';
import { linkProfile } from '../../support/sync-links.ts';

/** Tables that stay small: a row for each profile, or what one transaction wrote. */
const small =
  /\b(?:sync_accounts|sync_clocks|sync_feeds|sync_marks|sync_gone|sync_through|search_new_words|genres|json_each|CONSTANT ROW)\b/;
const whole = /^SCAN (?!\(subquery)/;

test('no statement of sync reads a whole table', async () => {
  const app = await testCore();
  const { profile } = await app.register('Ada');
  const sqlite = openDatabase(app);
  linkProfile(sqlite, profile.id);
  const texts = new Set<string>();
  const listened = new Proxy(sqlite, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name === 'prepare')
        return (text: string) => {
          texts.add(text);
          return target.prepare(text);
        };
      return value.bind(target) as unknown;
    },
  });
  const options = { sqlite: listened, userId: profile.id, wallMs: Date.now };
  createSqliteStore(options).transact(() => createCapture(listened, Date.now).settle());
  const reads = [...texts].filter((text) => /^\s*SELECT/.test(text) && !text.includes('WHERE false'));
  expect(reads.length).toBeGreaterThan(50);
  const slow = reads.flatMap((text) =>
    sqlite
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN ${text.replaceAll(/@\w+/g, '1').replaceAll('?', '1')}`,
      )
      .all()
      .filter(({ detail }) => whole.test(detail) && !small.test(detail))
      .map(({ detail }) => `${detail}: ${text.replaceAll(/\s+/g, ' ').slice(0, 200)}`),
  );
  expect(slow).toEqual([]);
});
