// The one channel from pages to core. Checks that the sender is our page in its main frame, gives each window a
// session of its own, and forwards core's events to the windows that may see them.
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { Envelope } from '#shared/api/contract.ts';
import { events, type EventName } from '#shared/api/index.ts';
import { AppError, errorReply } from '#shared/errors.ts';
import type { Connection, Core } from '../core/core.ts';
import type { ShellActions } from './shell-actions.ts';

export interface IpcDeps {
  /** Rejects with the AppError that kept core from starting. */
  readonly core: Promise<Core>;
  readonly shell: ShellActions;
  readonly isOurPage: (url: string) => boolean;
}

export function connectPages({ core, shell, isOurPage }: IpcDeps): void {
  const connections = new Map<number, Promise<Connection>>();

  ipcMain.handle(
    'mediary:invoke',
    async (event, method: unknown, input: unknown, droppedPath: unknown): Promise<Envelope> => {
      try {
        assertOurs(event, isOurPage);
        const name = String(method);
        const connection = connectionOf(event.sender);
        if (shell.has(name)) {
          const path = typeof droppedPath === 'string' && droppedPath !== '' ? droppedPath : undefined;
          return {
            ok: true,
            value: await shell.run(name, input, { contents: event.sender, connection, droppedPath: path }),
          };
        }
        return await (await connection).invoke(name, input);
      } catch (error) {
        const reply = errorReply(error);
        if (reply) return { ok: false, error: reply };
        throw error;
      }
    },
  );

  function connectionOf(contents: WebContents): Promise<Connection> {
    const known = connections.get(contents.id);
    if (known) return known;
    const opened = core.then((started) => open(started, contents));
    connections.set(contents.id, opened);
    contents.once('destroyed', () => {
      connections.delete(contents.id);
      // A core that never started was told of already, by the window's own screen.
      void opened.then((connection) => connection.close()).catch(() => undefined);
    });
    opened.catch(() => undefined);
    return opened;
  }
}

function open(core: Core, contents: WebContents): Connection {
  const connection = core.connect('window');
  for (const name of Object.keys(events) as EventName[]) {
    connection.subscribe(name, (payload) => {
      if (!contents.isDestroyed()) contents.send('mediary:event', name, payload);
    });
  }
  return connection;
}

function assertOurs(event: IpcMainInvokeEvent, isOurPage: (url: string) => boolean): void {
  const frame = event.senderFrame;
  if (frame === null || frame !== event.sender.mainFrame || !isOurPage(frame.url)) {
    throw new AppError('forbidden', 'Only the app itself may call.');
  }
}
