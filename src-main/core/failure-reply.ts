// What the one who asked is told when work has failed: an error of the disk or the database in its own words, anything
// unexpected in one sentence, with the facts in the log alone.
import { errorReply, type ErrorReply } from '#shared/errors.ts';
import { storageError } from './db/storage-error.ts';
import { fileError } from './files/file-error.ts';

export const unexpectedReply: ErrorReply = {
  code: 'internal',
  message: 'Something went wrong inside Mediary. The log has the details.',
};

/** The AppError that an error of SQLite or of the file system means; anything else comes back as it is. */
export function systemError(error: unknown): unknown {
  return fileError(storageError(error));
}

export function failureReply(error: unknown): ErrorReply {
  return errorReply(systemError(error)) ?? unexpectedReply;
}
