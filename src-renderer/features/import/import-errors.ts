// Why a file can't be imported, in words that say what to do: by the error's reason, and for anything else by its code.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorLine, useErrorText, type ErrorText } from '#renderer/data/errors.ts';
import { AppError } from '#shared/errors.ts';

const reasons: Readonly<Record<string, string>> = {
  not_a_table: 'not_a_table',
  is_a_folder: 'is_a_folder',
  not_a_file: 'not_a_file',
  no_such_file: 'no_such_file',
  unreadable: 'unreadable',
  file_not_granted: 'file_not_granted',
  empty: 'empty',
  empty_file: 'empty',
  no_rows: 'header_only',
  header_only: 'header_only',
  file_changed: 'changed',
  no_header: 'no_header',
  bad_header: 'no_header',
  too_many_columns: 'not_a_table',
};

/** `name` is the file's; the error may be an AppError or the plain form that jobs carry. */
export function useImportError(): (error: unknown, name: string) => ErrorText {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return useCallback(
    (raw: unknown, fileName: string) => {
      const error = asAppError(raw);
      const details = error.details ?? {};
      const name = text(details['name']) ?? fileName;
      const known = reasons[text(details['reason']) ?? ''];
      if (known)
        return {
          title: t(`import.error.${known}.title`, { name }),
          text: t(`import.error.${known}.text`, { name }),
        };
      if (error.code !== 'invalid_input') return errorText(error);
      // What core's own checks have against the options is written for people, by field.
      return {
        title: t('import.error.other.title', { name }),
        text: t('import.error.other.text', { reason: error.message }),
      };
    },
    [t, errorText],
  );
}

export function useImportErrorLine(): (error: unknown) => string {
  const line = useErrorLine();
  return useCallback((error: unknown) => line(asAppError(error)), [line]);
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message, details } = (error ?? {}) as {
    code?: string;
    message?: string;
    details?: Record<string, unknown>;
  };
  return new AppError((code ?? 'internal') as AppError['code'], message ?? '', details);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
