// The system's dialogs for places and backups.
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import { join } from 'node:path';
import type { TargetKind } from '#shared/api/shell.ts';

const extensions: Readonly<Record<TargetKind, string>> = {
  csv: 'zip',
  json: 'json',
  letterboxd: 'zip',
  pdf: 'pdf',
  backup: 'mediary',
};

const labels: Readonly<Record<TargetKind, string>> = {
  csv: 'Mediary',
  json: 'Mediary',
  letterboxd: 'Letterboxd',
  pdf: 'Mediary',
  backup: 'Mediary',
};

/** Where to save; null when the dialog was closed. It asks before anything is replaced. */
export async function chooseTarget(
  contents: WebContents,
  kind: TargetKind,
  who: string,
): Promise<string | null> {
  const day = new Date().toISOString().slice(0, 10);
  const extension = extensions[kind];
  const owner = kind === 'backup' ? '' : ` ${who.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()}`;
  const options = {
    defaultPath: join(app.getPath('documents'), `${labels[kind]}${owner} ${day}.${extension}`),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    properties: ['showOverwriteConfirmation' as const, 'createDirectory' as const],
  };
  const window = BrowserWindow.fromWebContents(contents);
  const { filePath, canceled } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || filePath === '') return null;
  // On Linux nothing adds the ending that the format goes by.
  return filePath.toLowerCase().endsWith(`.${extension}`) ? filePath : `${filePath}.${extension}`;
}

export async function chooseBackup(contents: WebContents): Promise<string | null> {
  const options = {
    properties: ['openFile' as const],
    filters: [
      { name: 'Mediary', extensions: ['mediary', 'sqlite3'] },
      { name: '*', extensions: ['*'] },
    ],
  };
  const window = BrowserWindow.fromWebContents(contents);
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}
