// npm run check: what must hold before every commit. Types, lint, format, dead code, and all tests that
// open no window. Everything is run and shown, also after a failure.
import { endOnSignals } from './command.mjs';
import { codeChecks, runCodeCheck } from './code-checks.mjs';
import { setUpWithoutElectron } from './setup.mjs';
import { checkStep, runScript } from './steps.mjs';
import { hasRedis } from './system-packages.mjs';
import { runVitest, windowlessProjects } from './vitest-run.mjs';

await runScript(async () => {
  endOnSignals();
  await setUpWithoutElectron();
  let passed = true;
  for (const name of Object.keys(codeChecks)) passed = (await runCodeCheck(name)) && passed;
  const testsPassed = await checkStep('Tests without a window', async () => {
    const redis = await hasRedis();
    const projects = windowlessProjects.filter((name) => redis || name !== 'server');
    const { counts, output } = await runVitest('check', projects, { quiet: true });
    return { passed: counts.failed === 0, output };
  });
  return passed && testsPassed ? 0 : 1;
});
