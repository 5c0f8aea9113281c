// Files that a user chose in a dialog, dropped on a window or named in a terminal. Others know them by a token,
// so that a page can't make core read a path it thought of.
import { randomUUID } from 'node:crypto';
import { openSync, readSync, closeSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '#shared/errors.ts';

export interface GrantedFile {
  readonly token: string;
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

export interface GrantedFiles {
  /** Throws `not_found` for what isn't there and `invalid_input` for what is no readable file. */
  grant(path: string): GrantedFile;
  /** Throws `not_found` for a token that wasn't given out. */
  find(token: string): GrantedFile;
}

const mostGrants = 1000;

export function createGrantedFiles(): GrantedFiles {
  const granted = new Map<string, GrantedFile>();
  return {
    grant(path) {
      const file = { token: `file-${randomUUID()}`, path, name: basename(path), size: readableSize(path) };
      granted.set(file.token, file);
      const [oldest] = granted.keys();
      if (granted.size > mostGrants && oldest !== undefined) granted.delete(oldest);
      return file;
    },
    find(token) {
      const file = granted.get(token);
      if (!file)
        throw new AppError('not_found', 'This file is no longer open. Choose it again.', {
          reason: 'file_not_granted',
        });
      return file;
    },
  };
}

function readableSize(path: string): number {
  const name = basename(path);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats)
    throw new AppError('not_found', `There is no file "${name}".`, { reason: 'no_such_file', name });
  if (stats.isDirectory())
    throw new AppError('invalid_input', `"${name}" is a folder. Choose a CSV file.`, {
      reason: 'is_a_folder',
      name,
    });
  if (!stats.isFile())
    throw new AppError('invalid_input', `"${name}" is not an ordinary file.`, { reason: 'not_a_file', name });
  try {
    const handle = openSync(path, 'r');
    try {
      readSync(handle, Buffer.alloc(1), 0, 1, 0);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new AppError(
      'invalid_input',
      `"${name}" cannot be read.`,
      { reason: 'unreadable', name },
      { cause: error },
    );
  }
  return stats.size;
}
