// Makes a checkout ready, on any machine with Node and npm: packages, Electron, system libraries, the
// SQLite addon, the build, the command. What is there already is left alone, so that a second start is quick.
import { build } from './build.mjs';
import { linkCommand } from './command-link.mjs';
import { prepareElectron } from './electron-runtime.mjs';
import { installNodeModules } from './node-modules.mjs';
import { sandboxObstacle } from './sandbox.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { needsCompiling, prepareAddon } from './sqlite-addon.mjs';
import { say } from './steps.mjs';
import { installSystemPackages } from './system-packages.mjs';

/**
 * Does everything that it takes to open the app.
 *
 * @param {{ builds?: boolean }} [options] without `builds`, out/ is left as it is
 * @returns {Promise<{ electron: string, sandbox: boolean }>} Electron's binary, and whether it can run with
 *   Chromium's sandbox here
 */
export function setUp({ builds = true } = {}) {
  return withSetupLock(async () => {
    await installNodeModules();
    const runtime = await prepareElectron();
    await installSystemPackages({ electron: runtime.binary, compiler: needsCompiling(runtime) });
    await prepareAddon(runtime);
    linkCommand();
    if (builds) await build();
    const obstacle = sandboxObstacle(runtime.binary);
    if (obstacle) say(`Electron runs without its sandbox here (${obstacle})`);
    return { electron: runtime.binary, sandbox: obstacle === undefined };
  });
}

/** Does what it takes to check the code and run the tests that open no window. */
export function setUpWithoutElectron() {
  return withSetupLock(async () => {
    await installNodeModules();
    linkCommand();
    await build();
  });
}
