// Builds what every feature reads from: the client, the session and the query client, wired to core's events.
// One per window; tests make their own over a core of their own.
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { createClient, type Client } from '#shared/api/client.ts';
import type { Bridge } from '#shared/api/contract.ts';
import { ApiProvider } from './api.ts';
import { followEvents } from './invalidate.ts';
import { createMemory, type Memory } from './memory.ts';
import { createQueryClient } from './query.ts';
import { createSession, SessionContext, type Session } from './session.ts';

export interface Data {
  readonly client: Client;
  readonly memory: Memory;
  readonly queries: QueryClient;
  readonly session: Session;
}

export interface DataOptions {
  readonly bridge: Bridge;
  readonly storage: Storage | undefined;
}

export function createData({ bridge, storage }: DataOptions): Data {
  const client = createClient(bridge);
  const memory = createMemory(storage);
  const queries = createQueryClient({
    onSignedOut: () => session.getState().lost(),
    onDamaged: () => window.location.assign('#/failed?reason=damaged'),
  });
  const session: Session = createSession({ client, memory, forgetAnswers: () => queries.clear() });
  return { client, memory, queries, session };
}

const MemoryContext = createContext<Memory | null>(null);

export function useMemory(): Memory {
  const memory = useContext(MemoryContext);
  if (!memory) throw new Error('useMemory needs a DataProvider above it');
  return memory;
}

export interface DataProviderProps extends DataOptions {
  readonly children: ReactNode;
}

export function DataProvider({ bridge, storage, children }: DataProviderProps) {
  const [{ client, memory, queries, session }] = useState(() => createData({ bridge, storage }));
  useEffect(() => {
    void session.getState().start();
    return followEvents(client, queries, (userId) => {
      const { profile, refreshProfile } = session.getState();
      // A failure here only leaves the old name in the rail until the next call tells why.
      if (profile?.id === userId) refreshProfile().catch(() => undefined);
    });
  }, [client, queries, session]);
  return (
    <ApiProvider client={client}>
      <MemoryContext.Provider value={memory}>
        <SessionContext.Provider value={session}>
          <QueryClientProvider client={queries}>{children}</QueryClientProvider>
        </SessionContext.Provider>
      </MemoryContext.Provider>
    </ApiProvider>
  );
}
