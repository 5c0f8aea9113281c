// npm run test:cluster: the server's tests over three masters of a Redis Cluster on this computer. For once a week or before
// a release; every other run has one Redis.
import { endOnSignals } from './command.mjs';
import { setUpWithoutElectron } from './setup.mjs';
import { runScript, say } from './steps.mjs';
import { hasRedis } from './system-packages.mjs';
import { summaryLine } from './test-counts.mjs';
import { runVitest } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  await setUpWithoutElectron();
  if (!(await hasRedis())) return 1;
  const { counts } = await runVitest('cluster', ['server'], { env: { MEDIARY_TEST_CLUSTER: 'on' } });
  say(summaryLine(counts));
  return counts.failed === 0 ? 0 : 1;
});
