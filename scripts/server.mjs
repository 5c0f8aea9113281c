// npm run server: the sync server with a Redis of its own, for trying. Arguments after -- go to src-server/try.ts.
import { join } from 'node:path';
import { run } from './command.mjs';
import { installNodeModules } from './node-modules.mjs';
import { projectNode, root } from './project.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { runScript } from './steps.mjs';
import { installRedis } from './system-packages.mjs';

await runScript(async () => {
  await withSetupLock(async () => {
    await installNodeModules();
    await installRedis();
  });
  // Signals come to the server too, which ends in order; this script waits for it.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {});
  const { code } = await run(projectNode, [join(root, 'src-server/try.ts'), ...process.argv.slice(2)], {
    show: true,
  });
  return code;
});
