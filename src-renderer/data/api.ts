// The client over the bridge, handed down by context. Components never call it: the hooks of a feature and its
// stores do. The preload exposes one object, `window.mediary`, with the two functions of a Bridge.
import { createContext, createElement, useContext, type ReactNode } from 'react';
import type { Client } from '#shared/api/client.ts';
import type { Bridge } from '#shared/api/contract.ts';

declare global {
  interface Window {
    readonly mediary: Bridge;
  }
}

const ApiContext = createContext<Client | null>(null);

export interface ApiProviderProps {
  readonly client: Client;
  readonly children: ReactNode;
}

export function ApiProvider({ client, children }: ApiProviderProps) {
  return createElement(ApiContext.Provider, { value: client }, children);
}

/** The typed client: `api.call('catalog.get', { id })`, `api.on('imports.job', listener)`. */
export function useApi(): Client {
  const client = useContext(ApiContext);
  if (!client) throw new Error('useApi needs an ApiProvider above it');
  return client;
}
