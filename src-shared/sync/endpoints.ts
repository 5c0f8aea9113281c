// The server's whole surface on one screen, as data: from it come the server's routes and their checks, the types of
// their handlers, the OpenAPI document and the devices' client. Bodies are JSON; of a request also gzip, deflate or br.
//
// Errors are `{ error: { code, message, details? } }`, but for push and pull, whose 409 and 410 are replies of the
// protocol. 429 and 503 say in `Retry-After` after how many seconds to ask again.
import * as z from 'zod';
import { done, uid } from '../api/contract.ts';
import { roles } from '../api/profiles.ts';
import {
  account,
  accountChange,
  accountDeletion,
  deviceId,
  devices,
  ownAccount,
  passwordChange,
  refresh,
  registration,
  session,
  signIn,
  tokens,
} from './accounts.ts';
import { collection, limits, moment, pullReply, pullRequest, pushReply, pushRequest } from './protocol.ts';
import {
  pageQuery,
  personPage,
  publicReview,
  ratedPage,
  reviewChange,
  reviewPage,
  searchQuery,
  title,
  titleDraft,
  topQuery,
} from './public.ts';

/** The one error for each status, and the status of each error. */
export const httpStatuses = {
  invalid_input: 400,
  /** The access token is missing, too old, or its device was signed out: refresh once, then sign in again. */
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  /** The request took too long to arrive. */
  timeout: 408,
  conflict: 409,
  too_large: 413,
  /** A content type or encoding that the server doesn't read. */
  unsupported: 415,
  /** The server speaks no version of the protocol that the request is in. */
  outdated: 426,
  too_many: 429,
  internal: 500,
  /** The server is there and its store isn't, or it is stopping. */
  unavailable: 503,
} as const satisfies Readonly<Record<string, number>>;
export type HttpErrorCode = keyof typeof httpStatuses;

export const errorBody = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(httpStatuses) as [HttpErrorCode, ...HttpErrorCode[]]),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).exactOptional(),
  }),
});

/** Names a request in the server's log; a client may give one of its own (8 to 64 of A-Z, a-z, 0-9, _ and -). */
export const requestIdHeader = 'x-request-id';

/** Who may call: anybody, whoever has an access token, or has that role at least. */
export type Access = 'public' | 'member' | 'moderator' | 'admin';

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `:name` stands for a parameter. */
  readonly path: string;
  readonly access: Access;
  /** What it does; what is behind a semicolon is said below the first line. */
  readonly does: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Of 200 (201 where something is made). */
  readonly reply: z.ZodType;
  readonly status?: 201;
}

const ofTitle = z.strictObject({ uid });
const ofPerson = z.strictObject({ uid });
const feed = z.string().min(1).max(limits.keyLength);

export const meta = z.strictObject({
  /** Tells a sync server from whatever else answers at an address. */
  service: z.literal('mediary'),
  protocol: z.strictObject({ oldest: z.int(), newest: z.int() }),
  now: moment,
  /** The newest version of each collection that it takes. */
  collections: z.record(collection, z.int().positive()),
  limits: z.strictObject({
    changes: z.int().positive(),
    pageRecords: z.int().positive(),
    bodyBytes: z.int().positive(),
    recordBytes: z.int().positive(),
    /** Records of one account, deleted ones included. */
    records: z.int().positive(),
  }),
  registration: z.enum(['open', 'invitation', 'closed']),
  /** What its operator calls it. */
  name: z.string(),
});

/**
 * The events of `live`, by name. A hint and no more: whoever hears one pulls. hello: first of all. poke: a feed has a
 * new head; the device whose push made it isn't told. bye: the server ends the stream; ask again, with a valid token.
 */
export const liveEvents = {
  hello: z.strictObject({ now: moment, head: z.int().nonnegative() }),
  poke: z.strictObject({ feed, head: z.int().nonnegative() }),
  bye: z.strictObject({ reason: z.enum(['expired', 'stopping', 'signed_out', 'too_many']) }),
} as const;
/** A comment comes at least so often; a device that hears nothing for longer than twice that asks anew. */
export const heartbeatMs = 25_000;

export const endpoints = {
  meta: {
    method: 'GET',
    path: '/v1/meta',
    access: 'public',
    does: 'What this server is, and what it takes',
    reply: meta,
  },

  register: {
    method: 'POST',
    path: '/v1/auth/register',
    access: 'public',
    does: 'Makes an account, and signs a device in',
    body: registration,
    reply: session,
    status: 201,
  },
  signIn: {
    method: 'POST',
    path: '/v1/auth/sign-in',
    access: 'public',
    does: 'Signs a device in',
    body: signIn,
    reply: session,
  },
  refresh: {
    method: 'POST',
    path: '/v1/auth/refresh',
    access: 'public',
    does: 'New tokens for a refresh token; that is used up once one of the new ones was used',
    body: refresh,
    reply: tokens,
  },
  signOut: {
    method: 'POST',
    path: '/v1/auth/sign-out',
    access: 'public',
    does: 'Signs out the device that a refresh token belongs to; done also where the token is of no use any more',
    body: refresh,
    reply: done,
  },

  account: {
    method: 'GET',
    path: '/v1/account',
    access: 'member',
    does: 'Your account, and how much it holds',
    reply: ownAccount,
  },
  changeAccount: {
    method: 'PATCH',
    path: '/v1/account',
    access: 'member',
    does: 'Changes your name, or whether others may see what you rated and wrote',
    body: accountChange,
    reply: account,
  },
  changePassword: {
    method: 'PUT',
    path: '/v1/account/password',
    access: 'member',
    does: 'Changes your password and signs out all of your other devices',
    body: passwordChange,
    reply: done,
  },
  deleteAccount: {
    method: 'DELETE',
    path: '/v1/account',
    access: 'member',
    does: 'Deletes your account with all that the server holds of it',
    body: accountDeletion,
    reply: done,
  },
  devices: {
    method: 'GET',
    path: '/v1/account/devices',
    access: 'member',
    does: 'The devices that are signed in',
    reply: devices,
  },
  signOutDevice: {
    method: 'DELETE',
    path: '/v1/account/devices/:id',
    access: 'member',
    does: 'Signs one of your devices out, from now on',
    params: z.strictObject({ id: deviceId }),
    reply: done,
  },

  push: {
    method: 'POST',
    path: '/v1/sync/push',
    access: 'member',
    does: 'Merges records into your feed; each change gets a status, and one that is refused holds up no other',
    body: pushRequest,
    reply: pushReply,
  },
  pull: {
    method: 'POST',
    path: '/v1/sync/pull',
    access: 'member',
    does: 'A page of a feed; `own` is yours, `pub:` and a uid that of an account that is public',
    body: pullRequest,
    reply: pullReply,
  },
  heads: {
    method: 'POST',
    path: '/v1/feeds/heads',
    access: 'member',
    does: 'The heads of public feeds; accounts that aren’t public are left out',
    body: z.strictObject({ uids: z.array(uid).min(1).max(500) }),
    reply: z.strictObject({ now: moment, heads: z.record(uid, z.int().nonnegative()) }),
  },

  addTitle: {
    method: 'POST',
    path: '/v1/media',
    access: 'member',
    does: 'Adds a title to the catalogue',
    body: titleDraft,
    reply: title,
    status: 201,
  },
  searchTitles: {
    method: 'GET',
    path: '/v1/media',
    access: 'public',
    does: 'Titles with all of these words in their name, the most rated first; the last word may be a beginning',
    query: searchQuery,
    reply: z.strictObject({ items: z.array(title) }),
  },
  topTitles: {
    method: 'GET',
    path: '/v1/media/top',
    access: 'public',
    does: 'The best rated titles, by a Bayesian mean; up to a minute old',
    query: topQuery,
    reply: z.strictObject({ items: z.array(title) }),
  },
  title: {
    method: 'GET',
    path: '/v1/media/:uid',
    access: 'public',
    does: 'A title and its ratings',
    params: ofTitle,
    reply: title,
  },
  editTitle: {
    method: 'PUT',
    path: '/v1/media/:uid',
    access: 'member',
    does: 'Corrects a title that you added and nobody else rated; moderators correct any. What makes its uid stays',
    params: ofTitle,
    body: titleDraft,
    reply: title,
  },
  titleReviews: {
    method: 'GET',
    path: '/v1/media/:uid/reviews',
    access: 'public',
    does: 'What people wrote of a title, the newest first',
    params: ofTitle,
    query: pageQuery,
    reply: reviewPage,
  },

  review: {
    method: 'GET',
    path: '/v1/reviews/:uid',
    access: 'member',
    does: 'Your review of a title',
    params: ofTitle,
    reply: publicReview,
  },
  saveReview: {
    method: 'PUT',
    path: '/v1/reviews/:uid',
    access: 'member',
    does: 'Rates or reviews a title; your devices see it',
    params: ofTitle,
    body: reviewChange,
    reply: publicReview,
  },
  deleteReview: {
    method: 'DELETE',
    path: '/v1/reviews/:uid',
    access: 'member',
    does: 'Deletes your review of a title',
    params: ofTitle,
    reply: done,
  },

  person: {
    method: 'GET',
    path: '/v1/people/:uid',
    access: 'public',
    does: 'A person whose account is public',
    params: ofPerson,
    reply: personPage,
  },
  personRatings: {
    method: 'GET',
    path: '/v1/people/:uid/ratings',
    access: 'public',
    does: 'What a person rated, the newest change first',
    params: ofPerson,
    query: pageQuery,
    reply: ratedPage,
  },

  hideReview: {
    method: 'PUT',
    path: '/v1/moderation/reviews/:person/:uid',
    access: 'moderator',
    does: 'Takes the text of a review out of others’ sight, or brings it back; the review itself stays its author’s',
    params: z.strictObject({ person: uid, uid }),
    body: z.strictObject({ hidden: z.boolean() }),
    reply: done,
  },
  setRole: {
    method: 'PUT',
    path: '/v1/moderation/people/:uid/role',
    access: 'admin',
    does: 'Gives a person a role',
    params: ofPerson,
    body: z.strictObject({ role: z.enum(roles) }),
    reply: done,
  },
} as const satisfies Readonly<Record<string, Endpoint>>;

/** Answered by a stream of server-sent events (`liveEvents`) for as long as the access token is valid. */
export const livePath = '/v1/live';

/** What `pull` calls the feed of everything that is one's own. */
export const ownFeed = 'own';

export type EndpointName = keyof typeof endpoints;
export type EndpointOf<N extends EndpointName> = (typeof endpoints)[N];
type Part<E, P extends string> = E extends Readonly<Record<P, infer S extends z.ZodType>> ? S : never;

/** What an endpoint is asked with, after its checks. */
export interface EndpointInput<N extends EndpointName> {
  readonly params: z.output<Part<EndpointOf<N>, 'params'>>;
  readonly query: z.output<Part<EndpointOf<N>, 'query'>>;
  readonly body: z.output<Part<EndpointOf<N>, 'body'>>;
}
export type EndpointReply<N extends EndpointName> = z.output<EndpointOf<N>['reply']>;
export type ErrorBody = z.infer<typeof errorBody>;
