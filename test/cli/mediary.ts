// Runs the real command line as people do, on a data folder of the test's own. Profiles are made in process at a
// low bcrypt cost, once a file, and their folder is copied for each test: logging in stays quick, and the product
// has no switch for it.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { createClient, type Client } from '#shared/api/client.ts';
import { createCore } from '#main/core/core.ts';
import { builtCore, builtFile } from '../support/built.ts';

// A test is a few processes that wait for one another: the tests of a file share the processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000, maxConcurrency: 4 });

const scratch = mkdtempSync(join(tmpdir(), 'mediary-cli-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

export const entry = builtFile('cli.js');

export const ada = {
  name: 'Ada',
  email: 'ada@example.org',
  password: 'violet-anchor-teapot-42',
  terminal: 'terminal-of-ada',
};
export const bob = {
  name: 'Bob',
  email: 'bob@example.org',
  password: 'copper-lantern-meadow-7',
  terminal: 'terminal-of-bob',
};

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly folder?: string;
  readonly terminal?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Mediary {
  readonly folder: string;
  /** As Ada, unless `terminal` is another's. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** The JSON of a command that has to succeed. */
  json<T = unknown>(args: readonly string[], options?: RunOptions): Promise<T>;
  /** The one line of an error, and the exit code. */
  refusal(
    args: readonly string[],
    options?: RunOptions,
  ): Promise<{ readonly code: number | null; readonly error: string }>;
}

export function run(
  args: readonly string[],
  { folder, terminal = ada.terminal, input = '', env = {} }: RunOptions = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const given = {
      ...process.env,
      MEDIARY_DATA_DIR: folder,
      MEDIARY_TERMINAL_ID: terminal,
      ...env,
    };
    const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const child = execFile(
      process.execPath,
      [entry, ...args],
      { env: set, encoding: 'utf8', maxBuffer: 64 << 20 },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      },
    );
    // A command that refuses before it reads has closed its end already.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

export function mediaryIn(folder: string): Mediary {
  const here = (args: readonly string[], options: RunOptions = {}) => run(args, { folder, ...options });
  return {
    folder,
    run: here,
    async json<T>(args: readonly string[], options?: RunOptions) {
      const { code, stdout, stderr } = await here([...args, '--json'], options);
      if (code !== 0) throw new Error(`mediary ${args.join(' ')}: exit ${code}: ${stderr}`);
      return JSON.parse(stdout) as T;
    },
    async refusal(args, options) {
      const { code, stdout, stderr } = await here(args, options);
      if (stdout !== '') throw new Error(`a refusal wrote to stdout: ${stdout}`);
      return { code, error: stderr.trimEnd() };
    },
  };
}

/** A folder that goes with the test file. */
export function scratchFolder(): string {
  return mkdtempSync(join(scratch, 'folder-'));
}

export function scratchFile(name: string, content: string | Buffer): string {
  const file = join(scratchFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** Gives the function that makes a copy, in which Ada (admin) and Bob are logged in, each at a terminal, and `fill` has done its work. */
export async function createHousehold(
  fill: (ada: Client, bob: Client) => Promise<void> = async () => undefined,
): Promise<() => Mediary> {
  const folder = scratchFolder();

  const core = await createCore({ dataFolder: folder, ...builtCore });
  async function enter({ name, email, password, terminal }: typeof ada): Promise<Client> {
    const client = createClient(core.connect({ terminal }));
    await client.call('profiles.register', { name, email, password });
    return client;
  }
  await fill(await enter(ada), await enter(bob));
  await core.close();

  return () => {
    const copy = scratchFolder();
    cpSync(folder, copy, { recursive: true });
    return mediaryIn(copy);
  };
}
