// Starting and ending by hand: what is wrong is told in one line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compileCache } from './support/stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'mediary-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = join(import.meta.dirname, '../../src-server');

function start(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(source, file), ...args], {
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: compileCache, ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  return { child, ended: once(child, 'close') as Promise<[number | null]>, output: () => output };
}

describe('the server for trying', () => {
  test.each([
    [
      'a port that is no number',
      ['--port', 'eighty'],
      /^--port: expected a number from 0 to 65535, not "eighty"\.\n$/,
    ],
    [
      'a file as its folder',
      ['--port', '0', '--data', join(folder, 'file')],
      /^--data: nothing can be kept in \S+ \(\w+\); /,
    ],
  ])('tells %s in one line', async (_, args, expected) => {
    writeFileSync(join(folder, 'file'), '');
    const { ended, output } = start('try.ts', args);
    expect((await ended)[0]).toBe(1);
    expect(output()).toMatch(expected);
    expect(output().trim().split('\n')).toHaveLength(1);
  });

  test('tells which port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { ended, output } = start('try.ts', ['--quiet', '--port', String(port)]);
    expect((await ended)[0]).toBe(1);
    expect(output()).toBe(`Port ${port} is taken by another program; choose another one.\n`);
    taken.close();
  });

  test('ends in order, however often it is asked to', async () => {
    const { child, ended, output } = start('try.ts', ['--quiet', '--port', '0']);
    while (!output().includes('in memory')) await once(child.stdout, 'data');
    for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) child.kill(signal);
    expect((await ended)[0]).toBe(0);
  });
});

test('a process without its secret says what it needs', async () => {
  const { ended, output } = start('main.ts', []);
  expect((await ended)[0]).toBe(1);
  expect(output()).toBe('MEDIARY_SERVER_SECRET is needed: 32 characters or more that nobody can guess\n');
});
