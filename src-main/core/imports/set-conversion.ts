// Where the files of a set lie while they are imported: copies in the import's own folder until the canonical file
// is there, which then is all that a resume needs. For a plan, a folder of its own that is gone afterwards.
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportOptions } from '#shared/api/imports.ts';
import { AppError } from '#shared/errors.ts';
import { copySource } from './chosen-file.ts';
import type { Conversion } from './formats/convert.ts';
import type { SourceFile } from './formats/survey.ts';
import type { ImportPlan } from './import-records.ts';
import type { PlannedSource } from './planned-source.ts';

type Copies = NonNullable<ImportPlan['sources']>;

const longestLook = 24 * 3600 * 1000;

/** Copies the files of a set into an import's folder; gives what they are called there. */
export async function copySet(files: readonly SourceFile[], folder: string): Promise<void> {
  for (const [index, file] of files.entries()) await copySource(file, folder, originalIn(folder, index));
}

export function sourcesOf(files: readonly SourceFile[]): Copies {
  return files.map(({ name, size }) => ({ name, size }));
}

/** The conversion of an import's copies. */
export function conversionOfCopies(
  { options, sources = [] }: Pick<ImportPlan, 'options' | 'sources'>,
  folder: string,
): Conversion | undefined {
  const files = sources.map((source, index) => ({ ...source, path: originalIn(folder, index) }));
  return conversionTo(options, files, folder);
}

/** Whether all copies are as they were. */
export async function areCopiesThere(sources: Copies, folder: string): Promise<boolean> {
  for (const [index, { size }] of sources.entries()) {
    const copy = await stat(originalIn(folder, index)).catch(() => undefined);
    if (copy?.size !== size) return false;
  }
  return sources.length > 0;
}

/** Moves what a plan made of these files into their import's folder. */
export async function adoptPlanned(
  planned: PlannedSource | undefined,
  folder: string,
): Promise<PlannedSource | undefined> {
  if (planned === undefined) return undefined;
  const path = join(folder, 'planned');
  try {
    await rename(planned.path, path);
    return { ...planned, path };
  } catch {
    // It saves time and nothing else: the files are converted again.
    return undefined;
  }
}

/** What a process that died left of plans and looks at files. */
export async function removeLeftovers(importsFolder: string, now: number): Promise<void> {
  const names = await readdir(importsFolder).catch(() => []);
  for (const name of names.filter((one) => /^(?:plan|look)-/.test(one))) {
    const path = join(importsFolder, name);
    const found = await stat(path).catch(() => undefined);
    if (found && now - found.mtimeMs > longestLook) await rm(path, { recursive: true, force: true });
  }
}

/** The conversion of these files, into this folder; undefined where the file is read as it is. */
export function conversionTo(
  { format, reading }: ImportOptions,
  files: readonly SourceFile[],
  folder: string,
): Conversion | undefined {
  if (format === null) return undefined;
  if (files.length === 0) throw new AppError('internal', 'a set without files');
  return { files, format, reading, target: join(folder, 'source'), scratch: join(folder, 'unpacked') };
}

function originalIn(folder: string, index: number): string {
  return join(folder, `original-${index}`);
}
