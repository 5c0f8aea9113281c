// npm run test:tours: tours through every page of the real window at every size, which leave their pictures in
// test-results/screens. Its last line is the sum of the results.
import { endOnSignals } from './command.mjs';
import { setUp } from './setup.mjs';
import { runScript, say } from './steps.mjs';
import { summaryLine } from './test-counts.mjs';
import { runInWindow } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  const { sandbox } = await setUp();
  const counts = await runInWindow('tours', ['tours'], sandbox);
  say(summaryLine(counts));
  return counts.failed === 0 ? 0 : 1;
});
