// Everything that the server signs, with keys that follow from one secret. Who has the secret can make tokens; a new one
// signs everybody out, and devices then read their feeds anew.
import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';

export interface Secrets {
  /** Signs access tokens. */
  readonly accessKey: Uint8Array;
  /** Under what an account is found by its e-mail address. */
  emailHash(email: string): string;
  /** The refresh token of a device and a counter: always the same one. */
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

export function createSecrets(secret: string): Secrets {
  const [emailKey, refreshKey, cursorKey] = ['email', 'refresh', 'cursor'].map((purpose) =>
    createSecretKey(keyFor(purpose)),
  ) as [KeyObject, KeyObject, KeyObject];

  return {
    accessKey: keyFor('access'),
    emailHash: (email) => mac(emailKey, email.normalize('NFC').toLowerCase(), 32),

    refreshToken,
    readRefreshToken(text) {
      const match = /^([0-9a-f]{32})\.([0-9a-f]{16})\.(\d{1,10})\.([\w-]{43})$/.exec(text);
      if (match === null) return undefined;
      const [, uid = '', device = '', counter = ''] = match;
      const token = { uid, device, counter: Number(counter) };
      return same(text, refreshToken(token)) ? token : undefined;
    },

    seal,
    open(sealed, reader) {
      const text = sealed.slice(0, -17);
      return same(sealed, seal(text, reader)) ? text : undefined;
    },
  };

  function keyFor(purpose: string): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', secret, 'mediary-server', purpose, 32));
  }

  function refreshToken({ uid, device, counter }: RefreshToken): string {
    const text = `${uid}.${device}.${counter}`;
    return `${text}.${mac(refreshKey, text, 32)}`;
  }

  function seal(text: string, reader: string): string {
    return `${text}~${mac(cursorKey, `${reader}~${text}`, 12)}`;
  }
}

function mac(key: KeyObject, text: string, bytes: number): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, bytes).toString('base64url');
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
