// Everything behind the window: core, the shell's actions and a session for each page. Loaded after the first window
// is on its way, so that the page and core start side by side.
import { join } from 'node:path';
import { powerMonitor, webContents, type WebContents } from 'electron';
import { events, type EventName } from '#shared/api/index.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import {
  createCore,
  createRescue,
  errorFacts,
  type Connection,
  type Core,
  type CoreConfig,
} from '../core/core.ts';
import { createPdfMaker } from './pdf.ts';
import { createShellActions } from './shell-actions.ts';
import type { UpdateSource } from './update-feed.ts';
import { createUpdates } from './updates.ts';
import type { PictureRoom } from './year-picture.ts';

export interface BackstageOptions {
  readonly core: CoreConfig;
  readonly openWindow: () => void;
  /** What hidden windows are opened with. */
  readonly page: Pick<PictureRoom, 'preload' | 'address'>;
  /** Undefined where this build can't replace itself. */
  readonly updateSource: UpdateSource | undefined;
  /** Told the error that keeps core from starting; pages then get it for every call that needs core. */
  readonly onFailure: (error: unknown) => void;
  readonly onOpened: () => void;
}

/** One page's way to core. */
export interface PageConnection {
  /** Resolves to an envelope; rejects with an AppError of the shell's own. */
  invoke(method: string, input: unknown, droppedPaths: readonly string[]): Promise<unknown>;
}

export interface Backstage {
  connect(contents: WebContents): PageConnection;
  logError(error: unknown, message: string): void;
  close(): Promise<void>;
}

export function openBackstage({
  core: config,
  openWindow,
  page,
  updateSource,
  onFailure,
  onOpened,
}: BackstageOptions): Backstage {
  const open = () => {
    const opened = createCore(config);
    opened.then(onOpened, onFailure);
    return opened;
  };
  let core = open();
  const pdf = createPdfMaker(page);
  const drafts = createDrafts();
  // Hidden windows that draw a picture for a page, with its session, by the ids of their contents.
  const guests = new Map<number, Promise<Connection>>();
  const close = async () => await core.then((started) => started.close()).catch(() => undefined);
  const updates = createUpdates({
    source: updateSource,
    consentFile: join(config.dataFolder, 'window', 'updates.json'),
    // Where the database can't be opened, a newer version may be what opens it.
    isImporting: async () => await core.then((started) => started.isImporting()).catch(() => false),
    close,
    onChange(state) {
      for (const contents of webContents.getAllWebContents())
        contents.send('mediary:event', 'updates.changed', state);
    },
    onError: (error) => logError(error, 'a newer version could not be had'),
  });
  const logError = (error: unknown, message: string) =>
    void core.then(({ log }) => log.error(errorFacts(error), message)).catch(() => undefined);
  powerMonitor.on('resume', () => void core.then((opened) => opened.wake()).catch(() => undefined));
  const shell = createShellActions({
    core: () => core,
    dataFolder: config.dataFolder,
    logFile: join(config.dataFolder, 'logs', 'mediary.log'),
    openWindow,
    pictureRoom: {
      ...page,
      adopt(contents, connection) {
        const { id } = contents;
        guests.set(id, connection);
        contents.once('destroyed', () => guests.delete(id));
      },
    },
    pdf,
    updates,
    drafts,
    rescue: createRescue({
      dataFolder: config.dataFolder,
      worker: config.workers.backups,
      now: config.clock?.now ?? (() => new Date()),
    }),
    async withoutCore(work) {
      // One after another, and nobody is connected meanwhile.
      const before = core;
      const done = before
        .then((opened) => opened.close())
        .catch(() => undefined)
        .then(work);
      core = done.catch(() => undefined).then(open);
      core.catch(() => undefined);
      return await done;
    },
  });

  return {
    connect(contents) {
      const host = guests.get(contents.id);
      // It reads what it draws, and nothing else.
      if (host) return { invoke: async (method, input) => await (await host).invoke(method, input) };
      const borrowed = pdf.connectionOf(contents);
      const connectionNow = borrowed ? () => borrowed : connectionsOf(() => core, contents, drafts);
      return {
        async invoke(method, input, droppedPaths) {
          const connection = connectionNow();
          if (!shell.has(method)) return await (await connection).invoke(method, input);
          return { ok: true, value: await shell.run(method, input, { contents, connection, droppedPaths }) };
        },
      };
    },
    logError,
    close,
  };
}

/** A page's connection to the core that is open now; to another one after that was opened anew. */
function connectionsOf(
  core: () => Promise<Core>,
  contents: WebContents,
  drafts: Drafts,
): () => Promise<Connection> {
  let known: { readonly core: Promise<Core>; readonly connection: Promise<Connection> } | undefined;
  contents.once(
    'destroyed',
    () => void known?.connection.then((opened) => opened.close()).catch(() => undefined),
  );
  return () => {
    const now = core();
    if (known?.core === now) return known.connection;
    const connection = now.then((started) => openConnection(started, contents, drafts));
    // A core that never started was told of already, by the window's own screen.
    connection.catch(() => undefined);
    known = { core: now, connection };
    return connection;
  };
}

function openConnection(core: Core, contents: WebContents, drafts: Drafts): Connection {
  const connection = core.connect('window');
  for (const name of Object.keys(events) as EventName[]) {
    connection.subscribe(name, (payload) => {
      if (!contents.isDestroyed()) contents.send('mediary:event', name, payload);
    });
  }
  connection.subscribe('database.restored', () => drafts.forgetAll());
  return connection;
}
