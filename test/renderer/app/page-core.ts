// A real core for tests of the page. Vite turns `new URL(…, import.meta.url)` into an address of the page where the
// environment is jsdom, so the workers are named by their paths here; everything else is as in support/core.ts.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { createClient } from '#shared/api/client.ts';
import { createCore } from '#main/core/core.ts';
import { goodPassword, projectRoot, scratchFolder, testClock, type TestCore } from '../../support/core.ts';

export async function pageCore(
  dataFolder = scratchFolder(),
  clock = testClock(new Date().toISOString()),
): Promise<TestCore> {
  const worker = (path: string) => pathToFileURL(join(projectRoot, 'src-main', 'core', path));
  const core = await createCore({
    dataFolder,
    workers: {
      imports: worker('imports/worker.ts'),
      passwords: worker('profiles/password-worker.ts'),
      discovery: worker('discovery/worker.ts'),
    },
    starterCatalogue: join(projectRoot, 'resources', 'starter-catalogue.csv'),
    host: { app: '0.0.0', electron: null, chromium: null },
    clock,
    passwordCost: 4,
    checkOutput: true,
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await core.close();
    isOpen = false;
  };
  onTestFinished(close);
  const connect = (terminal?: string) => {
    const connection = core.connect(terminal === undefined ? 'window' : { terminal });
    return { client: createClient(connection), connection };
  };
  return {
    core,
    dataFolder,
    clock,
    connect,
    async register(name) {
      const { client } = connect();
      const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
      return {
        client,
        profile: await client.call('profiles.register', { name, email, password: goodPassword }),
      };
    },
    async reopen() {
      await close();
      return await pageCore(dataFolder, clock);
    },
  };
}
