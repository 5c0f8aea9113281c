// Devices for the benches of sync: a core with a network of its own, linked to an account.
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Client } from '#shared/api/client.ts';
import { createCore } from '#main/core/core.ts';
import type { Fetch } from '#main/core/sync/server.ts';
import { builtCore } from '../support/built.ts';
import { benchPassword, type BenchCore } from './import-core.ts';

export const accountPassword = 'amber kettle orbit 9';

export async function device(dataFolder: string, asking: Fetch): Promise<BenchCore> {
  const core = await createCore({
    dataFolder,
    ...builtCore,
    network: {
      fetch: asking,
      deviceName: 'Bench',
      keeper: {
        shell: 'window',
        kind: () => Promise.resolve('memory'),
        seal: (text) => Promise.resolve(Buffer.from(text)),
        open: (sealed) => Promise.resolve(sealed.toString()),
      },
    },
  });
  const client = createClient(core.connect('window'));
  const profile = { name: 'Bench', email: 'bench@example.org', password: benchPassword };
  await client.call('profiles.register', profile);
  return { core, client };
}

export async function signIn(client: Client, server: string, email: string, create: boolean) {
  return await client.call('sync.signIn', {
    server, email, password: accountPassword, create: create ? 'Bench' : null, profilePassword: null,
  }); // prettier-ignore
}

export async function link(client: Client, server: string, email: string, create: boolean): Promise<void> {
  const { token } = await signIn(client, server, email, create);
  await client.call('sync.link', { token });
  await inStep(client);
}

/** `everyMs`: how often it is looked, for looking takes its time where much waits. */
export async function inStep(client: Client, everyMs = 20): Promise<void> {
  await until(async () => {
    const { state, waiting, problem, syncedAt } = await client.call('sync.status', {});
    if (problem !== null) throw new Error(`sync is in trouble: ${problem}`);
    return state === 'idle' && waiting === 0 && syncedAt !== null;
  }, everyMs);
}

export async function until(isSo: () => Promise<boolean>, everyMs = 20): Promise<void> {
  while (!(await isSo())) await sleep(everyMs);
}
