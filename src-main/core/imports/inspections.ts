// What the user is shown of a chosen source before anything is read whole.
import type { FoundFormat, Reading } from '#shared/api/import-formats.ts';
import type { ImportOptions, Inspection } from '#shared/api/imports.ts';
import { AppError } from '#shared/errors.ts';
import { entryFormat } from './formats/entry.ts';
import type { GrantedFile } from './granted-files.ts';
import { findPreset, suggestOptions } from './presets.ts';
import { readTableHead } from './table-file.ts';
import { noTable } from './text-table.ts';

const previewCell = 200;

/** Of an archive or a folder that no service knows, where there isn't exactly one table in it. */
export function noTableIn(name: string): AppError {
  if (/\.(?:xlsx|xlsm|ods|numbers)$/i.test(name)) return noTable(name, 'it is a workbook of a spreadsheet');
  return new AppError(
    'invalid_input',
    `"${name}" holds no files of a service that Mediary knows, and not one table alone. If there are tables in it: unpack it, and import each by its columns.`,
    { reason: 'unknown_set', name },
  );
}

/** Throws `invalid_input` for what is no table. */
export async function inspectionOfTable(
  { token, name, size, files }: GrantedFile,
  recall: (header: readonly string[]) => Promise<ImportOptions | undefined>,
): Promise<Inspection> {
  const [only] = files;
  if (only === undefined) throw noTableIn(name);
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
