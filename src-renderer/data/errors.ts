// An error as people read it: what happened, what it means for their data, what to do. Chosen by code and by
// details.reason, never by the message.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '#shared/errors.ts';
import { syncErrorTexts } from './sync-error-texts.ts';

export interface ErrorText {
  readonly title: string;
  readonly text: string;
}

/** `reason` entries that have words of their own under `errors.reason`. */
const knownReasons = new Set<string>([
  'wrong_password', 'throttled', 'weak', 'last_admin',
  'disk_full', 'io_error', 'read_only', 'cannot_open', 'damaged', 'not_a_database', 'newer_version', 'foreign_file',
  'no_room', 'not_allowed', 'no_such_folder', 'data_folder', 'exists', 'foreign_folder',
  'not_a_backup', 'backup_damaged', 'import_running',
  ...Object.keys(syncErrorTexts.en),
]); // prettier-ignore

export function useErrorText(): (error: unknown) => ErrorText {
  const { t } = useTranslation();
  return useCallback(
    (error: unknown) => {
      const { group, values } = describe(error);
      return { title: t(`errors.${group}.title`, values), text: t(`errors.${group}.text`, values) };
    },
    [t],
  );
}

/** One line for toasts. */
export function useErrorLine(): (error: unknown) => string {
  const describeError = useErrorText();
  return useCallback(
    (error: unknown) => {
      const { title, text } = describeError(error);
      return `${title}. ${text}`;
    },
    [describeError],
  );
}

/** The field that an `invalid_input` or a `conflict` is about. */
export function errorField(error: unknown): string | undefined {
  if (!(error instanceof AppError)) return undefined;
  const field = error.details?.['field'];
  return typeof field === 'string' ? field : undefined;
}

/** Seconds to wait after too many wrong passwords; undefined for anything else. */
export function secondsToWait(error: unknown): number | undefined {
  if (!(error instanceof AppError) || error.details?.['reason'] !== 'throttled') return undefined;
  const seconds = error.details['retryAfterSeconds'];
  return typeof seconds === 'number' ? seconds : undefined;
}

function describe(error: unknown): { readonly group: string; readonly values: Record<string, unknown> } {
  if (!(error instanceof AppError)) return { group: 'code.internal', values: {} };
  const reason = error.details?.['reason'];
  const values = { expected: '', ...error.details };
  if (typeof reason === 'string' && knownReasons.has(reason)) return { group: `reason.${reason}`, values };
  return { group: `code.${error.code}`, values };
}
