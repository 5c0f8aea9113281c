// The rows of an import that is over: where each went, and pointing one at another title.
import * as z from 'zod';
import { cursor, importId, mediaId, method, page, pageSize, type Method } from './contract.ts';
import { namedTitle, origin, refusal, titleGlance } from './import-plans.ts';

export const importRow = z.strictObject({
  line: z.int(),
  /** Of a converted file; null where `line` is the user's own. */
  origin: origin.nullable(),
  outcome: z.enum(['inserted', 'updated', 'unchanged', 'rejected']),
  /** What the row says; null where its file is no longer kept, or where it could not be read. */
  named: namedTitle.nullable(),
  /** Where it went. */
  title: titleGlance.nullable(),
  refusal: refusal.nullable(),
});
export type ImportRowView = z.infer<typeof importRow>;

export const importRowMethods = {
  /** `text`: in the titles that rows went to. `canMatch`: the file is kept, so rows can be pointed elsewhere. */
  'imports.rows': method(
    'member',
    z.strictObject({
      importId,
      text: z.string().trim().max(200).default(''),
      cursor: cursor.nullable().default(null),
      limit: pageSize.default(50),
    }),
    page(importRow).extend({ canMatch: z.boolean() }),
  ),
  /**
   * Takes back what the row wrote, and imports it again for this title; the next imports of the same source do so too.
   * `left`: what stays with the old title, because somebody edited it or a later import changed it.
   */
  'imports.rematch': method(
    'member',
    z.strictObject({ importId, line: z.int().positive(), mediaId }),
    z.strictObject({ outcome: z.enum(['inserted', 'updated', 'unchanged']), left: z.int() }),
  ),
} as const satisfies Record<string, Method>;
