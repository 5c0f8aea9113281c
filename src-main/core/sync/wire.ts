// Exchanges as bytes: requests are written, and compressed where that pays; replies are read and held against the protocol.
// While a page is settled the next one is on its way already, for its question follows from the page alone. What a push
// carries can be written and compressed before its place is known.
import { gzipSync } from 'node:zlib';
import { isPlainPage } from '#shared/sync/plain.ts';
import { reply as replySchema, type Change, type PushRequest, type Reply } from '#shared/sync/protocol.ts';
import type { Exchange } from '#shared/sync/replica.ts';
import { jsonOf, parse } from './server.ts';

/** Sends bytes and resolves to the reply's. Rejects with a sync failure. */
export type Post = (
  what: 'push' | 'pull',
  body: Uint8Array<ArrayBuffer>,
  isGzipped: boolean,
) => Promise<Uint8Array>;

export interface Wire {
  ask(exchange: Exchange): Promise<Reply>;
  /** Writes and compresses what the next push will carry. Of several the last counts. */
  makeReady(changes: readonly Change[]): void;
}

export interface WireOptions {
  readonly post: Post;
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
}

const worthGzip = 1500;
/** A page that was asked for longer ago tells an old time; a computer may have slept. */
const freshMs = 5000;

export function createWire({ post, wallMs, monotonicMs }: WireOptions): Wire {
  let ahead:
    { readonly body: string; readonly reply: Promise<Reply>; readonly age: () => number } | undefined;

  let ready: { readonly changes: readonly Change[]; readonly bytes: Buffer } | undefined;

  return {
    async ask(exchange) {
      const written = exchange.kind === 'push' ? writtenOf(exchange.body) : undefined;
      if (written !== undefined) return read(await post('push', written, true));
      const body = JSON.stringify(exchange.body);
      const known = ahead;
      ahead = undefined;
      const reply =
        known !== undefined && known.body === body && known.age() < freshMs
          ? await known.reply
          : await send(exchange.kind, body);
      if (exchange.kind === 'pull' && reply.kind === 'page' && reply.more)
        askAhead({ ...exchange.body, pos: reply.pos, seen: reply.seen });
      return reply;
    },
    makeReady(changes) {
      ready = { changes, bytes: gzipSync(`{"changes":${JSON.stringify(changes)}`, { level: 1 }) };
    },
  };

  /** In two parts, each compressed by itself: what is compressed in parts is read as one (RFC 1952, 2.2). */
  function writtenOf({ changes, ...rest }: PushRequest): Uint8Array<ArrayBuffer> | undefined {
    if (ready?.changes !== changes) return undefined;
    const { bytes } = ready;
    ready = undefined;
    return Buffer.concat([bytes, gzipSync(`,${JSON.stringify(rest).slice(1)}`)]);
  }

  function askAhead(request: object): void {
    const body = JSON.stringify(request);
    const [wall, monotonic] = [wallMs(), monotonicMs()];
    const reply = send('pull', body);
    // Nobody may come for it.
    reply.catch(() => undefined);
    const age = () => Math.max(Math.abs(wallMs() - wall), monotonicMs() - monotonic);
    ahead = { body, reply, age };
  }

  async function send(what: 'push' | 'pull', body: string): Promise<Reply> {
    const plain = Buffer.from(body);
    const isGzipped = plain.byteLength > worthGzip;
    return read(await post(what, isGzipped ? gzipSync(plain, { level: 1 }) : plain, isGzipped));
  }

  function read(bytes: Uint8Array): Reply {
    const reply = jsonOf(bytes);
    return isPlainPage(reply) ? reply : parse(replySchema, reply);
  }
}
