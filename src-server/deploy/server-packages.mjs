// Leaves in package.json what the server imports, so that `npm prune` removes what only the app needs. Run where the image
// is built; it changes the package.json of the folder that it runs in.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const description = JSON.parse(readFileSync('package.json', 'utf8'));
const all = { ...description.dependencies, ...description.devDependencies };
const imported = new Set(['src-server', 'src-shared'].flatMap(importsBelow));
const dependencies = Object.fromEntries(Object.entries(all).filter(([name]) => imported.has(name)));
const { name, version, type, imports } = description;
const kept = { name, version, private: true, type, imports, dependencies };
writeFileSync('package.json', `${JSON.stringify(kept, null, 2)}\n`);
process.stdout.write(`kept ${Object.keys(dependencies).join(', ')}\n`);

/**
 * The packages that the files of a folder import.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function importsBelow(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      // Types are gone when it runs.
      const found = source
        .replaceAll(/^import type [^;]*;/gm, '')
        .matchAll(/from '((?:@[\w-]+\/)?[\w-]+)(?:\/[^']*)?'/g);
      return [...found].map((match) => match[1] ?? '');
    });
}
