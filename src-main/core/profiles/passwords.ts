// Hashing, checking and judging passwords. A password first goes through a keyed HMAC and base64, so that neither
// bcrypt's cut at 72 bytes nor a NUL can make two passwords one.
import { createHmac, randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import type { PasswordReply, PasswordRequest } from './password-worker.ts';

export interface Passwords {
  /** Throws `invalid_input` with the reason where the password is too easy to guess. `context`: the person's own words. */
  assertStrong(password: string, context: readonly string[]): Promise<void>;
  hash(password: string): Promise<{ readonly hash: string; readonly key: Buffer }>;
  /** Takes as long for a person who doesn't exist (null) as for one who does. */
  verify(password: string, stored: { readonly hash: string; readonly key: Buffer } | null): Promise<boolean>;
  close(): Promise<void>;
}

export interface PasswordsOptions {
  /** The compiled worker, or its source where Node strips types. */
  readonly worker: URL;
  /** bcrypt's cost, at least 12 in the product; tests go lower. */
  readonly cost: number;
}

export function createPasswords({ worker: file, cost }: PasswordsOptions): Passwords {
  let worker: Worker | undefined;
  let nextId = 1;
  let decoy: Promise<{ hash: string; key: Buffer }> | undefined;
  const waiting = new Map<
    number,
    { resolve(result: string | boolean): void; reject(error: unknown): void }
  >();

  function ask(
    request: { kind: 'hash'; text: string; cost: number } | { kind: 'verify'; text: string; hash: string },
  ) {
    worker ??= start();
    const id = nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<string | boolean>();
    waiting.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ ...request, id } satisfies PasswordRequest);
    return promise;
  }

  function start(): Worker {
    const started = new Worker(file);
    started.on('message', ({ id, result }: PasswordReply) => {
      waiting.get(id)?.resolve(result);
      waiting.delete(id);
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      worker = undefined;
    });
    return started;
  }

  async function hash(password: string) {
    const key = randomBytes(32);
    return { hash: String(await ask({ kind: 'hash', text: keyed(password, key), cost })), key };
  }

  return {
    async assertStrong(password, context) {
      const reason = await weakness(password, context);
      if (reason !== undefined)
        throw new AppError('invalid_input', `password: ${reason}`, {
          field: 'password',
          reason: 'weak',
          expected: reason,
        });
    },
    hash,
    async verify(password, stored) {
      const { hash: against, key } = stored ?? (await (decoy ??= hash(randomBytes(16).toString('hex'))));
      const matches = await ask({ kind: 'verify', text: keyed(password, key), hash: against });
      return stored !== null && matches === true;
    },
    async close() {
      await worker?.terminate();
    },
  };
}

/** 64 characters: base64 of HMAC-SHA-384 over the password in Unicode's composed form. */
function keyed(password: string, key: Buffer): string {
  return createHmac('sha384', key).update(password.normalize('NFC')).digest('base64');
}

/** Why a password is too easy to guess; undefined where it will do. The dictionaries load on first use. */
async function weakness(password: string, context: readonly string[]): Promise<string | undefined> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const judge = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
  // Judging is quadratic; what comes after 100 characters can only make a password stronger.
  const verdict = await judge.checkAsync(password.slice(0, 100), [...context, 'mediary']);
  if (verdict.score >= 2) return undefined;
  const advice = [verdict.feedback.warning, ...verdict.feedback.suggestions].filter(Boolean).join(' ');
  return `is too easy to guess. ${advice === '' ? 'Use several uncommon words.' : advice}`;
}
