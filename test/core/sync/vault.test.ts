import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createVault, type Keeper } from '#main/core/sync/vault.ts';
import { scratchFolder } from '../../support/core.ts';

const secret = { account: 'a'.repeat(32), refresh: 'refresh-token-of-ada' };
const profile = 'f'.repeat(32);

describe('a token', () => {
  test('comes back with the profile’s password, and with no other', async () => {
    const folder = scratchFolder();
    const made = await createVault(folder, keystore()).make(profile, 'quiet otter lamp');
    await made.keep(secret);
    const vault = createVault(folder, keystore());
    expect(vault.look(profile)).toBe('locked');
    expect(await vault.open(profile, null)).toBeNull();
    expect(await vault.open(profile, 'quiet otter lam')).toBeNull();
    expect((await vault.open(profile, 'quiet otter lamp'))?.secret).toEqual(secret);
  });

  test('is nowhere in the file, whatever the outer lock is worth', async () => {
    const folder = scratchFolder();
    await (await createVault(folder, terminal()).make(profile, 'quiet otter lamp')).keep(secret);
    const text = readFileSync(join(folder, `${profile}.terminal`), 'latin1');
    const { sealed } = JSON.parse(text) as { sealed: string };
    for (const shown of [text, Buffer.from(sealed, 'base64').toString('latin1')]) {
      expect(shown).not.toContain(secret.refresh);
      expect(Buffer.from(shown, 'base64').toString('latin1')).not.toContain(secret.refresh);
    }
  });

  test('lies in a file that its owner alone can read', async () => {
    const folder = join(scratchFolder(), 'accounts');
    await (await createVault(folder, terminal()).make(profile, null)).keep(secret);
    expect(statSync(join(folder, `${profile}.terminal`)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect((await createVault(folder, terminal()).open(profile, null))?.secret).toEqual(secret);
  });

  test('is replaced by its successor under the same locks', async () => {
    const folder = scratchFolder();
    await (await createVault(folder, keystore()).make(profile, 'quiet otter lamp')).keep(secret);
    const opened = await createVault(folder, keystore()).open(profile, 'quiet otter lamp');
    await opened?.keep({ ...secret, refresh: 'the next one' });
    const again = createVault(folder, keystore());
    expect(again.look(profile)).toBe('locked');
    expect((await again.open(profile, 'quiet otter lamp'))?.secret.refresh).toBe('the next one');
    expect(readdirSync(folder)).toEqual([`${profile}.window`]);
  });

  test('of another computer’s keystore is none', async () => {
    const folder = scratchFolder();
    await (await createVault(folder, keystore()).make(profile, 'quiet otter lamp')).keep(secret);
    expect(await createVault(folder, keystore(7)).open(profile, 'quiet otter lamp')).toBeNull();
  });

  test('stays in memory where there is no keystore', async () => {
    const folder = join(scratchFolder(), 'accounts');
    const vault = createVault(folder, { ...keystore(), kind: () => Promise.resolve('memory') });
    await (await vault.make(profile, null)).keep(secret);
    expect((await vault.open(profile, null))?.secret).toEqual(secret);
    expect(() => readdirSync(folder)).toThrow('ENOENT');
    expect(await createVault(folder, keystore()).open(profile, null)).toBeNull();
  });

  test('is forgotten', async () => {
    const folder = scratchFolder();
    const vault = createVault(folder, terminal());
    await (await vault.make(profile, null)).keep(secret);
    vault.forget(profile);
    expect(vault.look(profile)).toBe('nothing');
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** A keystore of a computer: what another one sealed can't be opened. */
function keystore(key = 42): Keeper {
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ key));
  return {
    shell: 'window',
    kind: () => Promise.resolve('keystore'),
    seal: (text) => Promise.resolve(turn(Buffer.from(`sealed:${text}`))),
    async open(sealed) {
      const text = turn(sealed).toString();
      if (!text.startsWith('sealed:')) throw new Error('not this keystore');
      return text.slice(7);
    },
  };
}

function terminal(): Keeper {
  return {
    shell: 'terminal',
    kind: () => Promise.resolve('file'),
    seal: (text) => Promise.resolve(Buffer.from(text)),
    open: (sealed) => Promise.resolve(sealed.toString()),
  };
}
