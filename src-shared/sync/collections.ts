// What is synced of a person: collections of records, each with the form of its keys and of the fields that its version
// knows. Versions only grow: a field may be added, never removed, and never changes its meaning. Keys are such that two
// devices that record the same thing offline record it under one key: a review is the title's, whoever wrote it where.
import * as z from 'zod';
import { longestTitle } from '../api/catalog.ts';
import { instant, line, mediaKind, prose, rating, uid } from '../api/contract.ts';
import { longestNote, partialDate, tag } from '../api/diary.ts';
import { longestListName } from '../api/lists.ts';
import { reviewBody } from '../api/reviews.ts';
import { limits } from './protocol.ts';
import type { Json } from './canonical-json.ts';
import { existence, isAlive, type Field, type SyncRecord } from './record.ts';

interface Collection {
  readonly version: number;
  readonly key: z.ZodType<string>;
  readonly fields: Readonly<Record<Field, z.ZodType>>;
}

/** A title's, a play's or a list's identity. */
const ofList = z.string().regex(/^[0-9a-f]{32}\/[0-9a-f]{32}$/, { error: 'expected a list and a title' });
const tags = z.array(tag).max(20);
const flag = z.boolean();
/** What a play was of: fields that only make sense together are one field. */
const episode = z.strictObject({ season: z.int().min(0).nullable(), episode: z.int().min(0).nullable() });

/** What a title's uid is made of. */
const identity = z.strictObject({
  kind: mediaKind,
  title: z.string().min(1).max(longestTitle),
  year: z.int().min(1800).max(2100).nullable(),
  disambiguator: z.string().max(500),
});
const externalId = z.tuple([z.string().min(1).max(40), z.string().min(1).max(200)]);

export const collections = {
  /** The facts of a title that the person holds something of, so that another device can show it. Never deleted. */
  title: {
    version: 1,
    key: uid,
    fields: {
      identity,
      creator: z.string().min(1).max(250).nullable(),
      genres: z.array(z.string().min(1).max(100)).max(100),
      runtime: z.int().positive().nullable(),
      description: z.string().max(20_000).nullable(),
      externalIds: z.array(externalId).max(200),
    },
  },
  review: {
    version: 1,
    key: uid,
    fields: {
      rating: rating.nullable(),
      body: z.strictObject({ text: reviewBody, spoiler: flag }).nullable(),
      createdAt: instant,
    },
  },
  play: {
    version: 1,
    key: uid,
    fields: {
      media: uid,
      playedOn: partialDate.nullable(),
      playedAt: z.string().max(40).nullable(),
      episode: episode.nullable(),
      rewatch: flag,
      rating: rating.nullable(),
      note: prose(longestNote).nullable(),
      tags,
      createdAt: instant,
    },
  },
  favorite: { version: 1, key: uid, fields: { createdAt: instant } },
  watch: { version: 1, key: uid, fields: { createdAt: instant } },
  dismissed: { version: 1, key: uid, fields: { createdAt: instant } },
  list: {
    version: 1,
    key: uid,
    fields: {
      name: line(longestListName),
      description: prose(5000).nullable(),
      ranked: flag,
      tags,
      createdAt: instant,
    },
  },
  item: {
    version: 1,
    key: ofList,
    fields: { position: z.string().min(1).max(200), note: prose(2000).nullable(), createdAt: instant },
  },
} as const satisfies Readonly<Record<string, Collection>>;

export type CollectionName = keyof typeof collections;

// All fields at once take a quarter of the time that one after the other does; it doesn't say what is wrong.
const wholes = Object.fromEntries(
  Object.entries(collections).map(([name, { fields }]) => [name, z.looseObject(fields).partial()]),
) as Readonly<Record<string, z.ZodType>>;

/** Why a record isn't taken: u, this version doesn't know its collection or version; r, something isn't valid. */
export type Flaw =
  | { readonly status: 'u'; readonly newest: number }
  | { readonly status: 'r'; readonly at: string; readonly expected: string };

/**
 * Undefined for a record that may be stored. Fields that this version doesn't know are none of its business and are
 * kept. A deleted record may have null anywhere: it was erased.
 */
export function flawOf(c: string, k: string, record: SyncRecord): Flaw | undefined {
  const collection: Collection | undefined = Object.hasOwn(collections, c)
    ? collections[c as CollectionName]
    : undefined;
  if (collection === undefined) return { status: 'u', newest: 0 };
  if (record.s > collection.version) return { status: 'u', newest: collection.version };
  const keyIssue = firstIssue(collection.key, k);
  if (keyIssue !== undefined) return { status: 'r', at: 'key', expected: keyIssue };
  if (isAlive(record) && wholes[c]?.safeParse(record.v).success === true) return sizeFlaw(record);
  for (const [field, value] of Object.entries(record.v)) {
    const schema = Object.hasOwn(collection.fields, field) ? collection.fields[field] : undefined;
    if (schema === undefined || field === existence || (value === null && !isAlive(record))) continue;
    const issue = firstIssue(schema, value);
    if (issue !== undefined) return { status: 'r', at: field, expected: issue };
  }
  return sizeFlaw(record);
}

function sizeFlaw(record: SyncRecord): Flaw | undefined {
  // Nearly every record is far smaller, and that can be told without writing it out.
  if (mostLength(record.v) <= limits.recordBytes / 2) return undefined;
  const size = utf8Length(JSON.stringify(record));
  if (size <= limits.recordBytes) return undefined;
  return { status: 'r', at: 'record', expected: `expected at most ${limits.recordBytes} bytes, was ${size}` };
}

function firstIssue(schema: z.ZodType, value: unknown): string | undefined {
  const result = schema.safeParse(value);
  return result.success ? undefined : (result.error.issues[0]?.message ?? 'not valid');
}

/** No JSON of the value is longer, in bytes: a character may be written with six. */
function mostLength(value: Json): number {
  if (typeof value === 'string') return 6 * value.length + 3;
  if (typeof value !== 'object' || value === null) return 30;
  let length = 3;
  // A field's stamp counts with it.
  for (const name of Object.keys(value))
    length += 100 + 6 * name.length + mostLength((value as Record<string, Json>)[name] as Json);
  return length;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
