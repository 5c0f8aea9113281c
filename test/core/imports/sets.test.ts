// Files that nobody has seen before: locked, damaged and hostile archives, sets in folders, and questions that only
// the user can answer.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImportId } from '#shared/api/contract.ts';
import { reading } from '#shared/api/import-formats.ts';
import { inspectSet } from '#main/core/imports/formats/convert.ts';
import { survey } from '#main/core/imports/formats/survey.ts';
import { hashesOf, takePlanned } from '#main/core/imports/planned-source.ts';
import { archiveLimits } from '#main/core/imports/formats/archive-limits.ts';
import { goodPassword, scratchFolder } from '../../support/core.ts';
import {
  applied,
  filesOf,
  fixtures,
  holdings,
  inspected,
  planned,
  written,
  zipOf,
  zippedFixture,
} from './format-desk.ts';
import { finished, importDesk } from './support.ts';

const watched = Buffer.from('Date,Name,Year,Letterboxd URI\n2020-01-01,Heat,1995,https://boxd.it/a\n');

describe('an archive', () => {
  it('that is locked by the older cipher is read with a password of any letters', async () => {
    const desk = await importDesk();
    // As programs lock it: each byte of the password's UTF-8.
    const password = Buffer.from('Tülpe 1', 'utf8').toString('latin1');
    const bytes = await zipOf({ 'watched.csv': watched }, { password, zipCrypto: true });
    const token = desk.grant(written('letterboxd.zip', bytes));
    expect((await inspected(desk, token, { password: 'Tülpe 1' })).found).toMatchObject({
      name: 'letterboxd',
    });
  });

  it('that is locked asks for its password, and is read with it', async () => {
    const desk = await importDesk();
    const path = written('letterboxd.zip', await zipOf({ 'watched.csv': watched }, { password: 'tulip' }));
    const token = desk.grant(path);
    await expect(inspected(desk, token)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { reason: 'password_needed' },
    });
    await expect(inspected(desk, token, { password: 'rose' })).rejects.toMatchObject({
      details: { reason: 'wrong_password' },
    });
    const inspection = await inspected(desk, token, { password: 'tulip' });
    const { id, outcomes } = await applied(desk, inspection);
    expect(outcomes).toMatchObject({ rows: 1, inserted: 1 });
    const sqlite = desk.sql();
    const stored = sqlite.prepare('SELECT options FROM imports WHERE id = ?').pluck().get(id);
    sqlite.close();
    expect(stored).not.toContain('tulip');
  });

  it('has paths that are nothing but names', async () => {
    const desk = await importDesk();
    const files = {
      '../../../outside/watched.csv': watched,
      '__MACOSX/._watched.csv': randomBytes(20),
      'C:\\windows\\ratings.csv': Buffer.from(
        'Date,Name,Year,Letterboxd URI,Rating\n2020-01-01,Heat,1995,https://boxd.it/a,4\n',
      ),
    };
    const path = written('a/b/c/slip.zip', await zipOf(files));
    const inspection = await inspected(desk, desk.grant(path));
    expect(inspection.found?.members.map(({ role }) => role).sort()).toEqual(['ratings', 'watched']);
    expect((await applied(desk, inspection)).outcomes).toMatchObject({ rows: 2, rejected: 0 });
    expect(existsSync(join(path, '../../../../outside'))).toBe(false);
  });

  it('is refused where it unpacks to more than it may, in one file, in all, or by its ratio', async () => {
    const path = written(
      'big.zip',
      await zipOf({ 'watched.csv': Buffer.concat([watched, Buffer.alloc(4_000_000, 0x61)]) }),
    );
    const files = [{ path, name: 'big.zip', size: 1 }];
    const unpack = async (limits: Partial<typeof archiveLimits>) => {
      const { members, close } = await survey(files, { limits: { ...archiveLimits, ...limits } });
      try {
        await members[0]?.layOut(scratchFolder(), 0, () => undefined);
      } finally {
        await close();
      }
    };
    const refused = { code: 'invalid_input', details: { reason: 'unpacks_too_large' } };
    await expect(unpack({ memberBytes: 3_000_000 })).rejects.toMatchObject(refused);
    await expect(unpack({ totalBytes: 3_000_000 })).rejects.toMatchObject(refused);
    await expect(unpack({ ratioFrom: 1_000_000 })).rejects.toMatchObject(refused);
    await expect(unpack({ members: 0 })).rejects.toMatchObject({ details: { reason: 'too_many_files' } });
    await unpack({});
  });

  it('is refused in words where it is cut off anywhere', async () => {
    const whole = await zipOf({
      'watched.csv': Buffer.concat([watched, randomBytes(3000)]),
      'b.csv': watched,
    });
    for (const share of [0.01, 0.2, 0.5, 0.9, 0.99]) {
      const path = written('cut.zip', whole.subarray(0, Math.floor(whole.length * share)));
      const scratch = join(scratchFolder(), 'look');
      await expect(
        inspectSet([{ path, name: 'cut.zip', size: 1 }], { reading: reading.parse({}), scratch }),
      ).rejects.toMatchObject({ code: 'invalid_input', details: { reason: 'damaged_archive' } });
    }
  });

  it('of nothing that is known says so', async () => {
    const desk = await importDesk();
    const path = written('x.zip', await zipOf({ 'a.txt': Buffer.from('hello'), 'b.png': randomBytes(50) }));
    await expect(inspected(desk, desk.grant(path))).rejects.toMatchObject({
      code: 'invalid_input',
      details: { reason: 'unknown_set' },
    });
  });

  it('counts what was watched again in each of TV Time’s tables', async () => {
    const desk = await importDesk();
    const seen =
      'tv_show_name,episode_season_number,episode_number,created_at,rewatch_count\nDark,1,2,2020-01-01 20:00:00,2\n';
    const inspection = await inspected(desk, desk.grant(written('seen_episode.csv', Buffer.from(seen))));
    await applied(desk, inspection);
    expect(holdings(desk)['plays']).toHaveLength(3);
  });

  it('leaves files with tokens, passwords and addresses unopened', async () => {
    const desk = await importDesk();
    const inspection = await inspected(desk, desk.grant(await zippedFixture('tvtime/gdpr')));
    const secret = inspection.found?.members
      .filter(({ skipped }) => skipped === 'secret')
      .map(({ path }) => path);
    expect(secret).toEqual(['access_token.csv', 'ip_address.csv']);
    const path = join(fixtures, 'tvtime/gdpr/access_token.csv');
    const { members, close } = await survey([{ path, name: 'access_token.csv', size: 1 }]);
    await close();
    expect(members[0]?.head.length).toBe(0);
  });
});

describe('files that were given together', () => {
  it('are sorted into one source for each service and one for each other table', async () => {
    const desk = await importDesk();
    const folder = (fixture: string) => filesOf(fixture).map((path) => join(fixtures, fixture, path));
    const table = written('mine.csv', 'title,kind\nHeat,movie\n');
    const paths = [
      ...folder('imdb/v3'),
      table,
      ...folder('letterboxd/2025'),
      await zippedFixture('trakt/json'),
    ];
    const { tokens } = await desk.client.call('imports.gather', { tokens: paths.map(desk.grant) });
    const found = await Promise.all(tokens.map((token) => inspected(desk, token)));
    expect(found.map((one) => [one.preset, one.found?.members.length ?? 1])).toEqual([
      ['imdb', 3],
      ['catalogue', 1],
      ['letterboxd', 11],
      ['trakt', 14],
    ]);
  });

  it('are a folder as well, hidden files left out', async () => {
    const desk = await importDesk();
    const folder = join(scratchFolder(), 'export');
    mkdirSync(join(folder, 'likes'), { recursive: true });
    writeFileSync(join(folder, 'likes/films.csv'), watched);
    writeFileSync(join(folder, 'watchlist.csv'), watched);
    writeFileSync(join(folder, '.DS_Store'), 'x');
    const inspection = await inspected(desk, desk.grant(folder));
    expect(inspection.found?.members.map(({ path, role }) => [path, role])).toEqual([
      ['likes/films.csv', 'likes'],
      ['watchlist.csv', 'watchlist'],
    ]);
  });

  it('are read from gzip', async () => {
    const desk = await importDesk();
    const read = (name: string) => readFileSync(join(fixtures, 'imdb-datasets/tsv', name));
    const paths = ['title.basics.tsv', 'title.ratings.tsv'].map((name) =>
      written(`${name}.gz`, gzipSync(read(name))),
    );
    const { tokens } = await desk.client.call('imports.gather', { tokens: paths.map(desk.grant) });
    expect(tokens).toHaveLength(1);
    const inspection = await inspected(desk, tokens[0] ?? '', { kinds: ['movie'], leastVotes: null });
    expect((await applied(desk, inspection)).outcomes).toMatchObject({ rows: 2, inserted: 2 });
    const broken = written('title.basics.tsv.gz', gzipSync(read('title.basics.tsv')).subarray(0, 60));
    await expect(inspected(desk, desk.grant(broken)).then((one) => applied(desk, one))).rejects.toThrow(
      /damaged/,
    );
  });
});

describe('what only the user can say', () => {
  const simkl =
    'simkl_id,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n1,Heat,movie,1995,completed,,03/04/2019,9,,,949,tt0113277\n';

  it('is the order of day and month, where each date could be either', async () => {
    const desk = await importDesk();
    const token = desk.grant(written('SimklBackup.csv', simkl));
    const inspection = await inspected(desk, token);
    expect(inspection.found?.needs).toEqual([{ ask: 'dateOrder', choices: ['day-first', 'month-first'] }]);
    await expect(planned(desk, inspection)).rejects.toThrow(/dateOrder/);
    const said = await inspected(desk, token, { dateOrder: 'day-first' });
    expect(said.found?.needs).toEqual([]);
    await applied(desk, said);
    expect(holdings(desk)['plays']).toEqual(['Heat (1995) | 2019-04-03 | 9.0']);
  });

  it('is that order of any table that somebody saved in a spreadsheet', async () => {
    const desk = await importDesk();
    const diary = 'Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n';
    const token = desk.grant(
      written('diary.csv', `${diary}5/6/2021,Heat,1995,https://boxd.it/e,4,,,5/4/2021\n`),
    );
    expect((await inspected(desk, token)).found?.needs).toMatchObject([{ ask: 'dateOrder' }]);
    await applied(desk, await inspected(desk, token, { dateOrder: 'month-first' }));
    expect(holdings(desk)['plays']).toEqual(['Heat (1995) | 2021-05-04 | 8.0']);
  });

  it('is whose rows are meant, where a file holds those of several', async () => {
    const desk = await importDesk();
    const path = join(fixtures, 'netflix/activity/CONTENT_INTERACTION/ViewingActivity.csv');
    const inspection = await inspected(desk, desk.grant(path));
    expect(inspection.found?.needs).toEqual([{ ask: 'person', choices: ['Ada', 'Bo'] }]);
  });

  it('may be what the files are: a service that doesn’t know them says so', async () => {
    const desk = await importDesk();
    const token = desk.grant(written('watched.csv', watched));
    await expect(desk.client.call('imports.inspect', { token, as: 'trakt' })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { reason: 'not_this_format' },
    });
    const table = await desk.client.call('imports.inspect', { token, as: 'table' });
    expect(table).toMatchObject({ found: null, header: ['Date', 'Name', 'Year', 'Letterboxd URI'] });
  });
});

describe('an import that is cut short while its files are read', () => {
  const rows = 40_000;
  const scrobbles = `uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n${Array.from(
    { length: rows },
    (_none, index) => `${1_500_000_000 + index * 300},,Artist ${index % 50},,,,Track ${index % 900},`,
  ).join('\n')}\n`;

  it(
    'is there to be resumed, by another process and without the files, and is then the same',
    { timeout: 120_000 },
    async () => {
      const desk = await importDesk();
      const path = written('scrobbles.csv', scrobbles);
      const { token, suggestion } = await inspected(desk, desk.grant(path));
      const email = (await desk.client.call('profiles.whoami', {}))?.email ?? '';
      const begun = Promise.withResolvers<void>();
      desk.client.on('imports.job', ({ importId }) => {
        if (importId !== null) begun.resolve();
      });
      await desk.client.call('imports.apply', { token, options: suggestion });
      await begun.promise;
      const next = await desk.test.reopen();
      rmSync(path);
      const { client } = next.connect();
      await client.call('profiles.login', { who: email, password: goodPassword });
      const [cut] = await client.call('imports.list', {});
      expect(cut).toMatchObject({ status: 'interrupted' });
      const resumed = await finished(
        client,
        await client.call('imports.resume', { importId: cut?.id as ImportId }),
      );
      expect(resumed.state).toBe('done');
      expect(await client.call('imports.get', { importId: cut?.id as ImportId })).toMatchObject({
        status: 'done',
        outcomes: { rows, inserted: rows, rejected: 0 },
      });
    },
  );
});

describe('what a plan has read', () => {
  const rated = (stars: number) =>
    `Date,Name,Year,Letterboxd URI,Rating\n2020-01-01,Heat,1995,https://boxd.it/a,${stars}\n`;

  async function applyPlanned(change: (path: string) => void) {
    const desk = await importDesk();
    const path = written('ratings.csv', rated(4));
    const { token, suggestion: options } = await inspected(desk, desk.grant(path));
    const { jobId } = await desk.client.call('imports.plan', { token, options });
    await finished(desk.client, { jobId });
    change(path);
    let read = 0;
    desk.client.on('imports.job', ({ progress }) => {
      if (progress.step === 'reading') read++;
    });
    const begun = await desk.client.call('imports.apply', { token, options, planId: jobId });
    const job = await finished(desk.client, begun);
    expect(job).toMatchObject({ state: 'done', outcomes: { rows: 1, inserted: 1 } });
    expect(readdirSync(join(desk.test.dataFolder, 'imports', String(job.importId)))).toEqual(['source']);
    return { ratings: desk.sql().prepare('SELECT rating FROM reviews').pluck().all(), read };
  }

  it('is imported as it was read, where the files are the same', async () => {
    expect(await applyPlanned(() => undefined)).toEqual({ ratings: [80], read: 0 });
  });

  it('is read again where a file has changed, even if it is as long as before', async () => {
    expect(await applyPlanned((path) => writeFileSync(path, rated(3)))).toMatchObject({ ratings: [60] });
  });

  it('is planned anew as it was read', async () => {
    const desk = await importDesk();
    const { token, suggestion: options } = await inspected(
      desk,
      desk.grant(written('ratings.csv', rated(4))),
    );
    const first = await finished(desk.client, await desk.client.call('imports.plan', { token, options }));
    const next = await desk.client.call('imports.plan', { token, options, basedOn: first.jobId });
    const second = await finished(desk.client, next);
    expect(second).toMatchObject({ outcomes: first.outcomes, plan: first.plan });
    const planId = second.jobId;
    const job = await finished(
      desk.client,
      await desk.client.call('imports.apply', { token, options, planId }),
    );
    expect(job).toMatchObject({ state: 'done', outcomes: { rows: 1, inserted: 1 } });
    // The plan before has nothing left to give, and is good all the same.
    expect(await desk.client.call('imports.planRows', { jobId: first.jobId, limit: 5 })).toMatchObject({
      items: [{ outcome: 'new' }],
    });
    const again = await desk.client.call('imports.apply', { token, options, planId: first.jobId });
    expect(await finished(desk.client, again)).toMatchObject({ state: 'done', outcomes: { unchanged: 1 } });
  });

  it('is taken over only for files of the same content, and only as long as it is there', () => {
    const folder = scratchFolder();
    const [source, path, target] = ['original', 'planned', 'source'].map((name) => join(folder, name));
    if (!source || !path || !target) throw new Error('no paths');
    writeFileSync(source, 'one');
    writeFileSync(path, 'canonical');
    const conversion = {
      files: [{ path: source, name: 'a', size: 3 }],
      format: 'letterboxd',
      reading: reading.parse({}),
      target,
      scratch: join(folder, 'scratch'),
    } as const;
    const hashes = hashesOf(conversion.files);
    writeFileSync(source, 'two');
    expect(takePlanned({ path, hashes }, conversion)).toBeUndefined();
    expect(existsSync(target)).toBe(false);
    writeFileSync(source, 'one');
    expect(takePlanned(undefined, conversion)).toBeUndefined();
    expect(takePlanned({ path, hashes }, conversion)).toBe(9);
    expect(readFileSync(target, 'utf8')).toBe('canonical');
    expect(takePlanned({ path, hashes }, conversion)).toBeUndefined();
  });
});

it('leaves nothing of a plan behind', async () => {
  const desk = await importDesk();
  const zip = await inspected(desk, desk.grant(await zippedFixture('letterboxd/2017')));
  const { jobId } = await planned(desk, zip);
  const folder = join(desk.test.dataFolder, 'imports');
  const left = readdirSync(folder);
  expect(left.flatMap((name) => readdirSync(join(folder, name))).sort()).toEqual(['rows.sqlite3', 'source']);
  await desk.client.call('imports.dropPlan', { jobId });
  expect(readdirSync(folder).flatMap((name) => readdirSync(join(folder, name)))).toEqual([]);
});
