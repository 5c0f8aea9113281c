// A signed-in device: asks a server with the access token of the moment, and changes it for a new one when it ends. The
// refresh token is used by one at a time, and its successor is kept before anything is asked with it: whatever is cut off
// where, the token that is kept is one that the server takes.
import type { Tokens } from '#shared/sync/accounts.ts';
import type { EndpointName, EndpointReply } from '#shared/sync/endpoints.ts';
import { httpStatuses } from '#shared/sync/endpoints.ts';
import { replyTimeoutMs } from '#shared/sync/replica-rules.ts';
import {
  failureOfReply,
  readWhole,
  serverCodeOf,
  type CallInput,
  type SendOptions,
  type Server,
} from './server.ts';
import { syncFailure } from './sync-failure.ts';

export interface AccountSession {
  readonly server: Server;
  /** As `Server.send`, with the token. Rejects with `signed_out` where no token will do any more. */
  send(path: string, options: SendOptions): Promise<Response>;
  call<N extends EndpointName>(name: N, input?: Omit<CallInput, 'access'>): Promise<EndpointReply<N>>;
  /** Tells the server that this device leaves; done also where it can't be reached. */
  signOut(): Promise<void>;
  /** Ends what is under way; nothing is asked any more. */
  close(): void;
}

export interface AccountSessionOptions {
  readonly server: Server;
  readonly refreshToken: string;
  /** Of a sign-in just now; without it the first thing asked for is a new one. */
  readonly tokens?: Pick<Tokens, 'access' | 'accessExpiresAt' | 'now'>;
  /** Keeps a refresh token; awaited before its access token is used. */
  readonly keep: (refreshToken: string) => Promise<void>;
  readonly monotonicMs: () => number;
}

/** A token that would end on its way is changed before. */
const spareMs = 15_000;

export function createAccountSession(options: AccountSessionOptions): AccountSession {
  const { server, keep, monotonicMs } = options;
  const closing = new AbortController();
  let refreshToken = options.refreshToken;
  let access = options.tokens && held(options.tokens);
  let refreshing: Promise<string> | undefined;

  function held(tokens: Pick<Tokens, 'access' | 'accessExpiresAt' | 'now'>) {
    return { token: tokens.access, endsAtMs: monotonicMs() + tokens.accessExpiresAt - tokens.now };
  }

  async function accessToken(unlike?: string): Promise<string> {
    if (access !== undefined && access.token !== unlike && access.endsAtMs > monotonicMs() + spareMs)
      return access.token;
    refreshing ??= refresh().finally(() => (refreshing = undefined));
    return await refreshing;
  }

  async function refresh(): Promise<string> {
    assertOpen();
    const tokens = await server.call('refresh', { body: { refresh: refreshToken } });
    await keep(tokens.refresh);
    refreshToken = tokens.refresh;
    access = held(tokens);
    return tokens.access;
  }

  async function send(path: string, given: SendOptions): Promise<Response> {
    assertOpen();
    const ask = async (token: string) =>
      await server.send(path, {
        ...given,
        headers: { ...given.headers, authorization: `Bearer ${token}` },
        signal: AbortSignal.any([closing.signal, given.signal ?? AbortSignal.timeout(replyTimeoutMs)]),
      });
    const token = await accessToken();
    const response = await ask(token);
    if (response.status !== httpStatuses.unauthenticated) return response;
    await response.body?.cancel();
    const again = await ask(await accessToken(token));
    if (again.status !== httpStatuses.unauthenticated) return again;
    throw failureOfReply(again.status, again.headers, await readWhole(again));
  }

  function assertOpen(): void {
    if (closing.signal.aborted) throw syncFailure('offline');
  }

  return {
    server,
    send,
    async call<N extends EndpointName>(name: N, input: Omit<CallInput, 'access'> = {}) {
      assertOpen();
      const token = await accessToken();
      try {
        return await server.call(name, { ...input, access: token });
      } catch (error) {
        if (serverCodeOf(error) !== 'unauthenticated') throw error;
        return await server.call(name, { ...input, access: await accessToken(token) });
      }
    },
    async signOut() {
      await server.call('signOut', { body: { refresh: refreshToken } }).catch(() => undefined);
    },
    close: () => closing.abort(),
  };
}
