// npm run server: the sync server with a Redis of its own, for trying. Arguments after -- go to src-server/try.ts.
import { join } from 'node:path';
import { runUntilItEnds } from './command.mjs';
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
  return runUntilItEnds(projectNode, [join(root, 'src-server/try.ts'), ...process.argv.slice(2)]);
});
