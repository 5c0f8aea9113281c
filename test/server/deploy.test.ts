// What an operator runs names what is there: settings that the server knows, the runtime that the tests ran on, files that exist.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const deploy = (name: string) => readFileSync(join(root, 'src-server/deploy', name), 'utf8');
const namesIn = (text: string) => new Set(text.match(/MEDIARY_SERVER_[A-Z_]*[A-Z]/g));

test('the server knows every setting that the deployment and the README name', () => {
  const known = namesIn(readFileSync(join(root, 'src-server/config.ts'), 'utf8'));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const named = new Set([
    ...namesIn(deploy('compose.yaml')),
    ...namesIn(deploy('Dockerfile')),
    ...namesIn(readme),
  ]);
  expect(named.size).toBeGreaterThan(10);
  for (const name of named) expect([...known]).toContain(name.replace(/_FILE$/, ''));
});

test('the image has the Node that the tests run on, and nothing of the operator’s', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const images = [...deploy('Dockerfile').matchAll(/^FROM node:(\S+?)-/gm)].map(([, version]) => version);
  expect(images).toEqual([devDependencies['node'], devDependencies['node']]);
  expect(deploy('Dockerfile.dockerignore').trim().split('\n').at(-1)).toBe('src-server/deploy/.env');
  expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('src-server/deploy/.env');
});

test('what the containers are given lies beside compose.yaml', () => {
  const mounted = [...deploy('compose.yaml').matchAll(/^ +- \.\/([\w.]+):/gm)].map(([, file = '']) => file);
  expect(mounted).toEqual(['redis.conf', 'restore.sh', 'Caddyfile']);
  for (const file of mounted) expect(existsSync(join(root, 'src-server/deploy', file))).toBe(true);
});
