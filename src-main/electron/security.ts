// What no page of ours may do, refused for every page that the app ever creates, and with which every page is made.
import { app, session, shell, type WebPreferences } from 'electron';
import { url as inspectorAddress } from 'node:inspector';
import { pageOrigin } from './app-protocol.ts';

/** Schemes that lead out of the page: to a network, or to files that the page was not given. */
const outward = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'];

/**
 * Before the app is ready, in a packaged one: takes the switches away by which another program would drive its windows.
 * Where Node's own inspector runs, which a fuse forbids in every package, there is nothing left to protect.
 */
export function refuseDebugging(): void {
  if (inspectorAddress() !== undefined) return;
  for (const name of ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address'])
    app.commandLine.removeSwitch(name);
}

/** Whether a page or frame at this address is one of ours. `devOrigin` as in `refuseEverything`. */
export function isOurPage(url: string, devOrigin: string | undefined): boolean {
  return [pageOrigin, ...(devOrigin === undefined ? [] : [devOrigin])].some((origin) =>
    url.startsWith(`${origin}/`),
  );
}

/** `devOrigin`: where the dev server serves the page, in development only. */
export function refuseEverything(devOrigin: string | undefined): void {
  const { defaultSession: ours } = session;
  ours.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  ours.setPermissionCheckHandler(() => false);
  ours.setDevicePermissionHandler(() => false);
  // A session begins to download a dictionary though no page of ours checks spelling (electron/electron#22995).
  ours.setSpellCheckerDictionaryDownloadURL(`${pageOrigin}/no-dictionaries/`);
  ours.setSpellCheckerLanguages([]);
  // What is saved goes through a dialog of ours, and what is opened through a token.
  ours.on('will-download', (event) => event.preventDefault());
  if (devOrigin === undefined)
    ours.webRequest.onBeforeRequest({ urls: outward }, (_request, answer) => answer({ cancel: true }));

  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      contents.on(name as 'will-navigate', (event) => {
        if (!isOurPage(event.url, devOrigin)) event.preventDefault();
      });
    }
  });
}

/** What every window of ours is made with, seen or not. */
export function pagePreferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    nodeIntegration: false,
    sandbox: true,
    webSecurity: true,
    devTools: !app.isPackaged,
    // Its dictionaries would be downloaded.
    spellcheck: false,
    navigateOnDragDrop: false,
  };
}

/** Shows a file in the system's file manager. Only paths that core itself named come here. */
export function showInFolder(path: string): void {
  shell.showItemInFolder(path);
}
