// What the user is shown of a chosen source before anything is read whole.
import type { FoundFormat, Reading } from '#shared/api/import-formats.ts';
import type { ImportOptions, Inspection } from '#shared/api/imports.ts';
import { AppError } from '#shared/errors.ts';
import { entryFormat } from './formats/entry.ts';
import type { GrantedFile } from './granted-files.ts';
import { findPreset, suggestOptions } from './presets.ts';
import { isPlainFile } from './source-inspection.ts';
import { readTableHead } from './table-file.ts';

const previewCell = 200;

/** Throws `invalid_input` for what is no table. */
export async function inspectionOfTable(
  { token, name, size, files }: GrantedFile,
  recall: (header: readonly string[]) => Promise<ImportOptions | undefined>,
): Promise<Inspection> {
  const [only] = files;
  if (only === undefined || !(await isPlainFile(files)))
    throw new AppError(
      'invalid_input',
      `"${name}" holds no files of a service that Mediary knows. If there is a table in it: unpack it, and import that by its columns.`,
      { reason: 'unknown_set', name },
    );
  const { format, preview } = await readTableHead(only.path, name);
  const { encoding, delimiter, header } = format;
  const remembered = await recall(header);
  return {
    token,
    name,
    size,
    encoding,
    delimiter,
    header: [...header],
    preview: preview.map((cells) => cells.slice(0, header.length).map((cell) => cell.slice(0, previewCell))),
    preset: findPreset(header)?.name ?? null,
    suggestion: remembered ?? suggestOptions(header),
    remembered: remembered !== undefined,
    found: null,
  };
}

export function inspectionOfSet(
  { token, name, size }: GrantedFile,
  found: FoundFormat,
  reading: Reading,
): Inspection {
  const { encoding, delimiter } = entryFormat;
  return {
    token,
    name,
    size,
    encoding,
    delimiter,
    header: [],
    preview: [],
    preset: found.name,
    suggestion: {
      shape: 'entries',
      format: found.name,
      reading,
      kind: null,
      mapping: {},
      where: [],
      scale: null,
      addMissing: true,
      conflicts: 'takeTheirs',
    },
    remembered: false,
    found,
  };
}
