// Five hundred made-up requests of each endpoint, for two processes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askMadeUp, endpointNames } from './support/made-up-requests.ts';
import { startStack, type Stack } from './support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ env: { MEDIARY_SERVER_ADMINS: 'ada@example.org' } });
});
afterAll(() => stack.stop());

test('nothing made up ends a process or makes it fail', async () => {
  const { access } = await stack.register('Ada');
  for (const name of endpointNames) await askMadeUp(stack, name, access, 500);
  for (const api of stack.apis) {
    expect(api.child.exitCode).toBeNull();
    expect(api.output()).not.toMatch(/"level":(?:50|60)/);
  }
});
