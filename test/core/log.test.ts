// The log: whole lines, five files, and a disk that can't take it stops nobody.
import { existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openLog } from '#main/core/log.ts';
import { scratchFolder } from '../support/core.ts';

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string });

test('a line is in the file when the call returns', () => {
  const log = openLog(scratchFolder());
  log.info({ count: 1 }, 'first');
  log.error({ text: 'two\nlines' }, 'second');
  expect(linesOf(log.file)).toMatchObject([
    { msg: 'first', count: 1 },
    { msg: 'second', text: 'two\nlines' },
  ]);
});

test('files of 5 MB turn over, and the fifth oldest goes', () => {
  const log = openLog(scratchFolder());
  for (let round = 1; round <= 6; round++) {
    log.info({ text: 'x'.repeat(2_400_000) }, `${round}a`);
    log.info({ text: 'x'.repeat(2_400_000) }, `${round}b`);
  }
  expect(linesOf(log.file).map(({ msg }) => msg)).toEqual(['6a', '6b']);
  expect(linesOf(`${log.file}.4`).map(({ msg }) => msg)).toEqual(['2a', '2b']);
  expect(existsSync(`${log.file}.5`)).toBe(false);
});

test('another process may turn the files over meanwhile', () => {
  const log = openLog(scratchFolder());
  log.info({}, 'before');
  renameSync(log.file, `${log.file}.1`);
  log.info({}, 'after');
  expect(linesOf(log.file).map(({ msg }) => msg)).toEqual(['after']);
});

test.runIf(process.platform === 'linux')('a full disk stops nobody, and with room the log goes on', () => {
  const log = openLog(scratchFolder());
  symlinkSync('/dev/full', log.file);
  log.info({}, 'lost');
  rmSync(log.file);
  writeFileSync(log.file, '');
  log.info({}, 'kept');
  expect(linesOf(log.file).map(({ msg }) => msg)).toEqual(['kept']);
});
