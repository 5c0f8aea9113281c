// The packages beside the .deb: the .rpm, installed by rpm over a copy of this system that nothing is written back from, and
// the .tar.gz, unpacked anywhere and started.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { doorOf } from '../e2e/support/pages.ts';
import { goodPassword } from '../support/core.ts';
import { drivableProgram } from '../support/packaged-app.ts';

/** By its whole path: npm puts a checkout's own command before it. */
const installed = '/usr/bin/mediary';
const packages = process.env['MEDIARY_PACKAGES_NEWER'] ?? '';
const scratch = mkdtempSync(join(tmpdir(), 'mediary-other-packages-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Debian's rpm keeps its database in the home. */
const env = { ...process.env, HOME: scratch };
const run = (command: string, args: readonly string[], input = '') =>
  execFileSync(command, args, { encoding: 'utf8', input, env }).trim();

test(
  'the .rpm installs the same files as the .deb, gives the command, upgrades, and goes',
  { timeout: 180_000 },
  ({ skip }) => {
    const rpm = packageWith('.rpm');
    const query = (form: string) => run('rpm', ['-qp', '--queryformat', form, rpm]);
    expect(query('%{NAME} %{ARCH} %{LICENSE}')).toBe('mediary x86_64 MIT');
    const requires = run('rpm', ['-qpR', rpm]);
    for (const library of ['gtk3', 'nss', 'libXtst']) expect(requires).toContain(library);
    const files = run('rpm', ['-qpl', rpm]).split('\n');
    const inDeb = run('dpkg-deb', ['-c', packageWith('.deb')])
      .split('\n')
      .map((line) => /\.(\/.*[^/])(?: -> .*)?$/.exec(line)?.[1] ?? '')
      .filter((file) => file.startsWith('/opt/Mediary/'));
    expect(inDeb.length).toBeGreaterThan(20);
    expect(inDeb.filter((file) => !files.includes(file) && !file.endsWith('package-type'))).toEqual([]);
    for (const file of [
    '/opt/Mediary/mediary-app', '/opt/Mediary/mediary', '/opt/Mediary/resources/app.asar', '/opt/Mediary/resources/LICENSE.mediary.txt',
    '/usr/share/applications/mediary-app.desktop', '/usr/share/mime/packages/mediary-app.xml', '/usr/share/icons/hicolor/1024x1024/apps/mediary-app.png',
  ]) expect(files).toContain(file); // prettier-ignore

    const system = copyOfSystem();
    if (system === undefined) {
      skip('nobody may lay one file system over another here');
      return;
    }
    const inside = (command: string, ...args: string[]) => run('chroot', [system, command, ...args]);
    // Debian's packages have other names: what it needs is here, as the .deb was started before.
    const install = ['--root', system, '--nodeps', '--nosignature'];
    run('rpm', [...install, '-i', rpm]);
    const { stdout: changed } = spawnSync('rpm', ['--root', system, '-V', '--nodeps', 'mediary'], {
      encoding: 'utf8',
      env,
    });
    // The sandbox's helper has got its right.
    expect(changed.trim()).toMatch(/^\.M\.+\s+\/opt\/Mediary\/chrome-sandbox$/);
    // Within that system, which goes with the test.
    const data = join(scratch, 'data-of-rpm');
    expect(inside(installed, '--version')).toMatch(/^\d+\.\d+\.\d+$/);
    expect(
      run(
        'chroot',
        [system, installed, '--data', data, 'register', 'Ada', 'ada@example.org', '--password-stdin'],
        goodPassword,
      ),
    ).toContain('Ada');
    run('rpm', [...install, '-U', '--force', rpm]);
    expect(inside(installed, '--version')).toMatch(/^\d+\.\d+\.\d+$/);
    run('rpm', ['--root', system, '-e', 'mediary']);
    for (const file of ['/opt/Mediary', '/usr/bin/mediary', '/usr/share/applications/mediary-app.desktop'])
      expect(existsSync(system + file), file).toBe(false);
    expect(existsSync(join(system, data, 'mediary.sqlite3'))).toBe(true);
  },
);

test(
  'the .tar.gz runs from wherever it is unpacked: its command and its window',
  { timeout: 120_000 },
  async () => {
    run('tar', ['-xzf', packageWith('.tar.gz'), '-C', scratch]);
    const folder = readdirSync(scratch).find((name) => /^Mediary/i.test(name)) ?? '';
    const program = join(scratch, folder, 'mediary-app');
    const data = join(scratch, 'data');
    const mediary = (args: readonly string[], input = '') =>
      run(join(scratch, folder, 'mediary'), ['--data', data, ...args], input);
    mediary(['register', 'Ada', 'ada@example.org', '--password-stdin'], goodPassword);
    writeFileSync(join(scratch, 'films.csv'), 'title,kind,year\nHeat,movie,1995\n');
    expect(JSON.parse(mediary(['import', join(scratch, 'films.csv'), '--json']))).toMatchObject({
      inserted: 1,
    });
    expect(readFileSync(join(scratch, folder, 'resources/LICENSE.mediary.txt'), 'utf8')).toContain('MIT');

    const app = await _electron.launch({
      executablePath: await drivableProgram(program),
      args: ['--no-sandbox', `--data=${data}`],
      chromiumSandbox: false,
    });
    onTestFinished(async () => await app.close());
    const page = await app.firstWindow();
    page.setDefaultTimeout(15_000);
    await doorOf(page).signIn();
    await page.evaluate(() => (location.hash = '#/library'));
    await page.getByRole('link', { name: /Heat/ }).first().waitFor();
  },
);

function packageWith(end: string): string {
  return join(packages, readdirSync(packages).find((name) => name.endsWith(end)) ?? `none${end}`);
}

/** This system, to which a layer in memory takes every change; gone when the test ends. Undefined where that can't be had. */
function copyOfSystem(): string | undefined {
  const place = join(scratch, 'system');
  const [upper, work, merged] = ['upper', 'work', 'merged'].map((name) => join(place, name));
  const undo: string[] = [];
  const mount = (...args: string[]) => {
    execFileSync('mount', args, { stdio: 'ignore' });
    undo.unshift(args.at(-1) ?? '');
  };
  onTestFinished(() => {
    for (const folder of undo) execFileSync('umount', ['-l', folder]);
  });
  mkdirSync(place);
  try {
    mount('-t', 'tmpfs', 'tmpfs', place);
    for (const folder of [upper, work, merged]) mkdirSync(folder ?? '');
    mount('-t', 'overlay', 'overlay', '-o', `lowerdir=/,upperdir=${upper},workdir=${work}`, merged ?? '');
    mount('--bind', '/proc', `${merged}/proc`);
    mount('--bind', '/dev', `${merged}/dev`);
    return merged;
  } catch {
    return undefined;
  }
}
