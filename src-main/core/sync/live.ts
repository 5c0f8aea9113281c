// The server's word that there is news, over a stream of server-sent events. It is a hint and no more: whoever hears one
// asks. A stream that is silent for longer than its heartbeat allows is dead, whatever the system says of the connection.
import type * as z from 'zod';
import { retryDelayMs } from '#shared/sync/backoff.ts';
import { heartbeatMs, liveEvents, livePath } from '#shared/sync/endpoints.ts';
import type { AccountSession } from './account-session.ts';
import { failureOf, isHopeless } from './sync-failure.ts';
import { failureOfReply, readWhole } from './server.ts';

export interface Live {
  /** Tries at once where it waited to try again. */
  wake(): void;
  close(): void;
}

export interface LiveOptions {
  readonly session: AccountSession;
  readonly onNews: () => void;
  readonly onUp: (up: boolean) => void;
  readonly chance: () => number;
}

const silenceMs = 2 * heartbeatMs + 10_000;
/** A server that starts again isn't asked by all of its devices at once. */
const spreadMs = 10_000;

export function openLive({ session, onNews, onUp, chance }: LiveOptions): Live {
  const closing = new AbortController();
  let wake: (() => void) | undefined;
  void run();
  return {
    wake: () => wake?.(),
    close() {
      closing.abort();
      wake?.();
    },
  };

  async function run(): Promise<void> {
    let failures = 0;
    while (!closing.signal.aborted) {
      try {
        await listen(() => (failures = 0));
        failures = 0;
        await pause(chance() * spreadMs);
      } catch (error) {
        const { problem, retryAfterMs } = failureOf(error);
        // The rounds meet the same and tell of it; they wake this when it is over.
        if (isHopeless(problem)) await pause(undefined);
        else await pause(retryDelayMs(++failures, chance(), retryAfterMs));
      }
    }
  }

  /** Resolves when the server ended the stream. */
  async function listen(onOpen: () => void): Promise<void> {
    const ending = new AbortController();
    const watchdog = setTimeout(() => ending.abort(), silenceMs).unref();
    let isUp = false;
    try {
      const signal = AbortSignal.any([closing.signal, ending.signal]);
      const response = await session.send(livePath, {
        method: 'GET',
        headers: { accept: 'text/event-stream' },
        signal,
      });
      if (!response.ok || response.body === null)
        throw failureOfReply(response.status, response.headers, await readWhole(response));
      const parser = createEventParser((name, data) => {
        if (name === 'poke' && isEvent(liveEvents.poke, data)) onNews();
        if (name !== 'hello' || isUp) return;
        isUp = true;
        onOpen();
        onUp(true);
      });
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        watchdog.refresh();
        parser(decoder.decode(value, { stream: true }));
      }
    } catch (error) {
      if (!closing.signal.aborted && !ending.signal.aborted) throw error;
    } finally {
      clearTimeout(watchdog);
      ending.abort();
      if (isUp) onUp(false);
    }
  }

  /** Undefined: until somebody wakes it. */
  async function pause(ms: number | undefined): Promise<void> {
    if (closing.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = ms === undefined ? undefined : setTimeout(resolve, ms).unref();
    wake = resolve;
    await promise;
    clearTimeout(timer);
    wake = undefined;
  }
}

/** Takes a stream's text in any pieces. Source: HTML Living Standard, 9.2.6 "Interpreting an event stream". */
export function createEventParser(onEvent: (name: string, data: string) => void): (text: string) => void {
  let rest = '';
  let name = '';
  let data: string[] = [];
  return (text) => {
    // A CR at the very end may be half of a line break.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  };

  function take(line: string): void {
    if (line === '') {
      if (data.length > 0) onEvent(name === '' ? 'message' : name, data.join('\n'));
      name = '';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  }
}

function isEvent(schema: z.ZodType, data: string): boolean {
  try {
    return schema.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}
