// Runs projects of test/vitest.config.ts and counts their results from Vitest's own report.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { openDisplay } from './display.mjs';
import { offlinePrefix } from './offline.mjs';
import { projectNode, readJson, root, testResults, tools } from './project.mjs';
import { say } from './steps.mjs';
import { countTests } from './test-counts.mjs';

/** The projects that open no window: all but e2e, tours and those with a command of their own. */
export const windowlessProjects = ['unit', 'core', 'migrations', 'renderer', 'cli', 'scripts', 'server'];

/** A run that has not ended by then hangs, and is ended. */
const limit = 30 * 60_000;

/**
 * Runs some projects in one go.
 *
 * @param {string} report the name of the report below test-results, without .json
 * @param {string[]} projects
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, before?: string[] }} [options] a quiet run keeps its output to
 *   itself; `before` is put before the command
 * @returns {Promise<{ counts: import('./test-counts.mjs').Counts, output: string }>}
 */
export async function runVitest(report, projects, { env = {}, quiet = false, before = [] } = {}) {
  const file = join(testResults, `${report}.json`);
  mkdirSync(testResults, { recursive: true });
  rmSync(file, { force: true });
  const args = ['run', '--config', join(root, 'test/vitest.config.ts')];
  args.push(...projects.flatMap((project) => ['--project', project]));
  args.push('--reporter=default', '--reporter=json', `--outputFile.json=${file}`);
  const [command = projectNode, ...rest] = [...before, projectNode, tools.vitest, ...args];
  const { code, output } = await run(command, rest, { env, show: !quiet, limit });
  const counts = countTests(existsSync(file) ? readJson(file) : undefined, code);
  return { counts, output };
}

/**
 * Runs projects that drive the real Electron window, on a display, cut off from every network where the system can do
 * that.
 *
 * @param {string} report
 * @param {string[]} projects
 * @param {boolean} sandbox whether Electron can run with its sandbox here
 * @param {NodeJS.ProcessEnv} [more] for these tests besides
 * @returns {Promise<import('./test-counts.mjs').Counts>}
 */
export async function runInWindow(report, projects, sandbox, more = {}) {
  const before = await offlinePrefix();
  say(
    before.length > 0 ? 'Cut off from every network' : 'This system can’t cut a program off from its network',
  );
  const display = await openDisplay();
  try {
    const env = { ...display.env, MEDIARY_TEST_SANDBOX: sandbox ? 'on' : 'off', ...more };
    return (await runVitest(report, projects, { env, before })).counts;
  } finally {
    display.close();
  }
}
