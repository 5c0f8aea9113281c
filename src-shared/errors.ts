// The one kind of error that callers act on. Core throws it for what can be expected; anything else is a
// bug and crosses a process boundary as `internal`. Texts for people are chosen by code in each shell.

export const errorCodes = [
  'invalid_input',
  'not_found',
  'conflict',
  'forbidden',
  'unauthenticated',
  'busy',
  'cancelled',
  'unavailable',
  'storage',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Plain facts about the error: field names, ids, limits, seconds to wait. Never a secret, never a path of the app. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** An error as it crosses a boundary: plain data. */
export interface ErrorReply {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: ErrorDetails | undefined;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, message: string, details?: ErrorDetails, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** The plain form of an AppError; undefined for anything else, which is then a bug. */
export function errorReply(error: unknown): ErrorReply | undefined {
  if (!(error instanceof AppError)) return undefined;
  return { code: error.code, message: error.message, details: error.details };
}
