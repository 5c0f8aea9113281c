// A real core on a fresh data folder, with a clock that tests move, for tests through dispatch.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createClient, type Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { MethodInput } from '#shared/api/index.ts';
import type { OwnProfile } from '#shared/api/profiles.ts';
import { createCore, type Connection, type Core, type CoreConfig } from '#main/core/core.ts';
import { builtCore } from './built.ts';

export const goodPassword = 'quiet-otter-lamp-42';

export interface TestClock {
  now(): Date;
  monotonic(): number;
  advance(seconds: number): void;
}

export interface TestCore {
  readonly core: Core;
  readonly dataFolder: string;
  readonly clock: TestClock;
  /** A window of its own, logged out. */
  connect(terminal?: string): { client: Client; connection: Connection };
  /** A window in which a new profile is logged in. */
  register(name: string): Promise<{ client: Client; profile: OwnProfile }>;
  /** Closes this core and opens another on the same folder. */
  reopen(): Promise<TestCore>;
}

export function testClock(start = '2026-03-01T10:00:00.000Z'): TestClock {
  let time = Date.parse(start);
  return {
    now: () => new Date(time++),
    monotonic: () => performance.now(),
    advance: (seconds) => void (time += seconds * 1000),
  };
}

/** A folder that goes when the test ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mediary-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function testCore(
  dataFolder = scratchFolder(),
  clock = testClock(),
  dailyBackups?: CoreConfig['dailyBackups'],
  rest: Partial<CoreConfig> = {},
): Promise<TestCore> {
  const core = await createCore({
    dataFolder,
    ...builtCore,
    clock,
    checkOutput: true,
    ...(dailyBackups && { dailyBackups }),
    ...rest,
  });
  let open = true;
  const close = async () => {
    if (open) await core.close();
    open = false;
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
      return await testCore(dataFolder, clock);
    },
  };
}

/** A movie as `catalog.add` takes it, with what a test cares for. */
export function movie(
  title: string,
  rest: Partial<MethodInput<'catalog.add'>> = {},
): MethodInput<'catalog.add'> {
  return {
    kind: 'movie',
    title,
    year: 1999,
    creator: null,
    genres: [],
    runtime: null,
    description: null,
    ...rest,
  };
}

export async function addTitle(
  client: Client,
  title: string,
  rest: Partial<MethodInput<'catalog.add'>> = {},
): Promise<MediaId> {
  return (await client.call('catalog.add', movie(title, rest))).id;
}
