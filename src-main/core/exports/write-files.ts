// Where an export's files go: beside each other, into a folder, or into a ZIP. Everything is written beside its place under
// another name, brought to the disk, and then renamed: whole or absent. What is there already is only replaced with consent.
import { configure, ZipWriter } from '@zip.js/zip.js';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { partOf, removeQuietly, settle, syncFolder } from '../files/durable.ts';
import type { ExportFile } from './export-file.ts';

export interface Written {
  readonly files: { readonly name: string; readonly rows: number }[];
  readonly bytes: number;
}

/** Throws `conflict` where the path is taken and `overwrite` is false, and what the file system throws. */
export async function writeZip(
  files: Iterable<ExportFile>,
  path: string,
  overwrite: boolean,
): Promise<Written> {
  assertFree(path, overwrite);
  // NOTE: its own workers would be loaded from blobs, which no worker of ours may.
  configure({ useWebWorkers: false });
  const part = partOf(path);
  const handle = openSync(part, 'wx', 0o600);
  let reading: Iterator<Uint8Array> | undefined;
  try {
    let bytes = 0;
    const written: Written['files'] = [];
    const sink = new WritableStream<Uint8Array>({
      write(piece) {
        writeAll(handle, piece);
        bytes += piece.length;
      },
    });
    const zip = new ZipWriter(sink);
    for (const file of files) {
      reading = file.pieces[Symbol.iterator]();
      await zip.add(file.name, streamOf(reading));
      written.push({ name: file.name, rows: file.rows() });
    }
    await zip.close();
    fsyncSync(handle);
    closeSync(handle);
    assertFree(path, overwrite);
    settle(part, path);
    return { files: written, bytes };
  } catch (error) {
    reading?.return?.();
    closeQuietly(handle);
    removeQuietly(part);
    throw error;
  }
}

/** Writes the files into the folder of the first one's path, under their own names. */
export function writeBeside(files: Iterable<ExportFile>, folder: string, overwrite: boolean): Written {
  const parts: { readonly part: string; readonly path: string }[] = [];
  try {
    let bytes = 0;
    const written: Written['files'] = [];
    for (const file of files) {
      const path = join(folder, file.name);
      assertFree(path, overwrite);
      const part = partOf(path);
      parts.push({ part, path });
      bytes += writeFile(part, file);
      written.push({ name: file.name, rows: file.rows() });
    }
    for (const { path } of parts) assertFree(path, overwrite);
    for (const { part, path } of parts) settle(part, path);
    return { files: written, bytes };
  } catch (error) {
    for (const { part } of parts) removeQuietly(part);
    throw error;
  }
}

/** A folder of its own. One that is there is replaced where it is empty, or holds nothing but an earlier export. */
export function writeFolder(files: Iterable<ExportFile>, path: string, overwrite: boolean): Written {
  assertReplaceable(path, overwrite);
  const part = partOf(path);
  mkdirSync(part, { mode: 0o700 });
  try {
    let bytes = 0;
    const written: Written['files'] = [];
    for (const file of files) {
      bytes += writeFile(join(part, file.name), file);
      written.push({ name: file.name, rows: file.rows() });
    }
    syncFolder(part);
    assertReplaceable(path, overwrite);
    replaceFolder(part, path);
    return { files: written, bytes };
  } catch (error) {
    removeQuietly(part);
    throw error;
  }
}

function writeFile(path: string, file: ExportFile): number {
  const handle = openSync(path, 'wx', 0o600);
  try {
    let bytes = 0;
    for (const piece of file.pieces) {
      writeAll(handle, piece);
      bytes += piece.length;
    }
    fsyncSync(handle);
    return bytes;
  } finally {
    closeSync(handle);
  }
}

/** A disk that fills up takes a part of a piece first. */
function writeAll(handle: number, piece: Uint8Array): void {
  let from = 0;
  while (from < piece.length) from += writeSync(handle, piece, from);
}

function replaceFolder(part: string, path: string): void {
  if (!existsSync(path)) return settle(part, path);
  if (readdirSync(path).length === 0) {
    rmdirSync(path);
    return settle(part, path);
  }
  const old = `${part}-old`;
  renameSync(path, old);
  settle(part, path);
  removeQuietly(old);
}

function assertFree(path: string, overwrite: boolean): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (!there) {
    // A missing folder is told before anything is read.
    statSync(dirname(path));
    return;
  }
  if (there.isDirectory())
    throw new AppError('conflict', `"${basename(path)}" is a folder.`, { reason: 'is_a_folder' });
  if (!overwrite) throw exists(path);
}

function assertReplaceable(path: string, overwrite: boolean): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (!there) {
    statSync(dirname(path));
    return;
  }
  if (!there.isDirectory()) throw exists(path);
  const names = readdirSync(path);
  if (names.length === 0) return;
  if (!overwrite) throw exists(path);
  if (!names.every((name) => /^[\w-]+\.csv$/.test(name)))
    throw new AppError(
      'conflict',
      `The folder "${basename(path)}" holds other things than an export, so it was not replaced.`,
      { reason: 'foreign_folder' },
    );
}

function exists(path: string): AppError {
  return new AppError('conflict', `"${basename(path)}" is there already.`, {
    reason: 'exists',
    name: basename(path),
  });
}

function streamOf(iterator: Iterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

function closeQuietly(handle: number): void {
  try {
    closeSync(handle);
  } catch {
    // It was closed before what failed.
  }
}
