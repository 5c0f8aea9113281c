// A file that the user chose: whether the options fit it, what its import is called, and its copy.
import { constants } from 'node:fs';
import { access, copyFile, mkdir, rm, stat } from 'node:fs/promises';
import type { ImportOptions } from '#shared/api/imports.ts';
import { AppError } from '#shared/errors.ts';
import type { Person } from '../dispatch.ts';
import { entryFormat } from './formats/entry.ts';
import type { SourceFile } from './formats/survey.ts';
import { findPreset, personColumn } from './presets.ts';
import { assertReady } from './row-reader.ts';
import { readTableHead, type TableFormat } from './table-file.ts';

export interface ChosenFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** What it consists of, where it is a set. */
  readonly files: readonly SourceFile[];
}

/** Throws where the options don't fit the file, or ask for what only an admin may do. */
export async function readyFormat(
  file: ChosenFile,
  options: ImportOptions,
  person: Person,
): Promise<TableFormat> {
  if (options.format !== null) return entryFormat;
  const [only, ...others] = file.files;
  if (only === undefined || others.length > 0)
    throw new AppError(
      'invalid_input',
      'format: say which service these files are of, or import them one by one.',
      {
        field: 'format',
      },
    );
  const { format } = await readTableHead(only.path, file.name);
  assertReady(options, format);
  if (options.mapping.author !== undefined && person.role !== 'admin') {
    throw new AppError('forbidden', 'Only an admin may import the ratings of other people.', {
      field: 'mapping.author',
    });
  }
  const people = personColumn(format.header);
  if (
    options.shape === 'reviews' &&
    people !== undefined &&
    options.mapping.author === undefined &&
    options.where.every(({ column }) => column !== people)
  ) {
    throw new AppError(
      'invalid_input',
      `where: the file holds the ratings of many people. Say whose are yours, like ${people}=414, or map author to ${people}`,
      { field: 'where', column: people, header: format.header },
    );
  }
  return format;
}

export function sourceName(options: ImportOptions, { header }: TableFormat): string {
  if (options.format !== null) return options.format;
  const preset = findPreset(header);
  return preset?.options.shape === options.shape ? preset.name : options.shape;
}

/** Copies the file and checks that nobody was writing to it meanwhile. */
export async function copySource(file: SourceFile, folder: string, copy: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await copyFile(file.path, copy);
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new AppError(
        'storage',
        'The disk is full; the file could not be copied.',
        { reason: 'disk_full' },
        { cause: error },
      );
    if (await isReadable(file.path))
      throw new AppError(
        'storage',
        'The data folder cannot be written to; the file could not be copied.',
        { reason: 'read_only', file: folder },
        { cause: error },
      );
    throw new AppError(
      'invalid_input',
      `"${file.name}" cannot be read.`,
      { reason: 'unreadable', name: file.name },
      { cause: error },
    );
  }
  const { size } = await stat(copy);
  if (size === file.size) return;
  await rm(folder, { recursive: true, force: true });
  throw new AppError('conflict', `"${file.name}" has changed since it was chosen. Choose it again.`, {
    reason: 'file_changed',
    name: file.name,
  });
}

async function isReadable(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return true;
  } catch {
    // The answer to the question, whatever the reason.
    return false;
  }
}
