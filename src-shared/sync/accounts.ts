// Accounts on a sync server, their devices and tokens: the shapes of what is asked and answered.
//
// An access token is short-lived and a JWT; whoever holds it need not read it. A refresh token is used once: its answer
// holds the next one. If that answer is lost, the old token is asked with again and gets the same next one, as long as
// nobody used that. Where an older token comes back, somebody copied it: the device is signed out.
import * as z from 'zod';
import { email, newPassword, profileName, roles } from '../api/profiles.ts';
import { instant, line, uid } from '../api/contract.ts';
import { collection, moment } from './protocol.ts';

export const deviceId = z.string().regex(/^[0-9a-f]{16}$/, { error: 'expected a device' });
const refreshToken = z.string().min(1).max(200);
const password = z.string().min(1).max(1000);

export const account = z.strictObject({
  uid,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  /** Whether others may see this person's name, reviews and ratings. A new account's aren't public. */
  public: z.boolean(),
  createdAt: instant,
});

/** What a device holds after signing in, and after each refresh. */
export const tokens = z.strictObject({
  access: z.string(),
  /** By the server's clock, which `now` tells. */
  accessExpiresAt: moment,
  refresh: refreshToken,
  now: moment,
});

export const session = tokens.extend({ account, device: z.strictObject({ id: deviceId }) });

/** The device in words that its owner will know it by: "Ada's laptop". */
const device = line(80);

export const registration = z.strictObject({
  email,
  name: profileName,
  password: newPassword,
  device,
  /** Where the server asks for an invitation (`meta.registration`). */
  invitation: z.string().min(1).max(200).exactOptional(),
});
export const signIn = z.strictObject({ email, password, device });
export const refresh = z.strictObject({ refresh: refreshToken });

export const accountChange = z.strictObject({
  name: profileName.exactOptional(),
  public: z.boolean().exactOptional(),
});
/** Every device is signed out but the one that asks. */
export const passwordChange = z.strictObject({ password, newPassword });
export const accountDeletion = z.strictObject({ password });

export const ownAccount = z.strictObject({
  account,
  /** Records that exist (aren't deleted), by collection; those that are 0 may be absent. */
  records: z.record(collection, z.int().nonnegative()),
  /** Of the newest change of its own feed; 0 where nothing was ever synced. */
  head: z.int().nonnegative(),
});

export const devices = z.array(
  z.strictObject({
    id: deviceId,
    name: z.string(),
    createdAt: instant,
    /** When it last asked for tokens, to within their life of ten minutes. */
    seenAt: instant,
    current: z.boolean(),
  }),
);

export type Account = z.infer<typeof account>;
export type Tokens = z.infer<typeof tokens>;
export type Session = z.infer<typeof session>;
export type Devices = z.infer<typeof devices>;
