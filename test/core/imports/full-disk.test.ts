// An import that can't write: it says so, leaves the database whole, and goes on when there is room again.
import { chmodSync, mkdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImportId } from '#shared/api/contract.ts';
import { scratchFolder, testCore, type TestCore } from '../../support/core.ts';
import { finished, importDesk, type ImportDesk } from './support.ts';

const rows = 20_000;
const text = 'lorem ipsum dolor sit amet '.repeat(8);
const bigFile = `title,kind,year,description\n${Array.from({ length: rows }, (_, row) => `Film number ${row},movie,${1900 + (row % 120)},${text}`).join('\n')}\n`;

/** Few enough for no backup before it, and eight megabytes. */
const wideFile = `title,kind,description\n${Array.from({ length: 900 }, (_, row) => `Film ${row},movie,${text.repeat(42)}`).join('\n')}\n`;

/** A file system of so many MiB in memory; undefined where nobody may make one. */
function smallDisk(megabytes: number): string | undefined {
  const folder = scratchFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

function isWhole(test: TestCore): boolean {
  const sqlite = new Database(join(test.dataFolder, 'mediary.sqlite3'), { readonly: true });
  const checks = [sqlite.pragma('integrity_check', { simple: true }), sqlite.pragma('foreign_key_check')];
  sqlite.close();
  return JSON.stringify(checks) === '["ok",[]]';
}

/** Why the import of the file failed. */
async function failure(
  desk: ImportDesk,
  file: string,
): Promise<{ code?: string; details?: { reason?: string } }> {
  const { token, suggestion } = await desk.choose(file);
  const { jobId } = await desk.client.call('imports.apply', { token, options: suggestion });
  await finished(desk.client, { jobId }).catch(() => undefined);
  const { state, error } = await desk.client.call('imports.job', { jobId });
  expect(state).toBe('failed');
  return (error ?? {}) as { code?: string; details?: { reason?: string } };
}

describe('an import onto a full disk', () => {
  it('fails in words, leaves the database whole, and goes on when there is room', async (context) => {
    const disk = smallDisk(24);
    if (disk === undefined) {
      context.skip('no file system can be mounted here');
      return;
    }
    const desk = await importDesk(await testCore(join(disk, 'data')));
    const hog = new Database(join(disk, 'hog.sqlite3'));
    hog.exec('PRAGMA journal_mode = OFF; CREATE TABLE hog (x); INSERT INTO hog VALUES (zeroblob(6000000))');
    hog.close();
    expect(await failure(desk, bigFile)).toMatchObject({
      code: 'storage',
      details: { reason: 'disk_full' },
    });
    expect(isWhole(desk.test)).toBe(true);
    execFileSync('rm', [join(disk, 'hog.sqlite3')]);
    execFileSync('mount', ['-o', 'remount,size=200m', disk]);
    const [record] = await desk.client.call('imports.list', {});
    expect(record).toMatchObject({ status: 'failed', error: { code: 'storage' } });
    const job = await finished(
      desk.client,
      await desk.client.call('imports.resume', { importId: record?.id as ImportId }),
    );
    expect(job.outcomes).toMatchObject({ rows, inserted: rows });
    expect(isWhole(desk.test)).toBe(true);
  });

  it('fails likewise where the copy of the file already finds no room', async (context) => {
    const disk = smallDisk(4);
    if (disk === undefined) {
      context.skip('no file system can be mounted here');
      return;
    }
    const desk = await importDesk(await testCore(join(disk, 'data')));
    expect(await failure(desk, wideFile)).toMatchObject({
      code: 'storage',
      details: { reason: 'disk_full' },
    });
    expect(isWhole(desk.test)).toBe(true);
    expect(await desk.client.call('catalog.list', {})).toMatchObject({ total: 0 });
  });
});

describe('an import into a folder that became read-only', () => {
  it('fails in words and works again when it may write', async (context) => {
    const desk = await importDesk();
    const imports = join(desk.test.dataFolder, 'imports');
    mkdirSync(imports, { recursive: true });
    const writable = readOnly(imports);
    if (!writable) {
      context.skip('nothing can be made read-only here');
      return;
    }
    expect(await failure(desk, wideFile)).toMatchObject({
      code: 'storage',
      details: { reason: 'read_only' },
    });
    expect(isWhole(desk.test)).toBe(true);
    writable();
    expect((await desk.apply(wideFile)).outcomes).toMatchObject({ rows: 900, inserted: 900 });
  });
});

/** Gives what makes the folder writable again. */
function readOnly(folder: string): (() => void) | undefined {
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o500);
    return () => chmodSync(folder, 0o700);
  }
  // Whoever may do everything writes all the same, but not onto what is mounted read-only.
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return () => void execFileSync('umount', ['-l', folder]);
}
