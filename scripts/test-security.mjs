// npm run test:security: attacks on the real window, cut off from every network where the system can do that. It attacks
// the build in out/; `-- --packaged FILE` attacks a packaged program instead. Its last line is the sum of the results.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endOnSignals } from './command.mjs';
import { openDisplay } from './display.mjs';
import { offlinePrefix } from './offline.mjs';
import { setUp } from './setup.mjs';
import { failure, runScript, say } from './steps.mjs';
import { summaryLine } from './test-counts.mjs';
import { runVitest } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  const program = packagedProgram();
  const { sandbox } = await setUp();
  const before = await offlinePrefix();
  say(
    before.length > 0 ? 'Cut off from every network' : 'This system can’t cut a program off from its network',
  );
  const display = await openDisplay();
  try {
    const env = {
      ...display.env,
      MEDIARY_TEST_SANDBOX: sandbox ? 'on' : 'off',
      ...(program !== undefined && { MEDIARY_TEST_EXECUTABLE: program }),
    };
    const { counts } = await runVitest('security', ['security'], { env, before });
    say(summaryLine(counts));
    return counts.failed === 0 ? 0 : 1;
  } finally {
    display.close();
  }
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
