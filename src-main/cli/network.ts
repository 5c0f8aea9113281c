// How core speaks to a server from a terminal. There is no keystore that a program in a terminal may count on, so a token
// is kept in a file of its owner's alone, locked by the profile's password, or open where the person chose that.
import { hostname } from 'node:os';
import type { Network } from '#main/core/core.ts';

export function terminalNetwork(): Network {
  return {
    fetch: (address, init) => fetch(address, init),
    deviceName: `${hostname() || 'Mediary'} (terminal)`.slice(-80),
    keeper: {
      shell: 'terminal',
      kind: () => Promise.resolve('file'),
      seal: (text) => Promise.resolve(Buffer.from(text)),
      open: (sealed) => Promise.resolve(sealed.toString()),
    },
  };
}
