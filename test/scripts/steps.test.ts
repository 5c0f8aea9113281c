import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { script } from './script.ts';

interface Steps {
  checkStep: (title: string, work: () => Promise<{ passed: boolean; output: string }>) => Promise<boolean>;
  excerpt: (output: string) => string;
  explain: (error: unknown) => string;
  failure: (parts: { why: string; remedy: string; output?: string }) => Error;
  step: <T>(title: string, work: () => Promise<T>) => Promise<T>;
}
const { checkStep, excerpt, explain, failure, step } = await script<Steps>('steps');

let screen = '';

beforeEach(() => {
  screen = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    screen += String(text);
    return true;
  });
});

afterEach(() => vi.restoreAllMocks());

test('a step is one line with what it does and how long it took', async () => {
  expect(await step('Building', () => Promise.resolve(7))).toBe(7);
  expect(screen).toMatch(/^Building … \d+\.\d s\n$/);
});

test('a failing step says so on its line and passes the error on', async () => {
  const error = new Error('disk full');
  await expect(step('Building', () => Promise.reject(error))).rejects.toBe(error);
  expect(screen).toMatch(/^Building … FAILED after \d+\.\d s\n$/);
});

test('a failure is explained by why, what the program said, and what to do, without a stack', () => {
  const text = explain(
    failure({ why: 'npm ci ended with code 1.', remedy: 'Check the network.', output: 'ENOTFOUND' }),
  );
  expect(text).toBe('\nWhy: npm ci ended with code 1.\n\n    ENOTFOUND\n\nWhat to do: Check the network.\n');
});

test('a failure without output has no empty block', () => {
  expect(explain(failure({ why: 'No npm.', remedy: 'Install it.' }))).toBe(
    '\nWhy: No npm.\nWhat to do: Install it.\n',
  );
});

test('an error that nobody expected shows its stack', () => {
  expect(explain(new TypeError('x is undefined'))).toContain('steps.test.ts');
});

test('of a long output the beginning and the end are shown', () => {
  const lines = excerpt(Array.from({ length: 100 }, (_, i) => `line ${i + 1}`).join('\n')).split('\n');
  expect(lines).toHaveLength(41);
  expect(lines[0]).toBe('    line 1');
  expect(lines[15]).toBe('    (60 more lines)');
  expect(lines[16]).toBe('    line 76');
  expect(lines.at(-1)).toBe('    line 100');
});

test('a failing check shows all that was found, a passing one nothing', async () => {
  const output = Array.from({ length: 100 }, (_, i) => `finding ${i + 1}`).join('\n');
  expect(await checkStep('Lint', () => Promise.resolve({ passed: true, output }))).toBe(true);
  expect(screen).toMatch(/^Lint … passed, \d+\.\d s\n$/);
  expect(await checkStep('Lint', () => Promise.resolve({ passed: false, output }))).toBe(false);
  expect(screen).toContain('FAILED');
  expect(screen).toContain(output);
});
