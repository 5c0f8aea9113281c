// The checks that read the code without running it, in one table for `npm run check` and `npm test`.
import { run } from './command.mjs';
import { projectNode, tools } from './project.mjs';
import { checkStep } from './steps.mjs';

/** @type {Record<string, { title: string, command: string[] }>} */
export const codeChecks = {
  types: { title: 'Types', command: [tools.tsc, '-b'] },
  lint: { title: 'Lint', command: [tools.oxlint, '--type-aware', '--deny-warnings'] },
  format: { title: 'Format', command: [tools.prettier, '--check', '.'] },
  'dead-code': { title: 'Dead code', command: [tools.knip, '--no-progress'] },
};

/**
 * Runs one of the checks and shows what it found if it fails.
 *
 * @param {string} name a key of `codeChecks`
 * @returns {Promise<boolean>} whether it passed
 */
export async function runCodeCheck(name) {
  const check = codeChecks[name];
  if (!check) throw new Error(`there is no check named ${name}`);
  return checkStep(check.title, async () => {
    const { code, output } = await run(projectNode, check.command);
    return { passed: code === 0, output };
  });
}
