// What is no longer needed and what must go: a file that can't be removed is nobody's failure, or one that can be told.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeFile, removeQuietly } from '#main/core/files/durable.ts';
import { scratchFolder } from '../../support/core.ts';

test('what is removed quietly is gone, with all that it holds, or stays without a word', () => {
  const folder = join(scratchFolder(), 'copies');
  mkdirSync(folder);
  writeFileSync(join(folder, 'one'), '1');
  removeQuietly(folder);
  expect(existsSync(folder)).toBe(false);
  removeQuietly(folder);
});

test.runIf(process.platform === 'linux')('where nobody may remove: quietly, or with the reason', () => {
  const stays = '/proc/version';
  removeQuietly(stays);
  expect(existsSync(stays)).toBe(true);
  expect(() => removeFile(stays)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^E/) as unknown }),
  );
  removeFile('/proc/that-is-not-there');
});
