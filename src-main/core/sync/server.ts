// A server as it is asked over HTTP: one table of endpoints in, parsed replies or a sync failure out. Knows no tokens but
// those it is handed. Nothing follows a redirect: what is meant for one server never goes to another.
import type * as z from 'zod';
import {
  endpoints,
  errorBody,
  httpStatuses,
  type EndpointName,
  type EndpointReply,
  type HttpErrorCode,
} from '#shared/sync/endpoints.ts';
import { replyTimeoutMs } from '#shared/sync/replica-rules.ts';
import { syncFailure } from './sync-failure.ts';

/** The part of the standard's fetch that is used: Electron's and Node's both are one. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export interface SendOptions {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  /** Ends the request early; without one it ends when nobody would take the reply any more. */
  readonly signal?: AbortSignal;
}

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly access?: string;
}

export interface Server {
  readonly address: string;
  /** Rejects with a sync failure where no reply came. Whatever the reply's status is, it is given back. */
  send(path: string, options: SendOptions): Promise<Response>;
  /** Rejects with a sync failure for any reply but the promised one; details.code: what the server said. */
  call<N extends EndpointName>(name: N, input: CallInput): Promise<EndpointReply<N>>;
}

/** Far above the biggest page; a server that sends more than that isn't heard to its end. */
const mostReplyBytes = 160 * 2 ** 20;

export function createServer(fetch: Fetch, address: string): Server {
  const server: Server = {
    address,
    async send(path, { method, headers = {}, body, signal = AbortSignal.timeout(replyTimeoutMs) }) {
      try {
        return await fetch(`${address}${path}`, {
          method,
          headers: { accept: 'application/json', ...headers },
          ...(body !== undefined && { body }),
          signal,
          redirect: 'error',
          credentials: 'omit',
          cache: 'no-store',
        });
      } catch (error) {
        throw noReply(error);
      }
    },
    async call<N extends EndpointName>(name: N, { params = {}, body, access }: CallInput) {
      const { method, path, reply } = endpoints[name];
      const filled = path.replaceAll(/:(\w+)/g, (_, param: string) =>
        encodeURIComponent(params[param] ?? ''),
      );
      const response = await server.send(filled, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(access !== undefined && { authorization: `Bearer ${access}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const bytes = await readWhole(response);
      if (!response.ok) throw failureOfReply(response.status, response.headers, bytes);
      return parse(reply, jsonOf(bytes)) as EndpointReply<N>;
    },
  };
  return server;
}

/** The body, decompressed. Rejects with a sync failure where it is cut off. */
export async function readWhole(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = response.body?.getReader();
    for (;;) {
      const part = await reader?.read();
      if (part?.value === undefined) break;
      chunks.push(part.value);
      size += part.value.byteLength;
      if (size <= mostReplyBytes) continue;
      await reader?.cancel();
      throw syncFailure('not_a_server', { bytes: size });
    }
  } catch (error) {
    throw noReply(error);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}

/** What a reply other than the promised one means. */
export function failureOfReply(status: number, headers: Headers, bytes: Uint8Array): Error {
  const said = errorBody.safeParse(jsonOf(bytes)).data?.error;
  const code = said?.code;
  // Whatever stands before a server (a proxy, a hotel's sign-in page) answers in its own words.
  if (code === undefined && status < 500 && status !== 429 && status !== 413)
    return syncFailure('not_a_server', { status });
  const details = { status, ...(code !== undefined && { code, ...said?.details }) };
  const retryAfterMs = retryAfter(headers.get('retry-after'));
  const waiting = retryAfterMs === undefined ? details : { ...details, retryAfterMs };
  if (status === httpStatuses.unauthenticated) return syncFailure('signed_out', details);
  if (status === httpStatuses.timeout) return syncFailure('timeout', waiting);
  if (status === httpStatuses.outdated) return syncFailure('incompatible', details);
  if (status === httpStatuses.too_many || status === httpStatuses.unavailable)
    return syncFailure('server_busy', waiting);
  return status >= 500 ? syncFailure('server_error', waiting) : syncFailure('refused', details);
}

/** Throws a sync failure for what doesn't match. */
export function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (!result.success) throw syncFailure('not_a_server', {}, { cause: result.error });
  return result.data;
}

/** What the server said of its own error, of any error. */
export function serverCodeOf(error: unknown): HttpErrorCode | undefined {
  const code = (error as { details?: { code?: unknown } } | null)?.details?.code;
  return typeof code === 'string' && Object.hasOwn(httpStatuses, code) ? (code as HttpErrorCode) : undefined;
}

/** Undefined where it is none. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as unknown;
  } catch {
    return undefined;
  }
}

/** Seconds, or a date; a wait beyond a day is nobody's wish. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 86_400_000) : undefined;
}

/** NOTE: Node says why in the error's cause, Chromium in its message. */
function noReply(error: unknown): Error {
  if (!(error instanceof Error)) return syncFailure('offline');
  if ('details' in error) return error;
  if (error.name === 'TimeoutError') return syncFailure('timeout', {}, { cause: error });
  const inner: unknown = error.cause;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  const isDistrusted = /CERT|ERR_SSL|ERR_TLS|SELF_SIGNED|UNABLE_TO_VERIFY/.test(`${code} ${error.message}`);
  return syncFailure(isDistrusted ? 'certificate' : 'offline', {}, { cause: error });
}
