// Whether the Electron that is shipped still gets security fixes: the makers support the three newest majors. Asks npm's
// registry; where nobody answers, nothing is known, and that is said.
import { readJson, root } from './project.mjs';
import { runNpm } from './npm.mjs';
import { join } from 'node:path';

const supportedMajors = 3;

/** @returns {Promise<{ supported: boolean | undefined, words: string }>} */
export async function electronSupport() {
  const ours = String(readJson(join(root, 'package.json')).devDependencies.electron);
  const { code, stdout } = await runNpm([
    'view',
    'electron',
    'dist-tags.latest',
    '--json',
    '--prefer-online',
  ]);
  const [newest] = /\d+\.\d+\.\d+/.exec(code === 0 ? stdout : '') ?? [];
  if (newest === undefined)
    return { supported: undefined, words: `Electron ${ours}: the registry didn't say which is the newest.` };
  const behind = majorOf(newest) - majorOf(ours);
  const words = `Electron ${ours} is shipped and ${newest} is the newest: ${behind === 0 ? 'the same major' : `${behind} behind`}.`;
  return { supported: behind < supportedMajors, words };
}

/** @param {string} version */
function majorOf(version) {
  return Number(version.split('.')[0]);
}
