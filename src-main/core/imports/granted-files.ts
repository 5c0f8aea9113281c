// Files that a user chose in a dialog, dropped on a window or named in a terminal. Others know them by a token,
// so that a page can't make core read a path it thought of. A folder, or several files of one service, are one
// source with one token.
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { SourceFile } from './formats/survey.ts';

export interface GrantedFile {
  readonly token: string;
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** What it consists of: itself, or the files of a set. */
  readonly files: readonly SourceFile[];
}

export interface GrantedFiles {
  /**
   * Throws `not_found` for what isn't there and `invalid_input` for what is no readable file, or a folder with
   * nothing to import.
   */
  grant(path: string): GrantedFile;
  /** Several sources as one. Throws as `find` does. */
  join(tokens: readonly string[]): GrantedFile;
  /** From now on the token stands for what was unpacked of it. */
  replace(token: string, file: Omit<SourceFile, 'name'>): GrantedFile;
  /** Throws `not_found` for a token that wasn't given out. */
  find(token: string): GrantedFile;
}

const mostGrants = 2000;
const mostInFolder = 2000;
const deepestFolder = 6;
const importable = /\.(?:csv|tsv|txt|json|dat|data|gz|zip)$/i;
/** Folders that tell files of one name apart. */
const tellingFolder = /^(?:likes|lists|deleted|orphaned)$/i;

export function createGrantedFiles(): GrantedFiles {
  const granted = new Map<string, GrantedFile>();

  function add(file: Omit<GrantedFile, 'token'>): GrantedFile {
    const grant = { ...file, token: `file-${randomUUID()}` };
    granted.set(grant.token, grant);
    const [oldest] = granted.keys();
    if (granted.size > mostGrants && oldest !== undefined) granted.delete(oldest);
    return grant;
  }

  function find(token: string): GrantedFile {
    const file = granted.get(token);
    if (!file)
      throw new AppError('not_found', 'This file is no longer open. Choose it again.', {
        reason: 'file_not_granted',
      });
    return file;
  }

  return {
    grant(path) {
      const name = basename(path);
      const size = readableSize(path);
      if (size !== null) return add({ path, name, size, files: [{ path, name: nameInSet(path), size }] });
      const files = filesIn(path);
      if (files.length === 0)
        throw new AppError('invalid_input', `"${name}" is a folder that holds no file to import.`, {
          reason: 'is_a_folder',
          name,
        });
      return add({ path, name, size: sizeOf(files), files });
    },
    join(tokens) {
      const sources = tokens.map(find);
      const files = sources.flatMap((source) => source.files);
      const names = sources.map(({ name }) => name);
      const name = names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
      return add({ path: sources[0]?.path ?? '', name, size: sizeOf(files), files });
    },
    replace(token, { path, size }) {
      const { name } = find(token);
      const file = { token, path, name, size, files: [{ path, name, size }] };
      granted.set(token, file);
      return file;
    },
    find,
  };
}

function sizeOf(files: readonly SourceFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** A file that was unpacked from an export keeps the folder that says what it is. */
function nameInSet(path: string): string {
  const folder = basename(dirname(path));
  return tellingFolder.test(folder) ? `${folder}/${basename(path)}` : basename(path);
}

function filesIn(folder: string): SourceFile[] {
  const found: SourceFile[] = [];
  const look = (at: string, depth: number) => {
    for (const entry of readFolder(at)) {
      const path = join(at, entry.name);
      if (entry.name.startsWith('.') || entry.name === '__MACOSX' || found.length >= mostInFolder) continue;
      if (entry.isDirectory() && depth < deepestFolder) look(path, depth + 1);
      else if (entry.isFile() && importable.test(entry.name)) {
        const size = readableSize(path);
        if (size !== null) found.push({ path, name: relative(folder, path).split(sep).join('/'), size });
      }
    }
  };
  look(folder, 0);
  return found;
}

function readFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    throw unreadable(basename(path), error);
  }
}

/** Null for a folder. */
function readableSize(path: string): number | null {
  const name = basename(path);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats)
    throw new AppError('not_found', `There is no file "${name}".`, { reason: 'no_such_file', name });
  if (stats.isDirectory()) return null;
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
    throw unreadable(name, error);
  }
  return stats.size;
}

function unreadable(name: string, cause: unknown): AppError {
  const details = { reason: 'unreadable', name };
  return new AppError('invalid_input', `"${name}" cannot be read.`, details, { cause });
}
