// How the surface of the core is described: methods and events are data, from which the client, the handlers'
// types, validation and the contract fuzz derive. This file holds the shapes that several features share.
import * as z from 'zod';
import { mediaKinds } from '../domain/media-kind.ts';
import { highestRating, lowestRating, type Rating } from '../domain/rating.ts';
import type { ErrorReply } from '../errors.ts';

// zod compiles schemas where it may; in a page the policy refuses that, and reports each try.
z.config({ jitless: !('process' in globalThis) });

/** Who may call: anybody, somebody logged in, moderators and admins, admins. */
export type Access = 'public' | 'member' | 'moderator' | 'admin';

export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly access: Access;
  readonly input: I;
  readonly output: O;
}

export function method<I extends z.ZodType, O extends z.ZodType>(
  access: Access,
  input: I,
  output: O,
): Method<I, O> {
  return { access, input, output };
}

/** What any transport provides; it never grows. */
export interface Bridge {
  invoke(method: string, input: unknown): Promise<unknown>;
  subscribe(event: string, listener: (payload: unknown) => void): () => void;
}

export type Envelope =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorReply };

export const nothing = z.strictObject({});
export const done = z.strictObject({});

export const id = z.int().positive();
export const mediaId = id.brand<'MediaId'>();
export const userId = id.brand<'UserId'>();
export const importId = id.brand<'ImportId'>();
export type MediaId = z.infer<typeof mediaId>;
export type UserId = z.infer<typeof userId>;
export type ImportId = z.infer<typeof importId>;

/** 32 hexadecimal digits: an identity that is the same on every device. */
export const uid = z.string().regex(/^[0-9a-f]{32}$/);
export const mediaKind = z.enum(mediaKinds);
export const rating = z.custom<Rating>(
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= lowestRating && value <= highestRating,
  { error: 'expected a rating from 10 to 100 (tenths of 1.0 to 10.0)' },
);
/** A moment in UTC, ISO 8601. */
export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Where the next page begins: opaque to callers, null at the end. */
export const cursor = z.string().min(1).max(2000);
export const pageSize = z.int().min(1).max(200);

export function page<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), nextCursor: cursor.nullable() });
}

/** A line of text that a person typed: trimmed, without control characters. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(max, { error: `must be at most ${max} characters` })
    .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), {
      error: 'must not contain line breaks or control characters',
    })
    .refine((text) => text.isWellFormed(), { error: 'must be well-formed Unicode' });
}

/** Text of several lines; NUL is refused because SQLite's text functions stop there. */
export function prose(max: number) {
  return z
    .string()
    .max(max, { error: `must be at most ${max} characters` })
    .refine((text) => !text.includes('\0'), { error: 'must not contain NUL characters' })
    .refine((text) => text.isWellFormed(), { error: 'must be well-formed Unicode' });
}
