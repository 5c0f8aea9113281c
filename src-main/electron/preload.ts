// The whole of what a page may reach: two functions over one channel each way. A File can only be named by the
// system's file dialog or a drop, so its path goes in a place of its own that the page can't fill.
import { contextBridge, ipcRenderer, webUtils } from 'electron';

const listeners = new Set<(event: string, payload: unknown) => void>();
ipcRenderer.on('mediary:event', (_event, name: string, payload: unknown) => {
  for (const listener of listeners) listener(name, payload);
});

function isFiles(input: unknown): input is readonly File[] {
  return Array.isArray(input) && input.length > 0 && input.every((one) => one instanceof File);
}

contextBridge.exposeInMainWorld('mediary', {
  invoke: (method: string, input: unknown): Promise<unknown> =>
    isFiles(input)
      ? ipcRenderer.invoke(
          'mediary:invoke',
          method,
          {},
          input.map((file) => webUtils.getPathForFile(file)),
        )
      : ipcRenderer.invoke('mediary:invoke', method, input),
  subscribe(event: string, listener: (payload: unknown) => void): () => void {
    const forward = (name: string, payload: unknown) => {
      if (name === event) listener(payload);
    };
    listeners.add(forward);
    return () => void listeners.delete(forward);
  },
});
