// npm test: sets up like npm start, then runs every check and every test, also after a failure. Its last
// line is the sum of all results. `-- --only unit,e2e` runs a part of it.
import { parseArgs } from 'node:util';
import { endOnSignals } from './command.mjs';
import { codeChecks, runCodeCheck } from './code-checks.mjs';
import { setUp } from './setup.mjs';
import { explain, failure, runScript, say } from './steps.mjs';
import { hasRedis } from './system-packages.mjs';
import { addCounts, summaryLine } from './test-counts.mjs';
import { runInWindow, runVitest, windowlessProjects } from './vitest-run.mjs';

/** @typedef {import('./test-counts.mjs').Counts} Counts */

const parts = [...Object.keys(codeChecks), ...windowlessProjects, 'e2e'];

await runScript(async () => {
  endOnSignals();
  const total = addCounts(await runParts(readOnly()));
  say(summaryLine(total));
  return total.failed === 0 ? 0 : 1;
});

/**
 * @param {Set<string>} chosen
 * @returns {Promise<Counts[]>}
 */
async function runParts(chosen) {
  const results = [];
  try {
    const { sandbox } = await setUp();
    for (const name of Object.keys(codeChecks))
      if (chosen.has(name)) results.push(oneTest(await runCodeCheck(name)));
    if (chosen.has('server') && !(await hasRedis())) chosen.delete('server');
    const projects = windowlessProjects.filter((name) => chosen.has(name));
    if (projects.length > 0) results.push((await runVitest('windowless', projects)).counts);
    if (chosen.has('e2e')) results.push(await runInWindow('e2e', ['e2e'], sandbox));
  } catch (error) {
    // The set-up, or a bug of these scripts: one more thing that failed, and the last line still tells.
    say(explain(error));
    results.push(oneTest(false));
  }
  return results;
}

/** @param {boolean} passed */
function oneTest(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** The parts to run: all, or those after --only. */
function readOnly() {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const names = (values.only ?? parts).flatMap((value) => value.split(','));
  const unknown = names.filter((name) => !parts.includes(name));
  if (unknown.length > 0)
    throw failure({
      why: `There is no part named ${unknown.join(', ')}.`,
      remedy: `Choose from ${parts.join(', ')}.`,
    });
  return new Set(names);
}
