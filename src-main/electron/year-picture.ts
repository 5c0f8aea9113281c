// A picture of a year in review: its poster drawn by the page itself, in a hidden window of the picture's size, so that
// neither the size of the person's window nor their theme shows in it.
import { BrowserWindow, type WebContents } from 'electron';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import type { Connection } from '../core/core.ts';
import { pagePreferences } from './security.ts';

export interface PictureRoom {
  readonly preload: string;
  /** The page's address, without a fragment. */
  readonly address: () => string;
  /** Lets the page of these contents speak to core as the one that asked for the picture. */
  readonly adopt: (contents: WebContents, connection: Promise<Connection>) => void;
}

const size = { width: 1080, height: 1350 };
/** Said by the page (features/statistics/year-card.tsx) when everything is drawn. */
const drawn = 'Mediary: drawn';
const patience = 20_000;

/** A PNG. Throws `unavailable` where the page isn't drawn in time. */
export async function pictureOfYear(
  { preload, address, adopt }: PictureRoom,
  year: number,
  connection: Promise<Connection>,
): Promise<Buffer> {
  const window = new BrowserWindow({
    ...size,
    useContentSize: true,
    show: false,
    frame: false,
    // Painted into memory: a window that isn't shown has no picture on some systems.
    webPreferences: { ...pagePreferences(preload), offscreen: true },
  });
  try {
    const { webContents: contents } = window;
    adopt(contents, connection);
    const told = new Promise<void>((resolve) => {
      contents.on('page-title-updated', (_event, title) => {
        if (title === drawn) resolve();
      });
    });
    await window.loadURL(`${address()}#/card/${year}`);
    const isDrawn = await Promise.race([told.then(() => true), wait(patience, false)]);
    if (!isDrawn) throw new AppError('unavailable', 'The picture could not be drawn.');
    return (await contents.capturePage()).toPNG();
  } finally {
    window.destroy();
  }
}
