// Opens windows of remembered size and place. A page that crashes or hangs is loaded again where it was, at most three
// times a minute; then a quiet screen says so.
import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { watchPulse } from './pulse.ts';
import { pagePreferences } from './security.ts';

export interface WindowsOptions {
  readonly preload: string;
  readonly stateFile: string;
  /** The page's address, with the fragment that says where to begin. */
  readonly address: () => string;
  /** The address of the screen that comes when a page crashed too often to be loaded again. */
  readonly quietAddress: () => string;
  readonly onCrash: (reason: string) => void;
}

const smallest = { width: 900, height: 600 };
const usual = { width: 1280, height: 800 };
// The paper and charcoal of the page's tokens, so that a window doesn't flash before its first paint.
const paper = { light: '#faf6ef', dark: '#1c1916' };

const crashesAMinute = 3;

export function createWindows({
  preload,
  stateFile,
  address,
  quietAddress,
  onCrash,
}: WindowsOptions): () => BrowserWindow {
  return function openWindow() {
    const window = new BrowserWindow({
      ...placeFrom(stateFile),
      minWidth: smallest.width,
      minHeight: smallest.height,
      show: false,
      title: 'Mediary',
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      autoHideMenuBar: true,
      webPreferences: { ...pagePreferences(preload), v8CacheOptions: 'bypassHeatCheck' },
    });
    window.once('ready-to-show', () => window.show());
    window.on('close', () => savePlace(stateFile, window));
    recover(window, quietAddress, onCrash);
    void window.loadURL(address());
    return window;
  };
}

function recover(window: BrowserWindow, quietAddress: () => string, onCrash: (reason: string) => void): void {
  const { webContents: contents } = window;
  let crashes: number[] = [];
  const kill = () => contents.forcefullyCrashRenderer();
  watchPulse(contents, kill);
  // What Chromium itself notices later, such as a page whose process was stopped.
  window.on('unresponsive', kill);
  contents.on('render-process-gone', (_event, { reason }) => {
    onCrash(reason);
    const now = performance.now();
    crashes = [...crashes.filter((time) => now - time < 60_000), now];
    if (crashes.length <= crashesAMinute) contents.reload();
    // Where that screen itself crashes, nothing more can be shown.
    else if (contents.getURL() !== quietAddress()) void contents.loadURL(quietAddress());
  });
}

/** The place where the last window was closed, if a screen still shows it. */
function placeFrom(file: string): Partial<Rectangle> {
  try {
    const place = JSON.parse(readFileSync(file, 'utf8')) as Rectangle;
    const shown = screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, place));
    if (shown && place.width >= smallest.width && place.height >= smallest.height) return place;
  } catch {
    // No window was closed yet, or the file is not ours: the usual size will do.
  }
  return usual;
}

function savePlace(file: string, window: BrowserWindow): void {
  const { x, y, width, height } = window.getNormalBounds();
  try {
    writeFileSync(file, JSON.stringify({ x, y, width, height }));
  } catch {
    // The place of a window isn't worth an error while it closes.
  }
}

function overlaps(area: Rectangle, place: Rectangle): boolean {
  return (
    place.x < area.x + area.width &&
    place.x + place.width > area.x &&
    place.y < area.y + area.height &&
    place.y + place.height > area.y
  );
}
