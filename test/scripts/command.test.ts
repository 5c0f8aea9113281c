import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.skipIf(process.platform === 'win32')(
  'a signal is handed on to the program that runs, and its end is waited for',
  async () => {
    const module = join(import.meta.dirname, '../../scripts/command.mjs');
    const program = `process.on('SIGTERM', () => setTimeout(() => process.exit(7), 100)); setInterval(() => {}, 1000); console.log('runs');`;
    const outer = `
    import { runUntilItEnds } from ${JSON.stringify(module)};
    process.exit(await runUntilItEnds(process.execPath, ['-e', ${JSON.stringify(program)}]));
  `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', outer], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([7, null]);
  },
);
