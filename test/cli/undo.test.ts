// Undo at the terminal: told before, done, and told after.
import { expect, it } from 'vitest';
import { createHousehold, scratchFile } from './mediary.ts';

// Many commands in a row, on a machine that may be busy.
it('takes an import back, after telling what that does', async () => {
  const mediary = (await createHousehold())();
  const file = scratchFile('plays.csv', 'title,year,watched_at\nHeat,1995,2019-05-01\nRan,1985,2020\n');
  await mediary.json(['import', file, '--as', 'plays', '--kind', 'movie', '--map', 'played=watched_at']);
  const expected = { importId: 1, removed: { titles: 2, plays: 2 }, kept: 0, keptItems: [] };
  expect(await mediary.json(['imports', 'undo', '1', '--dry-run'])).toMatchObject(expected);
  expect((await mediary.run(['imports', 'undo', '1', '--dry-run'])).stdout).toMatch(/plays +2 +0/);
  expect(await mediary.json(['imports', 'undo', '1'])).toMatchObject(expected);
  expect(await mediary.json(['list'])).toMatchObject({ total: 0 });
  expect(await mediary.json(['imports'])).toMatchObject({ items: [{ status: 'undone' }] });
  expect((await mediary.refusal(['imports', 'undo', '1'])).error).toMatch(
    /^error: conflict: .*undone already/,
  );
}, 180_000);
