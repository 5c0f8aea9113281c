// A profile's account on a server, and how its sync fares. Nothing is asked of any server until a profile is linked; the
// account's tokens never come here.
import * as z from 'zod';
import { anyPassword, email } from './profiles.ts';
import { cursor, done, id, instant, line, mediaId, method, nothing, page, type Method } from './contract.ts';

/** Where a server is: https, or http of this computer; any other http only where the person agreed. */
export const serverAddress = line(300);

/** What a sync waits for that only a person can do, or why it isn't getting on. */
export const syncProblems = [
  'offline', 'timeout', 'certificate', 'server_busy', 'server_error', 'not_a_server',
  'signed_out', 'copied', 'wrong_account', 'incompatible', 'refused', 'storage', 'unknown',
] as const; // prettier-ignore
export type SyncProblem = (typeof syncProblems)[number];

export const syncStates = [
  'off', 'signed_out', 'paused', 'asking', 'elsewhere', 'waiting', 'syncing', 'idle', 'stuck',
] as const; // prettier-ignore
export type SyncState = (typeof syncStates)[number];

/** Numbers of living records by collection. */
export const recordCounts = z.record(z.string(), z.int().nonnegative());
export type RecordCounts = z.infer<typeof recordCounts>;

const account = z.strictObject({ name: z.string(), email: z.string() });

export const syncStatus = z.strictObject({
  /**
   * off: not linked. signed_out: linked, without a token. elsewhere: another process of this computer does it.
   * waiting: a try failed, the next comes by itself. stuck: no further try before somebody acts. asking: see `question`.
   */
  state: z.enum(syncStates),
  link: z.strictObject({ server: z.string(), account, linkedAt: instant }).nullable(),
  /** Records that the server doesn't have yet as they are here. */
  waiting: z.int().nonnegative(),
  /** Records that it doesn't take. */
  refused: z.int().nonnegative(),
  conflicts: z.int().nonnegative(),
  /** Whether the server tells of news at once. */
  live: z.boolean(),
  /** Records that the round at work has sent and was given; null where none takes long enough to be told. */
  moved: z.strictObject({ sent: z.int().nonnegative(), fetched: z.int().nonnegative() }).nullable(),
  /** When everything was last known to be the same here and there. */
  syncedAt: instant.nullable(),
  /** Of the newest try; also of one that another process made, or this one before it was closed. */
  problem: z.enum(syncProblems).nullable(),
  /** The first try that failed since one ended well, and the newest, to the minute; null without a problem. */
  failingSince: instant.nullable(),
  triedAt: instant.nullable(),
  retryAt: instant.nullable(),
  /** The server tells to delete so many of so many records: nothing of that is done before somebody says so. */
  question: z.strictObject({ deletions: z.int().positive(), of: z.int().positive() }).nullable(),
  /**
   * Where the token is kept: the system's keystore, a file, or nowhere, so that one signs in again after a start. closed: in
   * the keystore, which is locked; until it is opened, nowhere.
   */
  keeper: z.enum(['keystore', 'file', 'memory', 'closed']),
});
export type SyncStatus = z.infer<typeof syncStatus>;

/** How it stands after a round, and how many records it sent and was given. */
const syncRound = syncStatus.extend({ sent: z.int().nonnegative(), fetched: z.int().nonnegative() });
export type SyncRound = z.infer<typeof syncRound>;

const device = z.strictObject({
  id: z.string(),
  name: z.string(),
  createdAt: instant,
  seenAt: instant,
  isThis: z.boolean(),
});

/** An account that was signed in to and isn't linked yet: what is there, and what is here. */
export const signedIn = z.strictObject({
  token: z.string(),
  account,
  server: z.string(),
  there: recordCounts,
  here: recordCounts,
  /** The profile was linked to this other account before. */
  before: account.extend({ server: z.string() }).nullable(),
});
export type SignedIn = z.infer<typeof signedIn>;

/** What a record is about, where this computer knows it: a title, or a list by its name. */
const recordAbout = z.strictObject({
  title: z.strictObject({ mediaId, title: z.string(), year: z.int().nullable() }).nullable(),
  list: z.string().nullable(),
});
export type RecordAbout = z.infer<typeof recordAbout>;

/** A field of which two devices wrote different values at a time: what lost here, and what holds now. */
export const syncConflict = recordAbout.extend({
  id,
  collection: z.string(),
  field: z.string(),
  lost: z.json(),
  kept: z.json(),
  foundAt: instant,
});
export type SyncConflict = z.infer<typeof syncConflict>;

/**
 * A record that the server doesn't take as it is. invalid: not by its rules. unsupported: it is older than this version.
 * full: the account holds as much as it may.
 */
export const refusedRecord = recordAbout.extend({
  /** Its collection and key. */
  id: z.string(),
  collection: z.string(),
  reason: z.enum(['invalid', 'unsupported', 'full']),
});
export type RefusedRecord = z.infer<typeof refusedRecord>;

const signInToken = z.string().min(1).max(100);
/** The profile's own, by which the token is locked away; null where it is kept in memory alone. */
const profilePassword = anyPassword.nullable();

export const syncMethods = {
  'sync.status': method('member', nothing, syncStatus),
  /** Asks whether there is a server. `insecure`: the person agreed to http beyond this computer. */
  'sync.meet': method(
    'member',
    z.strictObject({ server: serverAddress, insecure: z.boolean().default(false) }),
    z.strictObject({
      server: z.string(),
      name: z.string(),
      registration: z.enum(['open', 'invitation', 'closed']),
    }),
  ),
  /** Signs in, or makes an account where `create` is its name. Nothing is synced before `sync.link`. */
  'sync.signIn': method(
    'member',
    z.strictObject({
      server: serverAddress,
      insecure: z.boolean().default(false),
      email,
      password: anyPassword,
      create: line(60).nullable().default(null),
      /** Where the server asks for one. */
      invitation: line(200).nullable().default(null),
      profilePassword,
      /** For a terminal: keep the token in a file that needs no password. */
      keepOpen: z.boolean().default(false),
    }),
    signedIn,
  ),
  /** Links the profile to the account that was signed in to; from then on both have what either had. */
  'sync.link': method('member', z.strictObject({ token: signInToken }), syncStatus),
  /** Signs out again of an account that wasn't linked. */
  'sync.forgetSignIn': method('member', z.strictObject({ token: signInToken }), done),
  /** The data stay here and there; this device is signed out. */
  'sync.unlink': method('member', nothing, syncStatus),
  /** Opens the kept token where a session began without the profile's password. */
  'sync.unlock': method('member', z.strictObject({ profilePassword: anyPassword }), syncStatus),
  'sync.pause': method('member', z.strictObject({ paused: z.boolean() }), syncStatus),
  /** A round at once; answers when it has ended, well or not. */
  'sync.now': method('member', nothing, syncRound),
  /** Answers the question about deletions: `delete`, or keep what is here and tell the server so. */
  'sync.answer': method('member', z.strictObject({ answer: z.enum(['delete', 'keep']) }), syncStatus),
  'sync.devices': method('member', nothing, z.array(device)),
  'sync.signOutDevices': method(
    'member',
    z.strictObject({ ids: z.array(z.string().max(100)).min(1).max(100) }),
    done,
  ),
  'sync.conflicts': method(
    'member',
    z.strictObject({ cursor: cursor.nullable().default(null) }),
    page(syncConflict),
  ),
  'sync.refused': method(
    'member',
    z.strictObject({ cursor: cursor.nullable().default(null) }),
    page(refusedRecord),
  ),
  /** What was refused waits to be sent again; the next round sends it. */
  'sync.sendRefusedAgain': method('member', nothing, syncStatus),
  /** `lost`: writes the value that lost, as an edit of now. Either way the conflict leaves the shelf. */
  'sync.settleConflict': method('member', z.strictObject({ id, take: z.enum(['lost', 'kept']) }), done),
} as const satisfies Record<string, Method>;
