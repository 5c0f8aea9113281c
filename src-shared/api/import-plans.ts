// The stored plan of an import: every row with what would become of it, what people say of rows, and what is
// remembered for the next file. A plan is known by the job that made it and is gone when it is dropped, applied,
// planned anew, or when the app ends.
import * as z from 'zod';
import { importFields, importShapes } from './import-fields.ts';
import { refusalReasons, type RefusalKey } from '../domain/refusal-reasons.ts';
import {
  cursor,
  done,
  instant,
  mediaId,
  mediaKind,
  method,
  nothing,
  page,
  pageSize,
  type Method,
} from './contract.ts';

/**
 * The lists of a plan. new, changed, unchanged, refused, ambiguous and skipped hold each row once; an ambiguous row
 * that was settled is in the list of what becomes of it, and still in `ambiguous`. `conflict` holds those rows of
 * the others that say something else than what is there.
 */
export const planLists = [
  'new', 'changed', 'unchanged', 'conflict', 'ambiguous', 'skipped', 'refused',
] as const; // prettier-ignore
export type PlanList = (typeof planLists)[number];
export const planOutcomes = ['new', 'changed', 'unchanged', 'ambiguous', 'skipped', 'refused'] as const;

/** Where a row of a converted file came from: the file in the set, its line or the number of the item. */
export const origin = z.strictObject({ file: z.string(), line: z.int() });

const count = z.int().nonnegative();
export const planCounts = z.strictObject({
  new: count,
  changed: count,
  unchanged: count,
  conflict: count,
  ambiguous: count,
  skipped: count,
  refused: count,
  /** Of the ambiguous rows, those that nobody has settled: they are refused as the plan stands. */
  unsettled: count,
});
export type PlanCounts = z.infer<typeof planCounts>;

/** What a row calls its title. */
export const namedTitle = z.strictObject({
  title: z.string().nullable(),
  year: z.number().nullable(),
  kind: mediaKind.nullable(),
  creator: z.string().nullable(),
  /** Ids by source; `mediary` is the id in this library. */
  ids: z.array(z.tuple([z.string(), z.string()])),
});
export type NamedTitle = z.infer<typeof namedTitle>;

/** A title as plans and rows of imports show it; without an id it is one that would be added. */
export const titleGlance = z.strictObject({
  id: mediaId.nullable(),
  title: z.string(),
  year: z.number().nullable(),
  kind: mediaKind,
  creator: z.string().nullable(),
  ratingCount: count,
});
export type ImportTitleGlance = z.infer<typeof titleGlance>;

/** Plain facts of a review, play, … by field: ratings in tenths, dates as ISO text. */
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export const planWrite = z.strictObject({
  entry: z.enum(['title', 'review', 'play', 'watchlist', 'favorite', 'dismissed', 'list', 'list_item']),
  /** What is there now; null where nothing is. */
  before: facts.nullable(),
  /** What would be there. */
  after: facts,
  /** The file says `after`, and `before` is kept all the same. */
  stays: z.literal(true).optional(),
});
export type PlanWrite = z.infer<typeof planWrite>;

export const choice = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('title'), mediaId }),
  /** As a title of its own. */
  z.strictObject({ action: z.literal('new') }),
  z.strictObject({ action: z.literal('skip') }),
]);
export type Choice = z.infer<typeof choice>;

/** Why a row is refused: the field, the sentence in English, and what a window says it in its own language by. */
export const refusal = z.strictObject({
  field: z.string().nullable(),
  reason: z.string(),
  said: z
    .strictObject({
      key: z.enum(Object.keys(refusalReasons) as [RefusalKey, ...RefusalKey[]]),
      values: z.record(z.string(), z.string()),
    })
    .nullable(),
});
export type RowRefusal = z.infer<typeof refusal>;

export const planRow = z.strictObject({
  /** By which a row is chosen. */
  line: z.int(),
  /** Of a converted file; null where `line` is the user's own. */
  origin: origin.nullable(),
  outcome: z.enum(planOutcomes),
  isConflict: z.boolean(),
  named: namedTitle,
  /** Where it goes. */
  title: titleGlance.nullable(),
  writes: z.array(planWrite),
  /** Of an ambiguous row, settled or not: what it may mean. */
  candidates: z.array(titleGlance),
  /** What somebody said of this row or name; `remembered` from an earlier import. */
  choice: choice.nullable(),
  remembered: z.boolean(),
  refusal: refusal.nullable(),
  /** Of a refused row: its cells, cut to 200 characters. */
  cells: z.array(z.string()),
});
export type PlanRow = z.infer<typeof planRow>;

export const decision = z.strictObject({
  /** The service, or the header, whose files it counts for. */
  source: z.string(),
  key: z.string(),
  named: namedTitle,
  action: z.enum(['title', 'new', 'skip']),
  /** Of `title`. */
  title: titleGlance.nullable(),
  decidedAt: instant,
});
export type Decision = z.infer<typeof decision>;

export const keptMapping = z.strictObject({
  key: z.string(),
  shape: z.enum(importShapes),
  kind: mediaKind.nullable(),
  /** Column and field, in the order of the fields. */
  columns: z.array(z.strictObject({ column: z.string(), field: z.enum(importFields) })),
  usedAt: instant,
});
export type KeptMapping = z.infer<typeof keptMapping>;

const list = z.enum(planLists);
const jobId = z.string().max(100);
const searched = z.string().trim().max(200);

/** Which rows are meant: these lines, or all of a list as it is filtered. */
const chosenRows = z.union([
  z.strictObject({ lines: z.array(z.int().positive()).min(1).max(1000) }),
  z.strictObject({ list, text: searched.default('') }),
]);

/** year: the one of exactly the row's year. rated: the one most people have rated. */
export const settleRules = ['year', 'rated', 'new', 'skip'] as const;
export type SettleRule = (typeof settleRules)[number];

export const importPlanMethods = {
  'imports.planRows': method(
    'member',
    z.strictObject({
      jobId,
      list: list.optional(),
      /** Rows that hold this text in a title or creator. */
      text: searched.default(''),
      cursor: cursor.nullable().default(null),
      limit: pageSize.default(100),
    }),
    page(planRow),
  ),
  /**
   * Says what rows mean; null takes it back. A title for a row counts for every row of the file that says the same;
   * left out are only these rows, unless they are ambiguous. The plan's counts stand until it is planned anew
   * (`basedOn`). `choices`: how many there are now.
   */
  'imports.choose': method(
    'member',
    z.strictObject({ jobId, rows: chosenRows, choice: choice.nullable() }),
    z.strictObject({ rows: count, choices: count }),
  ),
  /** Settles the ambiguous rows that nobody has settled, by a rule; those that it can't tell are left. */
  'imports.settle': method(
    'member',
    z.strictObject({ jobId, rule: z.enum(settleRules) }),
    z.strictObject({ settled: count, left: count }),
  ),
  'imports.dropPlan': method('member', z.strictObject({ jobId }), done),
  /**
   * Forgets the mappings and the decisions that this profile's imports remember: all of them, or the mapping of a header
   * or by its key, or the decision of a source by its key.
   */
  'imports.forget': method(
    'member',
    z.strictObject({
      what: z.enum(['mappings', 'decisions']),
      header: z.array(z.string()).optional(),
      source: z.string().max(200).optional(),
      key: z.string().max(20_000).optional(),
    }),
    z.strictObject({ forgotten: count }),
  ),
  /** What was decided for names in files of a source, the latest first. */
  'imports.decisions': method(
    'member',
    z.strictObject({ cursor: cursor.nullable().default(null), limit: pageSize.default(50) }),
    page(decision),
  ),
  /** How columns were mapped, by the files' headers, the latest first: all of them. */
  'imports.mappings': method('member', nothing, z.array(keptMapping)),
  'imports.remembered': method('member', nothing, z.strictObject({ mappings: count, decisions: count })),
} as const satisfies Record<string, Method>;
