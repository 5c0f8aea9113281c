// npm run test:faults: the power cut ten thousand times, a process killed and its disk failing at write after write, files
// damaged. The disk that does it is compiled here, for Linux alone. Its last line is the sum of the results.
import { endOnSignals, findProgram } from './command.mjs';
import { setUpWithoutElectron } from './setup.mjs';
import { runScript, say } from './steps.mjs';
import { installPackages } from './system-packages.mjs';
import { summaryLine } from './test-counts.mjs';
import { runVitest } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  await setUpWithoutElectron();
  if (process.platform === 'linux' && !findProgram('cc')) await installPackages(['gcc', 'libc6-dev']);
  const { counts } = await runVitest('faults-run', ['faults']);
  say(summaryLine(counts));
  return counts.failed === 0 ? 0 : 1;
});
