// Makes `npx mediary …` work in a checkout. There is no "bin" in package.json on purpose: npx would then
// install the whole package into its cache. So the command is put where npx looks first.
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

const bin = join(root, 'node_modules/.bin');

// Built-ins of the shell only: every program that it started would be felt on each call.
const shell = `#!/bin/sh
self=$0
if [ -h "$self" ]; then self=$(readlink -f "$self"); fi
modules=\${self%/*}/..
cli=$modules/../out/main/cli.js
if [ ! -f "$cli" ]; then
  echo "mediary: this checkout is not built yet: run npm start or npm run build first" >&2
  exit 1
fi
exec "$modules/node/bin/node" "$cli" "$@"
`;

const windows = `@echo off
if not exist "%~dp0..\\..\\out\\main\\cli.js" (
  echo mediary: this checkout is not built yet: run npm start or npm run build first 1>&2
  exit /b 1
)
"%~dp0..\\node\\bin\\node.exe" "%~dp0..\\..\\out\\main\\cli.js" %*
`.replaceAll('\n', '\r\n');

/** Writes the command, unless it is there as it should be. */
export function linkCommand() {
  put('mediary', shell);
  if (process.platform === 'win32') put('mediary.cmd', windows);
}

/**
 * @param {string} name
 * @param {string} text
 */
function put(name, text) {
  const file = join(bin, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, file);
}
