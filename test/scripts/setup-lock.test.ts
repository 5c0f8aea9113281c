import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { script } from './script.ts';

interface SetupLock {
  withSetupLock: <T>(work: () => Promise<T>, file: string) => Promise<T>;
}
const { withSetupLock } = await script<SetupLock>('setup-lock');

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mediary-lock-'));
  lock = join(folder, 'setup.lock');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test('one set-up waits for the other to finish', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    order.push(`${name} ends`);
  };
  await Promise.all([withSetupLock(work('first'), lock), withSetupLock(work('second'), lock)]);
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('the lock is released when the set-up fails', async () => {
  await expect(withSetupLock(() => Promise.reject(new Error('no network')), lock)).rejects.toThrow(
    'no network',
  );
  expect(existsSync(lock)).toBe(false);
});

test('the lock of a process that is gone does not count', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(lock, String(pid));
  expect(await withSetupLock(() => Promise.resolve('done'), lock)).toBe('done');
});
