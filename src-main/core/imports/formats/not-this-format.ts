// The refusal of files that a service was named for and that aren't its.
import type { FormatName } from '#shared/api/import-formats.ts';
import { AppError } from '#shared/errors.ts';
import type { SourceFile } from './survey.ts';

export function notThisFormat(files: readonly SourceFile[], name: FormatName): AppError {
  const shown = files
    .slice(0, 3)
    .map((file) => `"${file.name}"`)
    .join(', ');
  const verb = files.length > 1 ? 'hold' : 'holds';
  return new AppError('invalid_input', `${shown} ${verb} nothing that was recognised as ${name}.`, {
    reason: 'not_this_format',
    field: 'format',
  });
}
