// The whole surface on one screen.
import type * as z from 'zod';
import { backupMethods } from './backups.ts';
import { catalogMethods } from './catalog.ts';
import { diagnosticsMethods } from './diagnostics.ts';
import { diaryMethods } from './diary.ts';
import { discoveryMethods } from './discovery.ts';
import { importPlanMethods } from './import-plans.ts';
import { importRowMethods } from './import-rows.ts';
import { importMethods } from './imports.ts';
import { listMethods } from './lists.ts';
import { peopleMethods } from './people.ts';
import { exportMethods } from './exports.ts';
import { jobMethods } from './jobs.ts';
import { profileMethods } from './profiles.ts';
import { reviewMethods } from './reviews.ts';
import { searchMethods } from './search.ts';
import { shellMethods } from './shell.ts';
import { syncMethods } from './sync.ts';
import { titleMergeMethods } from './title-merges.ts';
import { statsMethods } from './stats.ts';

export { events, type EventName, type EventPayload } from './events.ts';

export const coreMethods = {
  ...profileMethods,
  ...catalogMethods,
  ...titleMergeMethods,
  ...searchMethods,
  ...reviewMethods,
  ...diaryMethods,
  ...listMethods,
  ...importMethods,
  ...importPlanMethods,
  ...importRowMethods,
  ...exportMethods,
  ...backupMethods,
  ...jobMethods,
  ...discoveryMethods,
  ...statsMethods,
  ...peopleMethods,
  ...syncMethods,
  ...diagnosticsMethods,
} as const;

export const methods = { ...coreMethods, ...shellMethods } as const;

export type MethodName = keyof typeof methods;
export type CoreMethodName = keyof typeof coreMethods;
/** What a caller passes: fields with defaults may be left out. */
export type MethodInput<M extends MethodName> = z.input<(typeof methods)[M]['input']>;
/** What a handler gets: validated, defaults filled in. */
export type HandlerInput<M extends MethodName> = z.output<(typeof methods)[M]['input']>;
export type MethodOutput<M extends MethodName> = z.output<(typeof methods)[M]['output']>;
