// What an import takes over from its plan, in the transaction that begins it: choices for its rows, decisions and
// options for the next file.
import { importOptions } from '#shared/api/imports.ts';
import type { Db } from '../db/db.ts';
import {
  decisionsOf,
  forgetDecisionsFor,
  forgetMappings,
  keepChoices,
  rememberDecisions,
  rememberOptions,
} from './import-choices.ts';
import type { ImportPlan } from './import-records.ts';
import type { PlanChoices } from './plan-choices.ts';
import { suggestOptions } from './presets.ts';
import { isNameKey } from './title-choices.ts';

export interface KeepSaid extends ImportPlan {
  readonly importId: number;
  readonly userId: number;
  readonly source: string;
  readonly time: string;
  readonly said: PlanChoices | null;
}

export async function keepSaid(tx: Db, given: KeepSaid): Promise<void> {
  const { importId, userId, source, time, said, options, format } = given;
  const entries = [...(said?.said ?? [])];
  const chosen = entries.map(([, choice]) => choice).filter((choice) => choice !== null);
  const takenBack = entries.flatMap(([key, choice]) => (choice === null ? key : []));
  await forgetDecisionsFor(tx, userId, source, takenBack);
  await rememberDecisions(tx, { userId, source, time }, chosen);
  // A copy: what is decided while the import runs must not change what a resume of it makes of the same rows.
  const lines = chosen.filter(([key]) => !isNameKey(key));
  await keepChoices(tx, importId, [...(await decisionsOf(tx, userId, source)), ...lines]);
  if (options.shape === 'entries') return;
  // Nobody said the starter catalogue's: its options are the suggested ones, before the contract filled them in.
  const whole = (some: unknown) => JSON.stringify(importOptions.parse(some));
  const isUsual = whole(options) === whole(suggestOptions(format.header));
  if (isUsual) await forgetMappings(tx, userId, { header: format.header });
  else await rememberOptions(tx, { userId, time }, format.header, options);
}
