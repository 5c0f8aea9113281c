// Imports through dispatch: writes a file, chooses it, runs a job to its end.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Client } from '#shared/api/client.ts';
import type { ImportId } from '#shared/api/contract.ts';
import type { ImportJob, ImportOptions, ImportRecord, Inspection } from '#shared/api/imports.ts';
import { scratchFolder, testCore, type TestCore } from '../../support/core.ts';

export interface ImportDesk {
  readonly test: TestCore;
  readonly client: Client;
  /** Writes a file in a scratch folder and lets core know it. */
  choose(content: string | Buffer, name?: string): Promise<Inspection>;
  grant(path: string): string;
  plan(content: string | Buffer, options?: Partial<ImportOptions>): Promise<ImportJob>;
  /** Runs an import to its end and gives its record; throws where the job failed. */
  apply(content: string | Buffer, options?: Partial<ImportOptions>): Promise<ImportRecord>;
  sql(): Database.Database;
}

export async function importDesk(test?: TestCore): Promise<ImportDesk> {
  const core = test ?? (await testCore());
  const { client } = await core.register(`Person ${process.pid}${Math.floor(performance.now())}`);
  return deskOf(core, client);
}

export function deskOf(test: TestCore, client: Client): ImportDesk {
  const folder = scratchFolder();
  const grant = (path: string) => test.core.files.grant(path).token;
  const choose = async (content: string | Buffer, name = 'file.csv') => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return await client.call('imports.inspect', { token: grant(path) });
  };
  return {
    test,
    client,
    choose,
    grant,
    async plan(content, options = {}) {
      const { token, suggestion } = await choose(content);
      return await finished(
        client,
        await client.call('imports.plan', { token, options: { ...suggestion, ...options } }),
      );
    },
    async apply(content, options = {}) {
      const { token, suggestion } = await choose(content);
      const job = await finished(
        client,
        await client.call('imports.apply', { token, options: { ...suggestion, ...options } }),
      );
      return await client.call('imports.get', { importId: job.importId as ImportId });
    },
    sql: () => new Database(join(test.dataFolder, 'mediary.sqlite3'), { readonly: true }),
  };
}

/** The job when it is over; throws where it failed. */
export async function finished(client: Client, { jobId }: { jobId: string }): Promise<ImportJob> {
  const ended = Promise.withResolvers<ImportJob>();
  const hear = (job: ImportJob) => {
    if (job.jobId === jobId && job.state !== 'running') ended.resolve(job);
  };
  const end = client.on('imports.job', hear);
  try {
    hear(await client.call('imports.job', { jobId }));
    const job = await ended.promise;
    if (job.state === 'failed') throw new Error(`the job failed: ${JSON.stringify(job.error)}`);
    return job;
  } finally {
    end();
  }
}

/** rows = inserted + updated + unchanged + rejected. */
export function isAccounted({
  rows,
  inserted,
  updated,
  unchanged,
  rejected,
}: ImportRecord['outcomes']): boolean {
  return rows === inserted + updated + unchanged + rejected;
}
