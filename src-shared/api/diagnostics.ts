// What the diagnostics page shows: versions, the database, caches, logs. No secrets and nobody's rows.
import * as z from 'zod';
import { method, nothing, type Method } from './contract.ts';

export const cacheFigures = z.strictObject({
  name: z.string(),
  size: z.int(),
  capacity: z.int(),
  hits: z.int(),
  misses: z.int(),
  /** Seconds that an entry lives at most; null: until it is made wrong. */
  lifetime: z.number().nullable(),
});

export const diagnostics = z.strictObject({
  versions: z.strictObject({
    app: z.string(),
    electron: z.string().nullable(),
    chromium: z.string().nullable(),
    node: z.string(),
    sqlite: z.string(),
    schema: z.int(),
  }),
  platform: z.string(),
  database: z.strictObject({
    file: z.string(),
    bytes: z.int(),
    walBytes: z.int(),
    titles: z.int(),
    reviews: z.int(),
    journalMode: z.string(),
    synchronous: z.string(),
  }),
  caches: z.array(cacheFigures),
  log: z.strictObject({ folder: z.string(), file: z.string(), bytes: z.int() }),
  dataFolder: z.string(),
});
export type Diagnostics = z.infer<typeof diagnostics>;

export const diagnosticsMethods = {
  'diagnostics.get': method('public', nothing, diagnostics),
} as const satisfies Record<string, Method>;
