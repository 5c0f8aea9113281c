// A core on a data folder of its own for the import benches, with an admin logged in.
import type { ImportId } from '#shared/api/contract.ts';
import { createClient, type Client } from '#shared/api/client.ts';
import type { ImportJob, ImportOptions, ImportRecord } from '#shared/api/imports.ts';
import { createCore, type Core } from '#main/core/core.ts';
import { builtCore } from '../support/built.ts';

export interface BenchCore {
  readonly core: Core;
  readonly client: Client;
}

/** Of the one profile that benches have. */
export const benchPassword = 'bench-otter-lamp-42';

export async function benchCore(dataFolder: string): Promise<BenchCore> {
  const core = await createCore({ dataFolder, ...builtCore });
  const client = createClient(core.connect('window'));
  const names = await client.call('profiles.list', {});
  if (names.length === 0)
    await client.call('profiles.register', {
      name: 'Bench',
      email: 'bench@example.org',
      password: benchPassword,
    });
  else await client.call('profiles.login', { who: 'bench@example.org', password: benchPassword });
  return { core, client };
}

/** Imports a file and waits for its end. Seconds are of the wall, from the call to the end. */
export async function importFile(
  { core, client }: BenchCore,
  path: string,
  options: Partial<ImportOptions> = {},
): Promise<ImportRecord & { wall: number }> {
  const { token } = core.files.grant(path);
  const { suggestion } = await client.call('imports.inspect', { token });
  const began = performance.now();
  const { jobId } = await client.call('imports.apply', { token, options: { ...suggestion, ...options } });
  const job = await ended(client, jobId);
  const wall = (performance.now() - began) / 1000;
  if (job.state !== 'done') throw new Error(`the import ${job.state}: ${JSON.stringify(job.error)}`);
  return { ...(await client.call('imports.get', { importId: job.importId as ImportId })), wall };
}

/** Seconds of the wall to plan a file. */
export async function planFile(
  { core, client }: BenchCore,
  path: string,
  some: Partial<ImportOptions> = {},
): Promise<{ wall: number; jobId: string }> {
  const { token } = core.files.grant(path);
  const { suggestion } = await client.call('imports.inspect', { token });
  const began = performance.now();
  const { jobId } = await client.call('imports.plan', { token, options: { ...suggestion, ...some } });
  await done(client, { jobId });
  return { wall: (performance.now() - began) / 1000, jobId };
}

/** Seconds of the wall to take an import back. */
export async function undoImport({ client }: BenchCore, importId: ImportId): Promise<number> {
  const began = performance.now();
  await done(client, await client.call('imports.undo', { importId }));
  return (performance.now() - began) / 1000;
}

async function done(client: Client, { jobId }: { readonly jobId: string }): Promise<void> {
  const job = await ended(client, jobId);
  if (job.state !== 'done') throw new Error(`the job ${job.state}: ${JSON.stringify(job.error)}`);
}

function ended(client: Client, jobId: string): Promise<ImportJob> {
  return new Promise((resolve) => {
    const end = client.on('imports.job', (job) => {
      if (job.jobId !== jobId || job.state === 'running') return;
      end();
      resolve(job);
    });
  });
}
