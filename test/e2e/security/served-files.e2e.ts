// app:// serves the page's own folder and nothing beside it, by whatever way an address is written.
import { extractFile, listPackage } from '@electron/asar';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../support/built.ts';
import { packagedProgram } from '../../support/packaged-app.ts';
import { openApp } from '../support/app.ts';

const targets = ['main/main.js', 'preload/preload.cjs', '../package.json', '../../etc/passwd', 'main/cli.js'];
const stepsUp = [
  '..', '%2e%2e', '%2E%2E', '.%2e', '%2e.', '..%2f..', '..%5c..', '..\\', '..%00', '....', '....//..', '..;', '%252e%252e', '%c0%ae%c0%ae', '%e0%80%ae%e0%80%ae', '%uff0e%uff0e', '．．', '‥', '..%c0%af..',
]; // prettier-ignore
const separators = ['/', '%2f', '%5c', '\\', '%252f', '//', '/./'];

test('none of more than 200 addresses gives a byte from outside', async () => {
  const { app } = await openApp();
  const root = await app.evaluate(({ app: electron }) => electron.getAppPath());
  const addresses = new Set<string>();
  for (const target of targets)
    for (const up of stepsUp)
      for (const separator of separators) {
        addresses.add(`app://ui/${up}${separator}${target.replaceAll('/', separator)}`);
        addresses.add(`app://ui/assets/${up}${separator}${up}${separator}${target}`);
      }
  for (const odd of [
    'app://ui//etc/passwd', 'app://ui///etc/passwd', 'app://ui/%2fetc%2fpasswd', 'app://ui/C:/Windows/win.ini', 'app://ui/\\\\evil\\share', 'app://ui/file:///etc/passwd',
    'app://ui/index.html%00.js', 'app://ui/index.html%00', 'app://ui/index.html/../../main/main.js', `app://ui/${'a/'.repeat(4000)}`, `app://ui/${'%c3%a9'.repeat(5000)}.js`, 'app://ui/%', 'app://ui/%zz', 'app://ui/%ff.js',
    'app://uievil/index.html', 'app://evil/index.html', 'app:///index.html', 'app://ui.evil/index.html', 'app://ui@evil/index.html', 'app://evil@ui:99/../main/main.js', 'app://UI.evil/index.html',
    'app://ui/../renderer-evil/index.html', 'app://ui/..%2frenderer.js', `app://ui${root}/package.json`, `app://ui/${encodeURIComponent(`${root}/package.json`)}`, 'app://ui/assets', 'app://ui/assets/', 'app://ui/.built-from', 'app://ui/.',
  ]) addresses.add(odd); // prettier-ignore
  const answers = await app.evaluate(
    async ({ net }, all) => {
      return await Promise.all(
        all.map(async (address) => {
          try {
            const response = await net.fetch(address);
            return { address, status: response.status, body: await response.text() };
          } catch {
            return { address, status: 0, body: '' };
          }
        }),
      );
    },
    [...addresses],
  );
  expect(answers.length).toBeGreaterThanOrEqual(200);
  const inside = new Set(
    packagedProgram === undefined ? filesBelow(join(projectRoot, 'out', 'renderer')) : filesOfArchive(),
  );
  const given = answers.filter(({ body }) => body !== '');
  // The browser itself resolves a few of them to our own page; every byte given is of the page's folder.
  for (const { address, body } of given) expect(inside.has(body), address).toBe(true);
  expect(
    given.filter(({ address }) => !/^app:\/\/(ui\/(\.|index\.html)|evil@ui)/.test(address)).length,
  ).toBeLessThan(answers.length / 2);
});

test('what is served carries the policy, its type, and no sniffing', async () => {
  const { app } = await openApp();
  const headers = await app.evaluate(async ({ net }) =>
    Object.fromEntries((await net.fetch('app://ui/index.html')).headers),
  );
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(headers['permissions-policy']).toContain('camera=()');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
});

function filesOfArchive(): string[] {
  const archive = join(dirname(packagedProgram ?? ''), 'resources', 'app.asar');
  return listPackage(archive, { isPack: false })
    .filter((name) => /^\/out\/renderer\/.*\.\w+$/.test(name))
    .map((name) => extractFile(archive, name.slice(1)).toString());
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
