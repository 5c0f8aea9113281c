// Writes a file that is whole or absent: under another name beside its place, brought to the disk, then renamed.
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** Throws `storage` with reason disk_full or not_allowed. */
export async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const part = join(dirname(path), `.${basename(path)}.part-${process.pid}`);
  try {
    const file = await open(part, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    const isFull =
      error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    throw new AppError(
      'storage',
      isFull ? 'The disk is full. Nothing was left half-written.' : 'The file could not be written there.',
      { reason: isFull ? 'disk_full' : 'not_allowed' },
      { cause: error },
    );
  }
}
