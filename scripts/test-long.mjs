// npm run test:long: what takes minutes, and so is no part of npm test: processes killed hundreds of times, every
// method and file format fed with what is made up. Its last line is the sum of the results.
import { endOnSignals } from './command.mjs';
import { setUpWithoutElectron } from './setup.mjs';
import { runScript, say } from './steps.mjs';
import { summaryLine } from './test-counts.mjs';
import { runVitest } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  await setUpWithoutElectron();
  const { counts } = await runVitest('long', ['long']);
  say(summaryLine(counts));
  return counts.failed === 0 ? 0 : 1;
});
