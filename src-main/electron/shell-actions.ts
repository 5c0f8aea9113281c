// The methods that only a window can carry out: dialogs, folders, more windows.
import { BrowserWindow, dialog, type WebContents } from 'electron';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import Papa from 'papaparse';
import type * as z from 'zod';
import { createClient, type Client } from '#shared/api/client.ts';
import type { ImportId, Method } from '#shared/api/contract.ts';
import { methods, type MethodName, type MethodOutput } from '#shared/api/index.ts';
import type { OwnProfile } from '#shared/api/profiles.ts';
import { shellMethods, type ChosenFile } from '#shared/api/shell.ts';
import { AppError } from '#shared/errors.ts';
import { assertAccess, parseInput, type Connection, type Core, type Rescue } from '../core/core.ts';
import { chooseBackup, chooseTarget } from './dialogs.ts';
import type { Drafts } from './drafts.ts';
import type { PdfMaker } from './pdf.ts';
import { showInFolder } from './security.ts';
import type { Updates } from './updates.ts';
import { writeWhole } from './write-whole.ts';
import { pictureOfYear, type PictureRoom } from './year-picture.ts';

type ShellMethodName = keyof typeof shellMethods;

export interface ShellCall {
  readonly contents: WebContents;
  readonly connection: Promise<Connection>;
  /** Only the preload can name the paths of dropped files. */
  readonly droppedPaths: readonly string[];
}

export interface ShellActions {
  has(name: string): boolean;
  /** Checks access and input like core's dispatch, then acts. */
  run(name: string, input: unknown, call: ShellCall): Promise<unknown>;
}

export interface ShellDeps {
  readonly core: () => Promise<Core>;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly openWindow: () => void;
  readonly pictureRoom: PictureRoom;
  readonly pdf: PdfMaker;
  readonly updates: Updates;
  readonly drafts: Drafts;
  readonly rescue: Rescue;
  /** Closes core, does this without it, and opens it again. Resolves to what `work` gives. */
  readonly withoutCore: <T>(work: () => Promise<T>) => Promise<T>;
}

type Actions = {
  readonly [M in ShellMethodName]: (
    input: z.output<(typeof shellMethods)[M]['input']>,
    call: ShellCall,
  ) => Promise<z.output<(typeof shellMethods)[M]['output']>>;
};

export function createShellActions({
  core,
  dataFolder,
  logFile,
  openWindow,
  pictureRoom,
  pdf,
  updates,
  drafts,
  rescue,
  withoutCore,
}: ShellDeps): ShellActions {
  const actions: Actions = {
    'shell.draft': async ({ mediaId }, { connection }) => ({
      draft: drafts.find((await personAt(connection)).id, mediaId),
    }),
    'shell.keepDraft': async ({ mediaId, draft }, { connection }) => {
      drafts.keep((await personAt(connection)).id, mediaId, draft);
      return {};
    },
    'shell.chooseFiles': async (_input, { contents, connection }) => {
      const options = {
        properties: ['openFile' as const, 'multiSelections' as const],
        filters: [
          { name: 'ZIP, CSV, JSON', extensions: ['zip', 'csv', 'tsv', 'txt', 'json', 'gz', 'dat', 'data'] },
          { name: '*', extensions: ['*'] },
        ],
      };
      const window = BrowserWindow.fromWebContents(contents);
      const { filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options));
      return await grantSources(await core(), await connection, filePaths);
    },
    'shell.takeDroppedFiles': async (_input, { droppedPaths, connection }) => {
      if (droppedPaths.length === 0)
        throw new AppError('invalid_input', 'What was dropped is not a file of this computer.', {
          reason: 'not_a_file',
        });
      return await grantSources(await core(), await connection, droppedPaths);
    },
    'shell.saveRejects': async ({ importId }, { contents, connection }) => {
      const client = createClient(await connection);
      const { fileName } = await client.call('imports.get', { importId });
      const options = { defaultPath: `${fileName.replace(/\.[^.]*$/, '')} - refused rows.csv` };
      const window = BrowserWindow.fromWebContents(contents);
      const { filePath, canceled } = await (window
        ? dialog.showSaveDialog(window, options)
        : dialog.showSaveDialog(options));
      if (canceled || filePath === '') return { saved: false };
      await writeRejects(client, importId, filePath);
      return { saved: true };
    },
    'shell.saveYearPicture': async ({ year }, { contents, connection }) => {
      const options = { defaultPath: `Mediary ${year}.png`, filters: [{ name: 'PNG', extensions: ['png'] }] };
      const window = BrowserWindow.fromWebContents(contents);
      const { filePath, canceled } = await (window
        ? dialog.showSaveDialog(window, options)
        : dialog.showSaveDialog(options));
      if (canceled || filePath === '') return { saved: false };
      await writeWhole(filePath, await pictureOfYear(pictureRoom, year, connection));
      return { saved: true };
    },
    'shell.chooseTarget': async ({ kind }, { contents, connection }) => {
      const person = await createClient(await connection).call('profiles.whoami', {});
      const path = await chooseTarget(contents, kind, person?.name ?? '');
      if (path === null) return null;
      // The dialog has asked whether what is there shall be replaced.
      const { token, name } = (await core()).targets.grant(path, { overwrite: true });
      return { token, name };
    },
    'shell.showTarget': async ({ token }) => {
      showInFolder((await core()).targets.find(token).path);
      return {};
    },
    'shell.chooseBackup': async (_input, { contents }) => {
      const path = await chooseBackup(contents);
      return path === null ? null : chosen((await core()).files.grant(path));
    },
    'shell.savePdf': async ({ token, year, withText, language }, { contents, connection }) => {
      const { path } = (await core()).targets.find(token);
      const query = new URLSearchParams({
        language,
        withText: String(withText),
        ...(year !== null && { year: String(year) }),
      });
      const bytes = await pdf.make({
        path,
        asker: contents,
        place: `/print/reviews?${query.toString()}`,
        connection,
        onProgress: (progress) => {
          if (!contents.isDestroyed()) contents.send('mediary:event', 'pdf.progress', progress);
        },
      });
      return { bytes };
    },
    'shell.cancelPdf': async (_input, { contents }) => {
      pdf.cancel(contents);
      return {};
    },
    'shell.pageToPrint': async (progress, { contents }) => {
      pdf.told(contents, progress);
      return {};
    },
    'shell.showDataFolder': async () => {
      showInFolder(dataFolder);
      return {};
    },
    'shell.showLog': async () => {
      showInFolder(logFile);
      return {};
    },
    'shell.newWindow': async () => {
      openWindow();
      return {};
    },
    'shell.updates': async () => updates.state(),
    'shell.setUpdates': async ({ on }) => await updates.set(on),
    'shell.checkForUpdate': async () => await updates.check(),
    'shell.downloadUpdate': async () => await updates.download(),
    'shell.installUpdate': async () => await updates.install(),
    'shell.rescueOptions': async () => await rescue.look(),
    'shell.rescueFromBackup': async () => await withoutCore(rescue.fromBackup),
    'shell.rescueRows': async () => await withoutCore(rescue.rows),
    'shell.rescueNothing': async () => await withoutCore(rescue.nothing),
    'shell.reopen': async () => {
      await withoutCore(async () => undefined);
      await core();
      return {};
    },
  };

  return {
    has: isShellMethod,
    async run(name, input, call) {
      if (!isShellMethod(name)) throw new AppError('invalid_input', 'There is no such method.');
      const method: Method = methods[name as MethodName];
      const parsed = parseInput(method.input, input);
      if (method.access !== 'public') assertAccess(method.access, await personAt(call.connection));
      const action = actions[name] as (input: unknown, call: ShellCall) => Promise<unknown>;
      return await action(parsed, call);
    },
  };
}

async function personAt(connection: Promise<Connection>): Promise<OwnProfile> {
  const person = await createClient(await connection).call('profiles.whoami', {});
  if (person === null) throw new AppError('unauthenticated', 'Log in first.');
  return person;
}

function isShellMethod(name: string): name is ShellMethodName {
  return Object.hasOwn(shellMethods, name);
}

/** As the sources that they are: files of one service are one set. */
async function grantSources(
  { files }: Core,
  connection: Connection,
  paths: readonly string[],
): Promise<ChosenFile[]> {
  const given = paths.map((path) => files.grant(path));
  if (given.length < 2) return given.map(chosen);
  const { tokens } = await createClient(connection).call('imports.gather', {
    tokens: given.map(({ token }) => token),
  });
  return tokens.map((token) => chosen(files.find(token)));
}

function chosen({ token, name, size }: ChosenFile): ChosenFile {
  return { token, name, size };
}

/** Writes the refused rows with line and reason in front, complete or not at all. */
async function writeRejects(client: Client, importId: ImportId, path: string): Promise<void> {
  const part = `${path}.part`;
  const file = createWriteStream(part, { encoding: 'utf8' });
  const write = (cells: string[]) => file.write(`${Papa.unparse([cells])}\r\n`);
  try {
    let cursor: string | null = null;
    do {
      const page: MethodOutput<'imports.rejects'> = await client.call('imports.rejects', {
        importId,
        cursor,
        limit: 200,
      });
      if (cursor === null) write(['line', 'reason', ...page.header]);
      for (const { line, origin, reason, cells } of page.items)
        write([origin === null ? String(line) : `${origin.file}:${origin.line}`, reason, ...cells]);
      cursor = page.nextCursor;
    } while (cursor !== null);
    file.end();
    await once(file, 'finish');
    await rename(part, path);
  } catch (error) {
    file.destroy();
    await rm(part, { force: true });
    throw new AppError(
      'storage',
      'The refused rows could not be saved there.',
      { reason: 'io_error' },
      { cause: error },
    );
  }
}
