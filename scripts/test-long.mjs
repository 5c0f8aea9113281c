// npm run test:long: what takes minutes, and so is no part of npm test: processes killed hundreds of times, every
// method and file format fed with what is made up. Its last line is the sum of the results.
import { endOnSignals } from './command.mjs';
import { setUpWithoutElectron } from './setup.mjs';
import { runScript, say } from './steps.mjs';
import { hasRedis } from './system-packages.mjs';
import { summaryLine } from './test-counts.mjs';
import { runVitest } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  await setUpWithoutElectron();
  const projects = (await hasRedis()) ? ['long', 'server-long'] : ['long'];
  const { counts } = await runVitest('long', projects);
  say(summaryLine(counts));
  return counts.failed === 0 ? 0 : 1;
});
