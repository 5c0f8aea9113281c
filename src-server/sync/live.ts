// Live streams: whoever listens is told that a feed has a new head, and pulls. A hint may get lost, and then the next
// look finds what it told of; so a stream holds nothing but its newest head, and a slow reader costs nothing.
import type { ServerResponse } from 'node:http';
import type * as z from 'zod';
import { heartbeatMs, type liveEvents } from '#shared/sync/endpoints.ts';
import type { Claims } from '../accounts/access-tokens.ts';
import type { Redis } from '../store/redis.ts';

export interface Live {
  /** Hears what other processes tell; to be called once. */
  start(): Promise<void>;
  /** Writes events to this response until one side ends it. */
  open(claims: Claims, response: ServerResponse, hello: { now: number; head: number }): void;
  /** Calls back for every change anywhere, with the person's uid. */
  onChange(listener: (uid: string) => void): void;
  streams(): number;
  stop(): void;
}

interface Stream {
  readonly device: string;
  readonly response: ServerResponse;
  /** A head that the reader was too slow for. */
  waiting: number | undefined;
  end(reason: 'expired' | 'stopping' | 'signed_out' | 'too_many'): void;
}

const mostOfPerson = 8;

export function createLive(redis: Redis, nowMs: () => number): Live {
  const streams = new Map<string, Set<Stream>>();
  const listeners: ((uid: string) => void)[] = [];
  const heartbeat = setInterval(beat, heartbeatMs * 0.8);
  heartbeat.unref();
  let count = 0;

  return {
    async start() {
      await redis.subscribe('live', (message) => {
        const [uid = '', head = '0', device = ''] = message.split(' ');
        for (const listener of listeners) listener(uid);
        for (const stream of streams.get(uid) ?? []) if (stream.device !== device) poke(stream, Number(head));
      });
      await redis.subscribe('events', (uid) => {
        for (const listener of listeners) listener(uid);
      });
      await redis.subscribe('signed-out', (message) => {
        const [uid = '', device = ''] = message.split(' ');
        for (const stream of streams.get(uid) ?? []) if (stream.device === device) stream.end('signed_out');
      });
    },

    open({ uid, device, expiresAt }, response, hello) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        connection: 'close',
      });
      const ofPerson = streams.get(uid) ?? new Set();
      streams.set(uid, ofPerson);
      const timer = setTimeout(() => stream.end('expired'), Math.max(expiresAt - nowMs(), 0));
      const stream: Stream = {
        device,
        response,
        waiting: undefined,
        end(reason) {
          forget();
          // Who reads nothing hears no farewell either.
          if (response.writableNeedDrain) response.destroy();
          else response.end(event('bye', { reason }));
        },
      };
      ofPerson.add(stream);
      count++;
      response.once('close', forget);
      response.on('drain', () => {
        const head = stream.waiting;
        stream.waiting = undefined;
        if (head !== undefined) poke(stream, head);
      });
      response.on('error', forget);
      response.write(event('hello', hello));
      for (const oldest of ofPerson) {
        if (ofPerson.size <= mostOfPerson) break;
        oldest.end('too_many');
      }

      function forget(): void {
        clearTimeout(timer);
        if (!ofPerson.delete(stream)) return;
        count--;
        if (ofPerson.size === 0) streams.delete(uid);
      }
    },

    onChange(listener) {
      listeners.push(listener);
    },
    streams: () => count,
    stop() {
      clearInterval(heartbeat);
      for (const ofPerson of streams.values()) for (const stream of ofPerson) stream.end('stopping');
    },
  };

  function poke(stream: Stream, head: number): void {
    if (stream.response.writableNeedDrain) stream.waiting = head;
    else stream.response.write(event('poke', { feed: 'own', head }));
  }

  function beat(): void {
    for (const ofPerson of streams.values())
      for (const { response } of ofPerson) if (!response.writableNeedDrain) response.write(':\n\n');
  }
}

function event<N extends keyof typeof liveEvents>(name: N, data: z.infer<(typeof liveEvents)[N]>): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
