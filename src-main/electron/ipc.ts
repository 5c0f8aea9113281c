// The one channel from pages to core: checks that the sender is our page in its main frame, and gives each window a
// connection of its own. Knows nothing heavy: what it talks to may still be loading.
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { AppError, errorReply, type ErrorReply } from '#shared/errors.ts';
import type { Backstage, PageConnection } from './backstage.ts';

export function connectPages(backstage: Promise<Backstage>, isOurPage: (url: string) => boolean): void {
  const connections = new Map<number, Promise<PageConnection>>();

  function connectionOf(contents: WebContents): Promise<PageConnection> {
    const known = connections.get(contents.id);
    if (known) return known;
    const opened = backstage.then((behind) => behind.connect(contents));
    connections.set(contents.id, opened);
    contents.once('destroyed', () => connections.delete(contents.id));
    return opened;
  }

  ipcMain.handle('mediary:invoke', async (event, method: unknown, input: unknown, dropped: unknown) => {
    try {
      assertOurs(event, isOurPage);
      const paths = Array.isArray(dropped) ? dropped.filter((path) => typeof path === 'string') : [];
      return await (await connectionOf(event.sender)).invoke(nameOf(method), input, paths.filter(Boolean));
    } catch (error) {
      return { ok: false, error: errorReply(error) ?? (await unexpected(backstage, error)) };
    }
  });
}

function nameOf(method: unknown): string {
  if (typeof method === 'string') return method;
  throw new AppError('invalid_input', 'There is no such method.');
}

/** A bug: logged with its cause, and told without a word of the app's insides, which an error sent as it is would show. */
async function unexpected(backstage: Promise<Backstage>, error: unknown): Promise<ErrorReply> {
  const behind = await backstage.catch(() => undefined);
  behind?.logError(error, 'a call of a page failed');
  return { code: 'internal', message: 'Something went wrong inside Mediary. The log has the details.' };
}

function assertOurs(event: IpcMainInvokeEvent, isOurPage: (url: string) => boolean): void {
  const frame = event.senderFrame;
  if (frame === null || frame !== event.sender.mainFrame || !isOurPage(frame.url)) {
    throw new AppError('forbidden', 'Only the app itself may call.');
  }
}
