// What a terminal says of an import that is over.
import type { Client } from '#shared/api/client.ts';
import type { ImportJob, ImportRecord, Reject } from '#shared/api/imports.ts';
import { AppError } from '#shared/errors.ts';
import { importJson, importText } from './import-text.ts';
import type { Paper } from './paper.ts';

export interface Result {
  readonly json: object;
  readonly text: (paper: Paper) => string;
}

export async function resultOf(api: Client, { importId }: ImportJob): Promise<Result> {
  if (importId === null) throw new AppError('internal', 'The import has no number.');
  const record = await api.call('imports.get', { importId });
  const rejects = await firstRejects(api, record);
  return { json: importJson(record), text: (paper) => importText(paper, record, rejects) };
}

export async function firstRejects(api: Client, { id, outcomes }: ImportRecord): Promise<readonly Reject[]> {
  return outcomes.rejected === 0 ? [] : (await api.call('imports.rejects', { importId: id, limit: 5 })).items;
}
