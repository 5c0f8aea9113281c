// What a request is refused with. Anything else that is thrown is a bug, logged with its cause and told as `internal`.
import type { HttpErrorCode } from '#shared/sync/endpoints.ts';

export interface ErrorFacts {
  readonly details?: Readonly<Record<string, unknown>>;
  /** After how many seconds to ask again. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** A class because Fastify throws and hands on errors. */
export class HttpError extends Error {
  readonly code: HttpErrorCode;
  readonly details: ErrorFacts['details'];
  readonly retryAfter: number | undefined;

  constructor(code: HttpErrorCode, message: string, { details, retryAfter, cause }: ErrorFacts = {}) {
    super(message, { cause });
    this.name = 'HttpError';
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }
}

export function unauthenticated(message: string): HttpError {
  return new HttpError('unauthenticated', message);
}

export function notFound(what: string): HttpError {
  return new HttpError('not_found', `There is no such ${what}.`);
}
