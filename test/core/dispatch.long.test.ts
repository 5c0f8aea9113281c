// The contract fuzz: every method, with inputs made from its schema.
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Envelope } from '#shared/api/contract.ts';
import { coreMethods, type CoreMethodName } from '#shared/api/index.ts';
import { errorCodes } from '#shared/errors.ts';
import { invalidFor, validFor } from '../support/arbitrary.ts';
import { addTitle, testCore, type TestCore } from '../support/core.ts';

const names = Object.keys(coreMethods) as CoreMethodName[];
// Each of these runs bcrypt on every accepted input.
const slow = new Set<CoreMethodName>([
  'profiles.register',
  'profiles.login',
  'profiles.changePassword',
  'profiles.delete',
]);

let setup: TestCore;
beforeEach(async () => {
  setup = await testCore();
});

describe.each(names)('%s', (name) => {
  const { input, access } = coreMethods[name];

  test('answers every valid input with what it promised, or an error that callers know', async () => {
    const { client } = await setup.register('Ada');
    await addTitle(client, 'Heat');
    await setup.register('Ben');
    await fc.assert(
      fc.asyncProperty(validFor(input), async (value) => {
        const { connection } = setup.connect();
        await connection.invoke('profiles.login', { who: 'Ada', password: 'quiet-otter-lamp-42' });
        const reply: Envelope = await connection.invoke(name, value);
        if (reply.ok) expect(coreMethods[name].output.safeParse(reply.value).error).toBeUndefined();
        else expect(errorCodes.filter((code) => code !== 'internal')).toContain(reply.error.code);
      }),
      { numRuns: slow.has(name) ? 6 : 12 },
    );
  });

  test('refuses every invalid input cleanly and changes nothing', async () => {
    const { connection } = setup.connect();
    await setup.register('Ada');
    await connection.invoke('profiles.login', { who: 'Ada', password: 'quiet-otter-lamp-42' });
    await fc.assert(
      fc.asyncProperty(invalidFor(input), async (value) => {
        expect(await connection.invoke(name, value)).toMatchObject({
          ok: false,
          error: { code: 'invalid_input' },
        });
      }),
      { numRuns: 50 },
    );
    expect(Object.prototype).not.toHaveProperty('admin');
  });

  test.runIf(access !== 'public')('is refused to somebody who is not logged in', async () => {
    await setup.register('Ada');
    const [sample] = fc.sample(validFor(input), 1);
    expect(await setup.connect().connection.invoke(name, sample)).toMatchObject({
      ok: false,
      error: { code: 'unauthenticated' },
    });
  });
});

test.each(['nothing.here', 'toString', '__proto__', 'constructor', '', 'shell.chooseFiles', 'profiles'])(
  'the name %j is no method',
  async (name) => {
    const { connection } = setup.connect();
    expect(await connection.invoke(name, {})).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  },
);

test('only plain data comes out', async () => {
  const { client, profile } = await setup.register('Ada');
  await addTitle(client, 'Heat', { externalIds: { imdb: 'tt0113277' } });
  for (const value of [
    profile,
    await client.call('catalog.list', {}),
    await client.call('diagnostics.get', {}),
  ]) {
    expect(structuredClone(value)).toEqual(value);
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  }
});
