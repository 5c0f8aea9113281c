// What a device hears, and waiting for what a worker or another process does.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from './stack.ts';

export interface Heard {
  readonly url: string;
  readonly events: { name: string; data: unknown }[];
  stop(): void;
}

/** Resolves once the stream says hello. */
export async function listen(stack: Stack, token: string): Promise<Heard> {
  const stopping = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const response = await stack.send('GET', '/v1/live', { headers, signal: stopping.signal });
  const events: Heard['events'] = [];
  void read();
  await until(async () => events.length > 0);
  return { url: response.url, events, stop: () => stopping.abort() };

  async function read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
          const match = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end));
          text = text.slice(end + 2);
          if (match !== null)
            events.push({ name: match[1] ?? '', data: JSON.parse(match[2] ?? '') as unknown });
        }
      }
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
    }
  }
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  // On a busy machine a worker's turn takes its time.
  for (let tries = 0; tries < 800; tries++) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error('it never came to hold');
}
