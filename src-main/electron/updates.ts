// Newer versions of the app: looked for once somebody has agreed, fetched and installed when somebody asks. The
// library that does it is loaded when it is first needed, and speaks to nothing but the feed.
import { app } from 'electron';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UpdateProblem, UpdateState } from '#shared/api/updates.ts';
import { AppError } from '#shared/errors.ts';
import type { UpdateSource } from './update-feed.ts';
import { writeWhole } from './write-whole.ts';

export interface UpdatesOptions {
  /** Undefined where this build can't replace itself. */
  readonly source: UpdateSource | undefined;
  /** Holds whether somebody agreed. */
  readonly consentFile: string;
  readonly isImporting: () => Promise<boolean>;
  /** Closes everything that a new version must find closed. */
  readonly close: () => Promise<void>;
  readonly onChange: (state: UpdateState) => void;
  readonly onError: (error: unknown) => void;
}

export interface Updates {
  state(): UpdateState;
  set(on: boolean): Promise<UpdateState>;
  check(): Promise<UpdateState>;
  download(): Promise<UpdateState>;
  install(): Promise<UpdateState>;
}

const firstLook = 30_000;
const everyDay = 24 * 3600_000;

export function createUpdates(options: UpdatesOptions): Updates {
  const { source, consentFile, isImporting, close, onChange, onError } = options;
  let timer: NodeJS.Timeout | undefined;
  let updater: Promise<AppUpdater> | undefined;
  let state: UpdateState = {
    feed: source === undefined ? 'none' : hasConsent(consentFile) ? 'on' : 'off',
    phase: 'idle',
    version: null,
    notes: null,
    progress: null,
    checkedAt: null,
    problem: null,
  };
  if (state.feed === 'on') lookLater(firstLook);

  function tell(change: Partial<UpdateState>): UpdateState {
    state = { ...state, ...change };
    onChange(state);
    return state;
  }

  function lookLater(after: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      lookLater(everyDay);
      if (state.phase === 'idle' || state.phase === 'current') void look();
    }, after).unref();
  }

  function load(): Promise<AppUpdater> {
    if (source === undefined) throw new AppError('unavailable', 'This build has no feed of newer versions.');
    updater ??= openUpdater(source, (progress) => tell({ progress })).catch((error: unknown) => {
      updater = undefined;
      throw error;
    });
    return updater;
  }

  /** Goes from one phase to the next; a failure falls back to `before` and is told. */
  async function go(
    during: UpdateState['phase'],
    before: UpdateState['phase'],
    work: (updater: AppUpdater) => Promise<Partial<UpdateState>>,
  ): Promise<UpdateState> {
    tell({ phase: during, problem: null, progress: null });
    try {
      if (await isImporting()) return tell({ phase: before, problem: 'import_running' });
      return tell(await work(await load()));
    } catch (error) {
      onError(error);
      return tell({ phase: before, progress: null, problem: problemOf(error) });
    }
  }

  const look = () =>
    go('checking', 'idle', async (loaded) => {
      const result = await loaded.checkForUpdates();
      const checkedAt = new Date().toISOString();
      if (!result?.isUpdateAvailable) return { phase: 'current', version: null, notes: null, checkedAt };
      return { phase: 'found', checkedAt, ...describe(result.updateInfo) };
    });

  function assertOn(): void {
    if (state.feed !== 'on')
      throw new AppError('unavailable', 'Looking for newer versions is switched off.', { feed: state.feed });
  }

  return {
    state: () => state,
    async set(on) {
      if (state.feed === 'none')
        throw new AppError('unavailable', 'This build has no feed of newer versions.', { feed: 'none' });
      await writeWhole(consentFile, Buffer.from(JSON.stringify({ on })));
      clearTimeout(timer);
      if (!on) return tell({ feed: 'off', phase: 'idle', problem: null, version: null, notes: null });
      lookLater(everyDay);
      tell({ feed: 'on' });
      return await look();
    },
    async check() {
      assertOn();
      if (state.phase === 'checking' || state.phase === 'downloading' || state.phase === 'ready')
        return state;
      return await look();
    },
    async download() {
      assertOn();
      if (state.phase !== 'found') return state;
      return await go('downloading', 'found', async (loaded) => {
        await loaded.downloadUpdate();
        return { phase: 'ready', progress: null };
      });
    },
    async install() {
      assertOn();
      if (state.phase !== 'ready') return state;
      if (await isImporting())
        throw new AppError('busy', 'An import is running: the new version is installed when it has ended.');
      const loaded = await load();
      await close();
      // Core is closed: whatever comes of it, the app has to begin anew.
      loaded.on('error', (error) => {
        onError(error);
        app.relaunch();
        app.exit(0);
      });
      loaded.quitAndInstall(true, true);
      return state;
    },
  };
}

async function openUpdater(source: UpdateSource, onProgress: (part: number) => void): Promise<AppUpdater> {
  const [{ default: library }, { signedFeed }] = await Promise.all([
    import('electron-updater'),
    import('./update-feed.ts'),
  ]);
  const { autoUpdater } = library;
  autoUpdater.logger = null;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.disableDifferentialDownload = true;
  autoUpdater.disableWebInstaller = true;
  autoUpdater.setFeedURL({ provider: 'custom', updateProvider: signedFeed(source) });
  autoUpdater.on('download-progress', ({ percent }) => onProgress(Math.min(1, percent / 100)));
  // Without a listener an error would end the app; each call tells of its own.
  autoUpdater.on('error', () => undefined);
  return autoUpdater;
}

/** What the package was built with; undefined for one without a feed, or of a kind that can't replace itself. */
export function updateSource(appPath: string): UpdateSource | undefined {
  if (!app.isPackaged) return undefined;
  const replacesItself =
    process.platform !== 'linux' ||
    process.env['APPIMAGE'] !== undefined ||
    existsSync(join(process.resourcesPath, 'package-type'));
  const { updates } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as {
    updates?: UpdateSource;
  };
  return replacesItself ? updates : undefined;
}

function hasConsent(file: string): boolean {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { on?: unknown }).on === true;
  } catch {
    // Nobody was asked yet, or the answer can't be read: then nobody has agreed.
    return false;
  }
}

function describe({ version, releaseNotes }: UpdateInfo): Pick<UpdateState, 'version' | 'notes'> {
  const notes = typeof releaseNotes === 'string' ? releaseNotes : (releaseNotes?.[0]?.note ?? null);
  return { version, notes };
}

function problemOf(error: unknown): UpdateProblem {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  if (error.name === 'SignatureError' || code === 'ERR_CHECKSUM_MISMATCH') return 'signature';
  return /^net::|ECONN|ENOTFOUND|ETIMEDOUT|HTTP_ERROR|ERR_UPDATER_CHANNEL/.test(`${code} ${error.message}`)
    ? 'offline'
    : 'unknown';
}
