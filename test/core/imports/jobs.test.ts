// Imports as jobs: progress, cancelling, closing, resuming, and whose running import is whose.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ImportId } from '#shared/api/contract.ts';
import type { ImportJob } from '#shared/api/imports.ts';
import { goodPassword, testCore } from '../../support/core.ts';
import { finished, importDesk, isAccounted } from './support.ts';

const rows = 40_000;
const bigFile = `title,kind,year\n${Array.from({ length: rows }, (_, row) => `Film number ${row},movie,${1900 + (row % 120)}`).join('\n')}\n`;

describe('a running import', () => {
  it('tells of true progress, and stops at once when it is cancelled, with what is committed kept', async () => {
    const desk = await importDesk();
    const { token, suggestion } = await desk.choose(bigFile);
    const heard: ImportJob[] = [];
    const { promise: underWay, resolve } = Promise.withResolvers<ImportJob>();
    desk.client.on('imports.job', (job) => {
      heard.push(job);
      if (job.outcomes.rows > 0) resolve(job);
    });
    const { jobId } = await desk.client.call('imports.apply', { token, options: suggestion });
    await underWay;
    await desk.client.call('imports.cancel', { jobId });
    const job = await finished(desk.client, { jobId });
    expect(job.state).toBe('cancelled');
    expect(job.outcomes.rows).toBeGreaterThan(0);
    expect(job.outcomes.rows).toBeLessThan(rows);
    for (const { progress, outcomes } of heard) {
      expect(progress.bytesDone).toBeLessThanOrEqual(progress.bytesTotal);
      expect(isAccounted(outcomes)).toBe(true);
    }
    const importId = job.importId as ImportId;
    expect(await desk.client.call('imports.get', { importId })).toMatchObject({
      status: 'cancelled',
      outcomes: { rows: job.outcomes.rows },
    });
    const { total } = await desk.client.call('catalog.list', {});
    expect(total).toBe(job.outcomes.inserted);

    const resumed = await finished(desk.client, await desk.client.call('imports.resume', { importId }));
    expect(resumed.outcomes).toMatchObject({ rows, inserted: rows });
    // The file stays, so that any row can still be pointed at another title.
    expect(readdirSync(join(desk.test.dataFolder, 'imports', String(importId)))).toEqual(['source']);
    await expect(desk.client.call('imports.resume', { importId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is interrupted when the app closes, and goes on in the next one', async () => {
    const desk = await importDesk(await testCore());
    const email = (await desk.client.call('profiles.whoami', {}))?.email ?? '';
    const { token, suggestion } = await desk.choose(bigFile);
    await desk.client.call('imports.apply', { token, options: suggestion });
    const { promise: underWay, resolve } = Promise.withResolvers<void>();
    desk.client.on('imports.job', ({ outcomes }) => {
      if (outcomes.rows > 0) resolve();
    });
    await underWay;
    const next = await desk.test.reopen();
    const { client } = next.connect();
    await client.call('profiles.login', { who: email, password: goodPassword });
    const [record] = await client.call('imports.list', {});
    expect(record).toMatchObject({ status: 'interrupted' });
    const job = await finished(
      client,
      await client.call('imports.resume', { importId: record?.id as ImportId }),
    );
    expect(job.outcomes).toMatchObject({ rows, inserted: rows });
  });

  it('waits its turn behind another, and can be cancelled while it waits', async () => {
    const desk = await importDesk();
    const first = await desk.choose(bigFile, 'one.csv');
    const second = await desk.choose('title,kind\nX,movie\n', 'two.csv');
    const one = await desk.client.call('imports.apply', { token: first.token, options: first.suggestion });
    const two = await desk.client.call('imports.apply', { token: second.token, options: second.suggestion });
    expect(await desk.client.call('imports.job', two)).toMatchObject({ state: 'running', importId: null });
    await desk.client.call('imports.cancel', two);
    await desk.client.call('imports.cancel', one);
    expect(await finished(desk.client, two)).toMatchObject({ state: 'cancelled', importId: null });
    expect(await desk.client.call('imports.list', {})).toHaveLength(1);
  });

  it("shows to nobody else: a job and an import are their owner's", async () => {
    const desk = await importDesk();
    const record = await desk.apply('title,kind\nX,movie\n');
    const { client } = await desk.test.register('Other');
    await expect(client.call('imports.get', { importId: record.id })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(client.call('imports.rejects', { importId: record.id })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(client.call('imports.job', { jobId: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await client.call('imports.list', {})).toEqual([]);
  });
});

describe('what a start finds', () => {
  it('marks the imports of dead processes, and leaves those of living ones alone', async () => {
    const desk = await importDesk();
    const beat = desk.test.clock.now().toISOString();
    const sqlite = new Database(join(desk.test.dataFolder, 'mediary.sqlite3'));
    const add = sqlite.prepare(
      `INSERT INTO imports (user_id, source, file_name, file_size, options, status, owner, started_at, heartbeat_at)
       VALUES (1, 'catalogue', ?, 5, '{}', 'running', ?, ?, ?)`,
    );
    add.run('dead', '999999999:x', beat, beat);
    add.run('alive', `${process.ppid}:x`, beat, beat);
    add.run('silent', `${process.ppid}:y`, beat, '2026-01-01T00:00:00.000Z');
    sqlite.close();
    const records = await desk.client.call('imports.list', {});
    expect(records.map(({ fileName, status }) => `${fileName} ${status}`).toSorted()).toEqual([
      'alive running',
      'dead interrupted',
      'silent interrupted',
    ]);
  });

  it('counts the totals that a crash left uncounted, without a resume', async () => {
    const desk = await importDesk();
    await desk.apply('title,kind,movielens\nOne,movie,m1\n');
    const options = {
      shape: 'reviews',
      mapping: { author: 'who', movielens: 'film', rating: 'score' },
      scale: { min: 1, max: 5 },
    } as const;
    const record = await desk.apply('who,film,score\n7,m1,4\n8,m1,5\n', options);
    // As a crash before the end leaves it: reviews are there, totals are not.
    const sqlite = new Database(join(desk.test.dataFolder, 'mediary.sqlite3'));
    sqlite.prepare('UPDATE media SET rating_count = 0, rating_sum = 0, weighted_rating = 0').run();
    sqlite
      .prepare(
        `UPDATE imports SET status = 'running', owner = '999999999:x', options = json_set(options, '$.uncounted', 1) WHERE id = ?`,
      )
      .run(record.id);
    sqlite.close();
    await desk.test.reopen();
    const again = new Database(join(desk.test.dataFolder, 'mediary.sqlite3'), { readonly: true });
    const totals = again.prepare('SELECT rating_count, rating_sum FROM media').raw();
    await expect.poll(() => totals.get()).toEqual([2, 180]);
    const uncounted = again
      .prepare(`SELECT json_extract(options, '$.uncounted') FROM imports WHERE id = ?`)
      .pluck();
    await expect.poll(() => uncounted.get(record.id)).toBe(0);
    again.close();
  });

  it('says so when the copy of the file is gone', async () => {
    const desk = await importDesk();
    const { token, suggestion } = await desk.choose(bigFile);
    const { jobId } = await desk.client.call('imports.apply', { token, options: suggestion });
    await expect
      .poll(async () => (await desk.client.call('imports.job', { jobId })).outcomes.rows)
      .toBeGreaterThan(0);
    await desk.client.call('imports.cancel', { jobId });
    const { importId } = await finished(desk.client, { jobId });
    rmSync(join(desk.test.dataFolder, 'imports'), { recursive: true });
    await expect(
      desk.client.call('imports.resume', { importId: importId as ImportId }),
    ).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('fails with the reason, and can be resumed, where the worker cannot go on', async () => {
    const desk = await importDesk();
    const sqlite = new Database(join(desk.test.dataFolder, 'mediary.sqlite3'));
    sqlite.exec(
      `CREATE TRIGGER full BEFORE INSERT ON media WHEN new.title = 'Film number 30000' BEGIN SELECT RAISE(ABORT, 'as if'); END`,
    );
    const { token, suggestion } = await desk.choose(bigFile);
    const { jobId } = await desk.client.call('imports.apply', { token, options: suggestion });
    await expect(finished(desk.client, { jobId })).rejects.toThrow('the job failed');
    const [record] = await desk.client.call('imports.list', {});
    expect(record).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    sqlite.exec('DROP TRIGGER full');
    sqlite.close();
    const job = await finished(
      desk.client,
      await desk.client.call('imports.resume', { importId: record?.id as ImportId }),
    );
    expect(job.outcomes).toMatchObject({ rows, inserted: rows });
  });
});
