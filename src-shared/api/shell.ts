// What only a shell can do: dialogs, folders, windows. Supplied by the window; refused elsewhere.
import * as z from 'zod';
import { done, importId, method, nothing, type Method } from './contract.ts';
import { fileToken } from './imports.ts';

const chosenFile = z.strictObject({ token: fileToken, name: z.string(), size: z.int() });
export type ChosenFile = z.infer<typeof chosenFile>;

export const shellMethods = {
  /** Opens the file dialog; null when it was closed without a choice. */
  'shell.chooseFile': method('member', nothing, chosenFile.nullable()),
  /** A file dropped on the window. The preload alone can name its path; callers pass the File as the input. */
  'shell.takeDroppedFile': method('member', nothing, chosenFile),
  /** Asks where, and saves the refused rows of an import as a CSV. False when the dialog was closed. */
  'shell.saveRejects': method('member', z.strictObject({ importId }), z.strictObject({ saved: z.boolean() })),
  /** Asks where, and saves the poster of a year in review as a PNG. False when the dialog was closed. */
  'shell.saveYearPicture': method(
    'member',
    z.strictObject({ year: z.int().min(1800).max(2100) }),
    z.strictObject({ saved: z.boolean() }),
  ),
  'shell.showDataFolder': method('public', nothing, done),
  'shell.showLog': method('public', nothing, done),
  'shell.newWindow': method('public', nothing, done),
} as const satisfies Record<string, Method>;
