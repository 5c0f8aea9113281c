// Where a profile's refresh token is kept. The shell gives the outer lock (the system's keystore; nothing at a terminal);
// within it the token is locked once more by the profile's own password, because a keystore tells the people of one
// system account not apart. Without a keystore worth the name it is kept in memory and gone with the process.
import { createCipheriv, createDecipheriv, randomBytes, scrypt as scryptCallback } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { partOf, settle, syncFile } from '../files/durable.ts';

const scrypt = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scryptCallback,
);

export interface Keeper {
  /** Of files that this shell writes: the window's and the terminal's can't read each other's. */
  readonly shell: 'window' | 'terminal';
  kind(): Promise<'keystore' | 'file' | 'memory'>;
  seal(text: string): Promise<Buffer>;
  /** Rejects where it was sealed by another keystore, or on another computer. */
  open(sealed: Buffer): Promise<string>;
}

/** A token, and whose it is: of another account than the profile is linked to, it is of no use. */
export interface Secret {
  readonly account: string;
  readonly refresh: string;
}

export interface Vault {
  kind(): Promise<'keystore' | 'file' | 'memory'>;
  /** Whether something is kept in a file, though it may not be to be opened now. */
  isKept(profile: string): boolean;
  /** Whether something is kept for the profile, and whether the password is needed to have it. */
  look(profile: string): 'nothing' | 'locked' | 'open';
  /** Null where there is none, or it can't be opened: then one signs in again. */
  open(profile: string, password: string | null): Promise<OpenSafe | null>;
  /** A safe for a profile's token; `password` null: without the inner lock, where the person chose so. */
  make(profile: string, password: string | null): Promise<Safe>;
  forget(profile: string): void;
}

/** Keeps a token, and each of its successors, under the same locks. */
export interface Safe {
  keep(secret: Secret): Promise<void>;
}

export interface OpenSafe extends Safe {
  readonly secret: Secret;
}

const secretSchema = z.strictObject({ account: z.string(), refresh: z.string() });

const costs = { N: 2 ** 15, r: 8, p: 1 };

const file = z.strictObject({
  v: z.literal(1),
  /** Null where there is no inner lock. */
  lock: z
    .strictObject({ N: z.int().max(2 ** 20), r: z.int().max(32), p: z.int().max(8), salt: z.base64() })
    .nullable(),
  sealed: z.base64(),
});

/** `folder`: created when the first token is kept. A profile is known by its uid. */
export function createVault(folder: string, keeper: Keeper): Vault {
  const inMemory = new Map<string, Secret>();
  const pathOf = (profile: string) => join(folder, `${profile}.${keeper.shell}`);

  function read(profile: string): z.infer<typeof file> | undefined {
    try {
      return file.safeParse(JSON.parse(readFileSync(pathOf(profile), 'utf8'))).data;
    } catch {
      return undefined;
    }
  }

  function safeWith(profile: string, lock: Lock | null): Safe {
    return {
      async keep(secret) {
        if ((await keeper.kind()) === 'memory') {
          inMemory.set(profile, secret);
          return;
        }
        const text = JSON.stringify(secret);
        const locked = lock === null ? text : lockWith(lock.key, text);
        const sealed = (await keeper.seal(locked)).toString('base64');
        const { key: _key, ...stored } = lock ?? { key: null };
        write(pathOf(profile), JSON.stringify({ v: 1, lock: lock === null ? null : stored, sealed }));
      },
    };
  }

  function write(path: string, text: string): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const part = partOf(path);
    writeFileSync(part, text, { mode: 0o600 });
    syncFile(part);
    settle(part, path);
  }

  return {
    kind: () => keeper.kind(),
    isKept: (profile) => read(profile) !== undefined,
    look(profile) {
      if (inMemory.has(profile)) return 'open';
      const kept = read(profile);
      return kept === undefined ? 'nothing' : kept.lock === null ? 'open' : 'locked';
    },
    async open(profile, password) {
      const remembered = inMemory.get(profile);
      if (remembered !== undefined) return { secret: remembered, ...safeWith(profile, null) };
      const kept = read(profile);
      if (kept === undefined || (kept.lock !== null && password === null)) return null;
      try {
        const locked = await keeper.open(Buffer.from(kept.sealed, 'base64'));
        const lock = kept.lock && password !== null ? await lockOf(password, kept.lock) : null;
        const text = lock === null ? locked : unlockWith(lock.key, locked);
        return { secret: secretSchema.parse(JSON.parse(text)), ...safeWith(profile, lock) };
      } catch {
        return null;
      }
    },
    async make(profile, password) {
      const salt = randomBytes(16).toString('base64');
      return safeWith(profile, password === null ? null : await lockOf(password, { ...costs, salt }));
    },
    forget(profile) {
      inMemory.delete(profile);
      rmSync(pathOf(profile), { force: true });
    },
  };
}

interface Lock {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: string;
  readonly key: Buffer;
}

async function lockOf(password: string, { N, r, p, salt }: Omit<Lock, 'key'>): Promise<Lock> {
  const cost = { N, r, p, maxmem: 256 * N * r };
  return {
    N,
    r,
    p,
    salt,
    key: await scrypt(password.normalize('NFC'), Buffer.from(salt, 'base64'), 32, cost),
  };
}

/** AES-256-GCM: nonce, tag and text, in base64. */
function lockWith(key: Buffer, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

/** Throws where the key or the text isn't the one. */
function unlockWith(key: Buffer, locked: string): string {
  const bytes = Buffer.from(locked, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
