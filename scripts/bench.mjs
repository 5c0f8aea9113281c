// npm run bench: the measurements of test/bench, on the built app. All arguments go to test/bench/run.ts.
import { join } from 'node:path';
import { endOnSignals, run } from './command.mjs';
import { openDisplay } from './display.mjs';
import { projectNode, root } from './project.mjs';
import { setUp } from './setup.mjs';
import { runScript } from './steps.mjs';
import { hasRedis } from './system-packages.mjs';

await runScript(async () => {
  endOnSignals();
  const { sandbox } = await setUp();
  await hasRedis();
  const display = await openDisplay();
  try {
    const { code } = await run(projectNode, [join(root, 'test/bench/run.ts'), ...process.argv.slice(2)], {
      env: { ...display.env, MEDIARY_TEST_SANDBOX: sandbox ? 'on' : 'off' },
      show: true,
    });
    return code;
  } finally {
    display.close();
  }
});
