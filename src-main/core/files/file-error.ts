// Errors of the file system become AppErrors, by code and never by message.
import { AppError } from '#shared/errors.ts';

const reasons: Readonly<Record<string, readonly [reason: string, message: string]>> = {
  ENOSPC: ['disk_full', 'The disk is full. Nothing was left half-written.'],
  EDQUOT: ['disk_full', 'The disk is full. Nothing was left half-written.'],
  EFBIG: ['disk_full', 'The file would be larger than this disk takes. Nothing was left half-written.'],
  EROFS: ['read_only', 'The disk cannot be written to.'],
  EACCES: ['not_allowed', 'This place must not be written to.'],
  EPERM: ['not_allowed', 'This place must not be written to.'],
  ENOENT: ['no_such_folder', 'There is no such folder.'],
  EEXIST: ['no_such_folder', 'There is no such folder.'],
  ENOTDIR: ['no_such_folder', 'There is no such folder.'],
  ENAMETOOLONG: ['bad_name', 'The name is too long for this disk.'],
  EIO: ['io_error', 'The disk reported an error.'],
};

/** The AppError that an error of the file system means; anything else comes back as it is. */
export function fileError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError || !('code' in error)) return error;
  const found = reasons[String(error.code)];
  if (!found) return error;
  return new AppError('storage', found[1], { reason: found[0] }, { cause: error });
}
