import { expect, test } from 'vitest';
import { script } from './script.ts';

type Packages = Record<string, { version: string; integrity?: string; optional?: boolean }>;
interface NodeModules {
  matchesLockfile: (lockfile: { packages: Packages }, installed: { packages: Packages }) => boolean;
}
const { matchesLockfile } = await script<NodeModules>('node-modules');

const lockfile: Packages = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
  'node_modules/zod-darwin': { version: '4.0.0', integrity: 'sha512-b', optional: true },
};
const matches = (installed: Packages) => matchesLockfile({ packages: lockfile }, { packages: installed });

test('what is installed may lack optional packages and have others besides', () => {
  const zod = { version: '4.0.0', integrity: 'sha512-a' };
  expect(matches({ 'node_modules/zod': zod })).toBe(true);
  expect(matches({ 'node_modules/zod': zod, 'node_modules/more': { version: '1.0.0' } })).toBe(true);
});

test('another version, other contents or a missing package do not match', () => {
  expect(matches({ 'node_modules/zod': { version: '4.0.1', integrity: 'sha512-a' } })).toBe(false);
  expect(matches({ 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-x' } })).toBe(false);
  expect(matches({})).toBe(false);
});
