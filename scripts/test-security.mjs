// npm run test:security: attacks on the real window, cut off from every network where the system can do that. It attacks
// the build in out/; `-- --packaged FILE` attacks a packaged program instead. Its last line is the sum of the results.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endOnSignals } from './command.mjs';
import { setUp } from './setup.mjs';
import { failure, runScript, say } from './steps.mjs';
import { summaryLine } from './test-counts.mjs';
import { runInWindow } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  const program = packagedProgram();
  const { sandbox } = await setUp();
  const more = program === undefined ? {} : { MEDIARY_TEST_EXECUTABLE: program };
  const counts = await runInWindow('security', ['security'], sandbox, more);
  say(summaryLine(counts));
  return counts.failed === 0 ? 0 : 1;
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
