// What no page of ours may do, refused for every page that the app ever creates.
import { app, session, shell } from 'electron';
import { pageOrigin } from './app-protocol.ts';

/** `devOrigin`: where the dev server serves the page, in development only. */
export function refuseEverything(devOrigin: string | undefined): void {
  const allowed = [`${pageOrigin}/`, ...(devOrigin === undefined ? [] : [`${devOrigin}/`])];
  const isOurs = (url: string) => allowed.some((start) => url.startsWith(start));

  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);

  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      contents.on(name as 'will-navigate', (event) => {
        if (!isOurs(event.url)) event.preventDefault();
      });
    }
  });
}

/** Shows a file in the system's file manager. Only paths that core itself named come here. */
export function showInFolder(path: string): void {
  shell.showItemInFolder(path);
}
