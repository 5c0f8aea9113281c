// People who are signed in without having been asked for a password, for tests that need many: what signing in would leave
// in the store, and the token that it would answer.
import { createAccessTokens } from '#server/accounts/access-tokens.ts';
import { createSecrets } from '#server/secrets.ts';
import { personKeys } from '#server/store/keys.ts';
import { newUid } from './records.ts';
import { secret, type Stack } from './stack.ts';

export interface Insider {
  readonly uid: string;
  /** An access token of each of their devices. */
  readonly tokens: readonly string[];
}

export function createCrowd(stack: Stack, people: number, devices: number): Promise<Insider[]> {
  const { make } = createAccessTokens(createSecrets(secret).accessKeys, Date.now);
  const expiresAt = Date.now() + 10 * 60_000;
  return Promise.all(
    Array.from({ length: people }, async () => {
      const uid = newUid();
      const keys = personKeys(uid);
      const ids = Array.from({ length: devices }, () => newUid().slice(0, 16));
      await stack.redis.send('HSET', keys.account, 'role', 'member');
      await stack.redis.send('HSET', keys.devices, ...ids.flatMap((id) => [id, 1]));
      const tokens = await Promise.all(ids.map((device) => make({ uid, device, counter: 1, expiresAt })));
      return { uid, tokens };
    }),
  );
}
