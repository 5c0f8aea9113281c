// The desktop app's entry: one process for one data folder, which opens core and the windows over it.
import { app, Menu, type BrowserWindow } from 'electron';
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorReply, type ErrorReply } from '#shared/errors.ts';
import { declareAppScheme, pageOrigin, serveApp } from './app-protocol.ts';
import type { Backstage, BackstageOptions } from './backstage.ts';
import { connectPages } from './ipc.ts';
import { isOurPage, refuseDebugging, refuseEverything } from './security.ts';
import { createWindows } from './windows.ts';

const here = import.meta.dirname;
const devOrigin = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
const chosenFolder = app.commandLine.getSwitchValue('data') || process.env['MEDIARY_DATA_DIR'] || undefined;
const dataFolder = resolve(chosenFolder ?? join(app.getPath('appData'), 'Mediary'));
const browserFolder = join(dataFolder, 'window');

app.setName('Mediary');
if (app.isPackaged) refuseDebugging();
// With --no-sandbox (which root needs) this would make every child process exit at once.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// No top-level await in either: Electron holds `ready` back until this module has finished.
if (app.commandLine.hasSwitch('mediary-cli')) void runCommand();
else openApp();

function openApp(): void {
  keepBrowserFolder();
  if (!app.requestSingleInstanceLock()) {
    process.stdout.write(
      'Mediary is already running with this data folder: its window comes to the front.\n',
    );
    app.exit(0);
    return;
  }
  declareAppScheme();
  void app.whenReady().then(start);
}

function start(): void {
  const served = serveApp(join(here, '..', 'renderer'));
  refuseEverything(devOrigin);
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);

  let failure = '';
  const address = () => (devOrigin === undefined ? `${pageOrigin}/index.html` : `${devOrigin}/`);
  const windows = new Set<BrowserWindow>();
  const preload = join(here, '..', 'preload', 'preload.cjs');
  const open = createWindows({
    preload,
    stateFile: join(browserFolder, 'place.json'),
    address: () => address() + failure,
    quietAddress: () => `${address()}#/stopped`,
    onCrash: (reason) =>
      void backstage.then((behind) => behind.logError(new Error(reason), 'a window crashed')),
  });
  const openWindow = () => {
    const window = open();
    windows.add(window);
    window.once('closed', () => windows.delete(window));
  };
  const { promise: backstage, resolve: setBackstage } = Promise.withResolvers<Backstage>();
  connectPages(backstage, (url) => isOurPage(url, devOrigin));
  // The page runs in a process of its own: once it has its files, what is behind it loads meanwhile.
  openWindow();
  setBackstage(
    openBehind(
      devOrigin === undefined ? served : Promise.resolve(),
      openWindow,
      { preload, address },
      {
        onOpened: () => (failure = ''),
        onFailure: (error) => {
          const reply = errorReply(error);
          failure = failureFragment(reply, dataFolder);
          process.stderr.write(`Mediary could not open its database: ${reply?.message ?? String(error)}\n`);
          for (const { webContents } of windows) {
            // A page that tried again hears of it by its call.
            if (webContents.getURL().includes('#/failed')) continue;
            // While the page begins, its router would write its own address over this one.
            const tell = () => void webContents.loadURL(address() + failure);
            if (webContents.isLoading()) webContents.once('did-stop-loading', tell);
            else tell();
          }
        },
      },
    ),
  );

  app.on('second-instance', () => {
    const [first] = windows;
    if (first === undefined) return openWindow();
    if (first.isMinimized()) first.restore();
    first.focus();
  });
  app.on('activate', () => {
    if (windows.size === 0) openWindow();
  });
  app.on('window-all-closed', () => app.quit());
  closeBeforeQuit(backstage);
}

/** The lock that keeps a second process away is kept there. Where it can't be made, core says why. */
function keepBrowserFolder(): void {
  try {
    // The folder of a disk that isn't there must not come into being: core says so.
    if (chosenFolder !== undefined) statSync(dirname(dataFolder));
    mkdirSync(browserFolder, { recursive: true });
    app.setPath('userData', browserFolder);
  } catch {
    app.setPath('userData', join(app.getPath('temp'), `mediary-${process.pid}`));
  }
}

/** The installed app's terminal command: the arguments behind `--`, and no window. */
async function runCommand(): Promise<void> {
  process.argv.splice(1, process.argv.indexOf('--'), 'mediary');
  await import(new URL('./cli.js', import.meta.url).href);
  for (const stream of [process.stdout, process.stderr])
    await new Promise((written) => void stream.write('', written));
  app.exit(Number(process.exitCode ?? 0));
}

async function openBehind(
  served: Promise<void>,
  openWindow: () => void,
  page: BackstageOptions['page'],
  on: Pick<BackstageOptions, 'onFailure' | 'onOpened'>,
): Promise<Backstage> {
  await served;
  const [{ openBackstage }, { createNetwork }, { updateSource }] = await Promise.all([
    import('./backstage.ts'),
    import('./network.ts'),
    import('./updates.ts'),
  ]);
  return openBackstage({
    core: {
      dataFolder,
      isChosenFolder: chosenFolder !== undefined,
      workers: {
        imports: new URL('./import-worker.js', import.meta.url),
        passwords: new URL('./password-worker.js', import.meta.url),
        backups: new URL('./backup-worker.js', import.meta.url),
        exports: new URL('./export-worker.js', import.meta.url),
        discovery: new URL('./discovery-worker.js', import.meta.url),
        search: new URL('./search-worker.js', import.meta.url),
        sync: new URL('./sync-worker.js', import.meta.url),
      },
      starterCatalogue: join(app.getAppPath(), 'resources', 'starter-catalogue.csv'),
      host: {
        app: app.getVersion(),
        electron: process.versions.electron ?? null,
        chromium: process.versions['chrome'] ?? null,
      },
      dailyBackups: { first: 60_000, every: 1_800_000 },
      network: createNetwork(),
      checkOutput: devOrigin !== undefined,
    },
    openWindow,
    page,
    updateSource: updateSource(app.getAppPath()),
    ...on,
  });
}

/** Quitting waits until core has stopped its imports and closed the database. */
function closeBeforeQuit(backstage: Promise<Backstage>): void {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closed = true;
    void backstage.then((behind) => behind.close()).finally(() => app.quit());
  });
  for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(name, (error: unknown) => void backstage.then((behind) => behind.logError(error, name)));
  }
}

/** Where the page begins when core could not start. */
function failureFragment(reply: ErrorReply | undefined, folder: string): string {
  const text = (key: string, fallback: string) =>
    typeof reply?.details?.[key] === 'string' ? reply.details[key] : fallback;
  const reason = text('reason', reply?.code === 'busy' ? 'locked' : 'unknown');
  return `#/failed?${new URLSearchParams({ reason, file: text('file', folder) }).toString()}`;
}
