// Exchanges as bytes: requests are written, and compressed where that pays; replies are read and held against the protocol.
// While a page is settled the next one is on its way already, for its question follows from the page alone.
import { gzipSync } from 'node:zlib';
import { isPlainPage } from '#shared/sync/plain.ts';
import { reply as replySchema, type Reply } from '#shared/sync/protocol.ts';
import type { Exchange } from '#shared/sync/replica.ts';
import { jsonOf, parse } from './server.ts';

/** Sends bytes and resolves to the reply's. Rejects with a sync failure. */
export type Post = (
  what: 'push' | 'pull',
  body: Uint8Array<ArrayBuffer>,
  isGzipped: boolean,
) => Promise<Uint8Array>;

export interface WireOptions {
  readonly post: Post;
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
}

const worthGzip = 1500;
/** A page that was asked for longer ago tells an old time; a computer may have slept. */
const freshMs = 5000;

export function createWire({
  post,
  wallMs,
  monotonicMs,
}: WireOptions): (exchange: Exchange) => Promise<Reply> {
  let ahead:
    { readonly body: string; readonly reply: Promise<Reply>; readonly age: () => number } | undefined;

  return async (exchange) => {
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
  };

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
    const bytes = await post(what, isGzipped ? gzipSync(plain, { level: 1 }) : plain, isGzipped);
    const reply = jsonOf(bytes);
    return isPlainPage(reply) ? reply : parse(replySchema, reply);
  }
}
