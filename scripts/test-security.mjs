// npm run test:security: whether the Electron that is shipped is still supported, then attacks on the real window, cut off
// from every network where the system can do that. They attack the build in out/; `-- --packaged FILE` attacks a packaged program instead. Its last line is the sum of the results.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endOnSignals } from './command.mjs';
import { electronSupport } from './electron-support.mjs';
import { setUp } from './setup.mjs';
import { failure, runScript, say } from './steps.mjs';
import { addCounts, summaryLine } from './test-counts.mjs';
import { runInWindow } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  const program = packagedProgram();
  const { sandbox } = await setUp();
  const more = program === undefined ? {} : { MEDIARY_TEST_EXECUTABLE: program };
  const { supported, words } = await electronSupport();
  say(words);
  const support = { passed: 0, failed: 0, skipped: 0 };
  support[supported === undefined ? 'skipped' : supported ? 'passed' : 'failed']++;
  const total = addCounts([support, await runInWindow('security', ['security'], sandbox, more)]);
  say(summaryLine(total));
  return total.failed === 0 ? 0 : 1;
});

/** The program's file, or undefined for the build in out/. */
function packagedProgram() {
  const { values } = parseArgs({ options: { packaged: { type: 'string' } } });
  if (values.packaged === undefined) return undefined;
  const file = resolve(values.packaged);
  if (!existsSync(file))
    throw failure({ why: `There is no program ${file}.`, remedy: 'Run npm run package first.' });
  return file;
}
