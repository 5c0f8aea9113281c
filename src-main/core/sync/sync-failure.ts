// Why a sync isn't getting on, as an error: `details.reason` is one of the contract's problems. A server that can't be
// reached is no fault of anybody's, so most of them mean to wait and try again.
import type { SyncProblem } from '#shared/api/sync.ts';
import { AppError, type ErrorDetails } from '#shared/errors.ts';

export interface SyncFailure {
  readonly problem: SyncProblem;
  /** What the server asked for. */
  readonly retryAfterMs?: number | undefined;
}

const sentences: Readonly<Record<SyncProblem, string>> = {
  offline: 'The server cannot be reached.',
  timeout: 'The server did not answer in time.',
  certificate: 'The server’s certificate is not to be trusted.',
  server_busy: 'The server asks to wait.',
  server_error: 'The server could not do it.',
  not_a_server: 'What answers there is no Mediary server.',
  signed_out: 'This device is signed out of the account.',
  copied: 'This data folder is a copy: it has to be signed in to as a device of its own.',
  wrong_account: 'The e-mail address or the password of the account is wrong.',
  incompatible: 'The server speaks another version: Mediary here or there has to be updated.',
  refused: 'The server refused it.',
  storage: 'It could not be written here.',
  unknown: 'Sync failed. The log has the details.',
};

/** No further try before somebody acts: it would end the same. */
const hopeless: ReadonlySet<SyncProblem> = new Set([
  'not_a_server',
  'signed_out',
  'copied',
  'wrong_account',
  'incompatible',
  'refused',
]);

export function syncFailure(
  problem: SyncProblem,
  details: ErrorDetails = {},
  options?: { readonly cause?: unknown },
): AppError {
  return new AppError('unavailable', sentences[problem], { reason: problem, ...details }, options);
}

/** What went wrong, of any error that a round ended with. */
export function failureOf(error: unknown): SyncFailure {
  if (!(error instanceof AppError)) return { problem: 'unknown' };
  if (error.code === 'storage' || error.code === 'busy') return { problem: 'storage' };
  const { reason, retryAfterMs } = error.details ?? {};
  return {
    problem: isProblem(reason) ? reason : 'unknown',
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : undefined,
  };
}

export function isHopeless(problem: SyncProblem): boolean {
  return hopeless.has(problem);
}

function isProblem(value: unknown): value is SyncProblem {
  return typeof value === 'string' && Object.hasOwn(sentences, value);
}
