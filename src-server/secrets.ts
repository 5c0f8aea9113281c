// Everything that the server signs, with keys that follow from one secret. Who has the secret can make tokens. The newest one
// signs, older ones are taken for as long as they are known: so a secret can be changed without signing anybody out.
import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';

export interface Secrets {
  /** Of access tokens: the first one signs, all are taken. */
  readonly accessKeys: readonly Uint8Array[];
  /** The refresh token of a device and a counter: the same one for as long as the secret is. */
  refreshToken(token: RefreshToken): string;
  /** Undefined for what this server didn't give away. */
  readRefreshToken(text: string): RefreshToken | undefined;
  /** A cursor as its reader gets it: only that one can come back with it. */
  seal(text: string, reader: string): string;
  /** Undefined for what this server didn't give this reader. */
  open(sealed: string, reader: string): string | undefined;
}

export interface RefreshToken {
  readonly uid: string;
  readonly device: string;
  readonly counter: number;
}

export function createSecrets(newest: string, older: readonly string[] = []): Secrets {
  const all = [newest, ...older];
  const refreshKeys = keysFor('refresh').map((key) => createSecretKey(key));
  const cursorKeys = keysFor('cursor').map((key) => createSecretKey(key));
  const [refreshKey, cursorKey] = [refreshKeys[0], cursorKeys[0]] as [KeyObject, KeyObject];

  return {
    accessKeys: keysFor('access'),

    refreshToken: (token) => refreshToken(token, refreshKey),
    readRefreshToken(text) {
      const match = /^([0-9a-f]{32})\.([0-9a-f]{16})\.(\d{1,10})\.([\w-]{43})$/.exec(text);
      if (match === null) return undefined;
      const [, uid = '', device = '', counter = ''] = match;
      const token = { uid, device, counter: Number(counter) };
      return refreshKeys.some((key) => same(text, refreshToken(token, key))) ? token : undefined;
    },

    seal: (text, reader) => seal(text, reader, cursorKey),
    open(sealed, reader) {
      const text = sealed.slice(0, -17);
      return cursorKeys.some((key) => same(sealed, seal(text, reader, key))) ? text : undefined;
    },
  };

  function keysFor(purpose: string): Uint8Array[] {
    return all.map((secret) => new Uint8Array(hkdfSync('sha256', secret, 'mediary-server', purpose, 32)));
  }
}

function refreshToken({ uid, device, counter }: RefreshToken, key: KeyObject): string {
  const text = `${uid}.${device}.${counter}`;
  return `${text}.${mac(key, text, 32)}`;
}

function seal(text: string, reader: string, key: KeyObject): string {
  return `${text}~${mac(key, `${reader}~${text}`, 12)}`;
}

function mac(key: KeyObject, text: string, bytes: number): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, bytes).toString('base64url');
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
