// How core speaks to a server that a profile is linked to: requests by Chromium's network (the system's proxies and
// certificates), tokens by the system's keystore. Nothing of it begins before core asks.
import { safeStorage, session } from 'electron';
import { hostname } from 'node:os';
import type { Network } from '../core/core.ts';

/** Its own: the pages' session refuses every network, and has nothing to do with this one. Without a name on disk. */
const partition = 'sync';

type Backend = 'keystore' | 'memory';

export function createNetwork(): Network {
  let backend: Promise<Backend> | undefined;
  return {
    fetch: (address, init) => session.fromPartition(partition, { cache: false }).fetch(address, init),
    deviceName: hostname() || 'Mediary',
    keeper: {
      shell: 'window',
      kind: () => (backend ??= findBackend()),
      seal: (text) => (hasAsync() ? safeStorage.encryptStringAsync(text) : sealNow(text)),
      open: async (sealed) =>
        hasAsync() ? (await safeStorage.decryptStringAsync(sealed)).result : openNow(sealed),
    },
  };
}

/** A keystore whose key is in the program keeps nothing from anybody. */
async function findBackend(): Promise<Backend> {
  const isThere = hasAsync() ? await safeStorage.isAsyncEncryptionAvailable() : isAvailableNow();
  if (!isThere) return 'memory';
  const isPlain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  return isPlain ? 'memory' : 'keystore';
}

// Electron 33, which stands in where 45 can't be had, has only the calls that wait.
function hasAsync(): boolean {
  return 'encryptStringAsync' in safeStorage;
}

function isAvailableNow(): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- the only one of Electron 33
  return safeStorage.isEncryptionAvailable();
}

async function sealNow(text: string): Promise<Buffer> {
  // oxlint-disable-next-line typescript/no-deprecated -- the only one of Electron 33
  return safeStorage.encryptString(text);
}

function openNow(sealed: Buffer): string {
  // oxlint-disable-next-line typescript/no-deprecated -- the only one of Electron 33
  return safeStorage.decryptString(sealed);
}
