// What only a shell can do: dialogs, folders, windows. Supplied by the window; refused elsewhere.
import * as z from 'zod';
import { done, importId, mediaId, method, nothing, prose, type Method } from './contract.ts';
import { targetToken } from './exports.ts';
import { fileToken } from './imports.ts';
import { updateState } from './updates.ts';
import { rescueMethods } from './rescue.ts';

const chosenFile = z.strictObject({ token: fileToken, name: z.string(), size: z.int() });
export type ChosenFile = z.infer<typeof chosenFile>;

export const targetKinds = ['csv', 'json', 'letterboxd', 'pdf', 'backup'] as const;
export type TargetKind = (typeof targetKinds)[number];

const chosenTarget = z.strictObject({ token: targetToken, name: z.string() });
export type ChosenTarget = z.infer<typeof chosenTarget>;

/** A review that is written and not saved; it may still be too long to be saved. */
const reviewDraft = z.strictObject({ body: prose(200_000), spoiler: z.boolean() });
export type ReviewDraft = z.infer<typeof reviewDraft>;

export const shellMethods = {
  /** The session's own unsaved review of a title, which outlives a page that crashed; gone when the app ends. */
  'shell.draft': method(
    'member',
    z.strictObject({ mediaId }),
    z.strictObject({ draft: reviewDraft.nullable() }),
  ),
  'shell.keepDraft': method('member', z.strictObject({ mediaId, draft: reviewDraft.nullable() }), done),
  /** Opens the file dialog. Files of one service come back as one; none where the dialog was closed. */
  'shell.chooseFiles': method('member', nothing, z.array(chosenFile)),
  /**
   * Files and folders dropped on the window, sorted the same. The preload alone can name their paths; callers pass the
   * Files as the input.
   */
  'shell.takeDroppedFiles': method('member', nothing, z.array(chosenFile)),
  /** Asks where, and saves the refused rows of an import as a CSV. False when the dialog was closed. */
  'shell.saveRejects': method('member', z.strictObject({ importId }), z.strictObject({ saved: z.boolean() })),
  /** Asks where, and saves the poster of a year in review as a PNG. False when the dialog was closed. */
  'shell.saveYearPicture': method(
    'member',
    z.strictObject({ year: z.int().min(1800).max(2100) }),
    z.strictObject({ saved: z.boolean() }),
  ),
  /** Opens the dialog that asks where to save, and whether to replace; null when it was closed. */
  'shell.chooseTarget': method(
    'member',
    z.strictObject({ kind: z.enum(targetKinds) }),
    chosenTarget.nullable(),
  ),
  /** Shows what was written there in the system's file manager. */
  'shell.showTarget': method('member', z.strictObject({ token: targetToken }), done),
  /** Opens the file dialog for a backup. Where nobody is logged in too: a new computer gets its backup so. */
  'shell.chooseBackup': method('public', nothing, chosenFile.nullable()),
  /** A book of the session's own reviews as a PDF, printed in a window of its own; tells of itself by `pdf.progress`. */
  'shell.savePdf': method(
    'member',
    z.strictObject({
      token: targetToken,
      year: z.int().min(1800).max(2200).nullable(),
      withText: z.boolean(),
      language: z.string().max(40),
    }),
    z.strictObject({ bytes: z.int() }),
  ),
  /** Gives up the book that is being made for this page: its `shell.savePdf` fails with `cancelled`. */
  'shell.cancelPdf': method('member', nothing, done),
  /** The page that is being printed tells how far it is; from any other page it means nothing. */
  'shell.pageToPrint': method(
    'public',
    z.strictObject({ done: z.int().nonnegative(), total: z.int().nonnegative(), ready: z.boolean() }),
    done,
  ),
  'shell.showDataFolder': method('public', nothing, done),
  'shell.showLog': method('public', nothing, done),
  'shell.newWindow': method('public', nothing, done),
  'shell.updates': method('member', nothing, updateState),
  /** Agrees to asking the feed now and then, or no longer. Kept for this data folder, not for a profile. */
  'shell.setUpdates': method('admin', z.strictObject({ on: z.boolean() }), updateState),
  /** Asks the feed now. Refused (`unavailable`) where nobody agreed to it. */
  'shell.checkForUpdate': method('admin', nothing, updateState),
  /** Fetches the version that was found; `updates.changed` tells how far it is. */
  'shell.downloadUpdate': method('admin', nothing, updateState),
  /** Closes the app, installs what was fetched and opens the app again. Refused (`busy`) during an import. */
  'shell.installUpdate': method('admin', nothing, updateState),
  ...rescueMethods,
} as const satisfies Record<string, Method>;
