import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, onTestFinished, test } from 'vitest';
import { createClient } from '#shared/api/client.ts';
import { ApiProvider } from '#renderer/data/api.ts';
import { createQueryClient } from '#renderer/data/query.ts';
import { useSyncStatus } from '#renderer/features/sync/sync-query.ts';

test('what core tells is not taken back by an answer that it gave before', async () => {
  const { promise: reply, resolve: answer } = Promise.withResolvers<unknown>();
  const listeners: ((payload: unknown) => void)[] = [];
  const client = createClient({
    invoke: () => reply,
    subscribe(_event, listener) {
      listeners.push(listener);
      return () => undefined;
    },
  });
  const queries = createQueryClient({ onSignedOut: () => undefined, onDamaged: () => undefined });
  onTestFinished(() => queries.clear());
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <ApiProvider client={client}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ApiProvider>
  );
  const { result } = renderHook(useSyncStatus, { wrapper });
  await act(async () => listeners.forEach((tell) => tell({ state: 'idle' })));
  await act(async () => answer({ ok: true, value: { state: 'off' } }));
  expect(result.current).toEqual({ state: 'idle' });
});
