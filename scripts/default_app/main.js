// The part of Electron's own default_app.asar that `electron <path>` needs; the stand-in runtime has none.
// An ES module, since Electron holds `ready` back until its top level, the app's included, is done.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });

try {
  const { target, preloads } = readArguments(process.argv.slice(1));
  if (!target) throw new Error('usage: electron [-r module] <app folder or file> [arguments]');
  const manifest = join(target, 'package.json');
  const described = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : undefined;
  if (described?.version) app.setVersion(described.version);
  if (described) app.name = described.productName ?? described.name;
  const load = createRequire(join(process.cwd(), 'from-here.js'));
  const file = load.resolve(target);
  app.setAppPath(described ? target : dirname(file));
  for (const name of preloads) load(name);
  await import(pathToFileURL(file).href);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
}

/**
 * The app to start, and the modules to load before it (`-r`, which Playwright uses).
 *
 * @param {string[]} given
 */
function readArguments(given) {
  const preloads = [];
  const rest = [...given];
  while (rest.length > 0) {
    const next = rest.shift() ?? '';
    if (next === '-r' || next === '--require') preloads.push(rest.shift() ?? '');
    else if (!next.startsWith('-')) return { target: resolve(next), preloads };
  }
  return { target: undefined, preloads };
}
