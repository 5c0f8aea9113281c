// A packaged program that Playwright can drive: its own files by links, and a copy of its binary in which one fuse is
// flipped, the one that forbids Node's inspector. Everything else, the archive and the other fuses, is what users get.
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The packaged program that the tests shall run on instead of the build in out/. */
export const packagedProgram = process.env['MEDIARY_TEST_EXECUTABLE'];

let drivable: Promise<string> | undefined;

/** One for each test file; it goes when the process ends. */
export async function drivableProgram(program: string): Promise<string> {
  drivable ??= makeDrivable(program);
  return await drivable;
}

async function makeDrivable(program: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-drivable-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const name of readdirSync(dirname(program)))
    if (name !== basename(program)) symlinkSync(join(dirname(program), name), join(folder, name));
  const copy = join(folder, basename(program));
  copyFileSync(program, copy);
  await flipFuses(copy, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
  return copy;
}
