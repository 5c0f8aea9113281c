// npm run test:long: what takes minutes, and so is no part of npm test: processes killed hundreds of times, every
// method and file format fed with what is made up; then tours through the real window. Its last line is the sum of the results.
import { endOnSignals } from './command.mjs';
import { setUp } from './setup.mjs';
import { runScript, say } from './steps.mjs';
import { addCounts, summaryLine } from './test-counts.mjs';
import { runInWindow, runVitest } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  const { sandbox } = await setUp();
  const { counts } = await runVitest('long', ['long']);
  const total = addCounts([counts, await runInWindow('tours', ['tours'], sandbox)]);
  say(summaryLine(total));
  return total.failed === 0 ? 0 : 1;
});
