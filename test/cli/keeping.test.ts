// export, backup, backups, restore and check as people type them.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bob, createHousehold } from './mediary.ts';

const mediary = await createHousehold();

describe.concurrent('keeping what is there', () => {
  test('export writes a folder, a ZIP, a document or Letterboxd’s files, and replaces only with --force', async () => {
    const { folder, json, run, refusal } = mediary();
    await json(['add', 'movie', 'Heat', '--year', '1995']);
    await json(['review', '1', '9.5', '=1+1']);
    const out = `${folder}-out`;
    for (const name of ['all.zip', 'all.json', 'tables', 'films.csv']) {
      const format = name === 'films.csv' ? ['--format', 'letterboxd'] : [];
      expect(await json(['export', `${out}-${name}`, ...format])).toMatchObject({
        name: expect.stringContaining(name),
      });
      expect(existsSync(`${out}-${name}`)).toBe(true);
    }
    expect(readFileSync(`${out}-tables/reviews.csv`, 'utf8')).toContain("9.5,'=1+1,");
    expect(JSON.parse(readFileSync(`${out}-all.json`, 'utf8'))).toMatchObject({
      format: 'mediary/1',
      counts: { reviews: 1 },
    });
    const again = await refusal(['export', `${out}-all.json`]);
    expect(again).toMatchObject({ code: 1, error: expect.stringContaining('Replace it with --force') });
    expect((await run(['export', `${out}-all.json`, '--force'])).code).toBe(0);
    expect((await refusal(['export', join(folder, 'nowhere', 'y.json')])).error).toMatch(
      /^error: storage: There is no such folder/,
    );
    expect((await refusal(['export', `${out}-x`, '--format', 'xml'])).error).toContain(
      'csv, json, letterboxd',
    );
  });

  test('a database that is older than it was is told of with every command, until a check', async () => {
    const { folder, json, run } = mediary();
    const database = join(folder, 'mediary.sqlite3');
    await json(['add', 'movie', 'Heat', '--year', '1995']);
    copyFileSync(database, `${folder}-older`);
    await json(['add', 'movie', 'Ran', '--year', '1985']);
    copyFileSync(`${folder}-older`, database);
    for (const args of [['list'], ['list']])
      expect((await run(args)).stderr).toMatch(
        /^warning: changes made from \d{4}-\d\d-\d\d .* until .* are missing from the database. Look at it: mediary check$/m,
      );
    expect((await run(['check'])).code).toBe(0);
    expect((await run(['list'])).stderr).toBe('');
  });

  test('backup, restore and the way back', async () => {
    const { folder, json, run, refusal } = mediary();
    const file = `${folder}-mine.mediary`;
    await json(['add', 'movie', 'Heat', '--year', '1995']);
    expect(await json(['backup', file])).toMatchObject({ titles: 1, file });
    expect((await refusal(['backup', file])).error).toContain('is there already');
    await json(['add', 'movie', 'Ran', '--year', '1985']);
    const restored = await json<{ before: string }>(['restore', file, '--yes']);
    expect(restored).toMatchObject({ titles: 1, stillLoggedIn: true });
    expect(await json(['list'])).toMatchObject({ total: 1 });
    expect(await json(['backups'])).toMatchObject({
      total: 1,
      items: [{ name: restored.before, reason: 'before-restore' }],
    });
    expect((await run(['restore', restored.before])).stdout).toContain('Take it back');
    expect(await json(['list'])).toMatchObject({ total: 2 });
    writeFileSync(`${folder}-no.mediary`, 'not a backup');
    expect((await refusal(['restore', `${folder}-no.mediary`])).error).toContain(
      'is not a backup of Mediary',
    );
    expect((await refusal(['backup'], { terminal: bob.terminal })).error).toMatch(
      /^error: (?:forbidden|unauthenticated)/,
    );
  });

  test('check tells that all is well, and --mend needs nothing to do', async () => {
    const { json, run } = mediary();
    expect(await json(['check'])).toMatchObject({ ok: true, backup: null });
    const told = await run(['check', '--mend']);
    expect(told.code).toBe(0);
    expect(told.stdout).toContain('The file is whole');
  });
});
