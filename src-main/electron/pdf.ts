// Makes a PDF of a page of ours: opens it in a window that nobody sees, as the person who asked, waits until it says that it
// is ready, prints it, and writes the file whole or not at all.
import { BrowserWindow, type WebContents } from 'electron';
import { AppError } from '#shared/errors.ts';
import type { Connection } from '../core/core.ts';
import { pagePreferences } from './security.ts';
import { writeWhole } from './write-whole.ts';

export interface PdfRequest {
  readonly path: string;
  /** The page that wants it. */
  readonly asker: WebContents;
  /** Where in the page, like "/print/reviews?year=2026". */
  readonly place: string;
  readonly connection: Promise<Connection>;
  readonly onProgress: (progress: PageProgress) => void;
}

export interface PageProgress {
  readonly done: number;
  readonly total: number;
  readonly ready: boolean;
}

export interface PdfMaker {
  /** Gives the file's size; throws `cancelled`. One at a time for each window that asks. */
  make(request: PdfRequest): Promise<number>;
  /** Gives up what is made for this page. Nothing happens where nothing is. */
  cancel(asker: WebContents): void;
  /** The session of a page that is being printed; undefined for all others. */
  connectionOf(contents: WebContents): Promise<Connection> | undefined;
  /** A page being printed tells how far it is. */
  told(contents: WebContents, progress: PageProgress): void;
}

export interface PdfMakerOptions {
  readonly preload: string;
  readonly address: () => string;
}

interface Printing extends Pick<PdfRequest, 'connection' | 'onProgress'> {
  readonly ready: () => void;
  readonly askerId: number;
  readonly giveUp: (error: Error) => void;
  heard: number;
}

/** A page that has said nothing for so long won't say anything any more. */
const patience = 60_000;

export function createPdfMaker({ preload, address }: PdfMakerOptions): PdfMaker {
  const printing = new Map<number, Printing>();

  async function print({ place, asker, connection, onProgress }: PdfRequest): Promise<Buffer> {
    const window = new BrowserWindow({
      show: false,
      width: 800,
      height: 1000,
      webPreferences: pagePreferences(preload),
    });
    const { id } = window.webContents;
    const ready = Promise.withResolvers<undefined>();
    const stopped = Promise.withResolvers<never>();
    stopped.promise.catch(() => undefined);
    const entry: Printing = {
      connection,
      onProgress,
      askerId: asker.id,
      ready: () => ready.resolve(undefined),
      giveUp: stopped.reject,
      heard: performance.now(),
    };
    printing.set(id, entry);
    window.webContents.once('render-process-gone', () =>
      stopped.reject(new Error('the page to print crashed')),
    );
    const watch = setInterval(() => {
      if (performance.now() - entry.heard > patience)
        stopped.reject(new Error('the page to print fell silent'));
    }, 1000);
    try {
      await Promise.race([window.loadURL(`${address()}#${place}`), stopped.promise]);
      await Promise.race([ready.promise, stopped.promise]);
      const printed = window.webContents.printToPDF({
        preferCSSPageSize: true,
        printBackground: true,
        generateDocumentOutline: true,
        generateTaggedPDF: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate:
          '<div style="width:100%;text-align:center;font:8px Georgia,serif;color:#6b645c"><span class="pageNumber"></span></div>',
      });
      // Where it is given up, its window goes before it is done.
      printed.catch(() => undefined);
      return await Promise.race([printed, stopped.promise]);
    } finally {
      clearInterval(watch);
      printing.delete(id);
      window.destroy();
    }
  }

  return {
    async make(request) {
      const pdf = await print(request);
      await writeWhole(request.path, pdf);
      return pdf.length;
    },
    cancel(asker) {
      for (const { askerId, giveUp } of printing.values())
        if (askerId === asker.id) giveUp(new AppError('cancelled', 'The book was stopped.'));
    },
    connectionOf: (contents) => printing.get(contents.id)?.connection,
    told(contents, progress) {
      const entry = printing.get(contents.id);
      if (!entry) return;
      entry.heard = performance.now();
      entry.onProgress(progress);
      if (progress.ready) entry.ready();
    },
  };
}
