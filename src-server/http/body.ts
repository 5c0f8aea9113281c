// Bodies of requests: JSON, compressed or not, no more of it than its endpoint takes. What grows beyond that while it is
// taken apart is dropped on the way, so a bomb is never held.
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { limits } from '#shared/sync/protocol.ts';
import { HttpError } from '../http-error.ts';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
/** Deeper than anything that is meant. */
const mostNesting = 32;

export function addBodyParser(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const json = async ({ routeOptions }: FastifyRequest, payload: IncomingMessage): Promise<unknown> => {
    const encoding = payload.headers['content-encoding'] ?? 'identity';
    const bytes = await read(payload, encoding, routeOptions.bodyLimit ?? limits.bodyBytes);
    return parse(bytes);
  };
  server.addContentTypeParser('application/json', json);
}

async function read(payload: IncomingMessage, encoding: string, most: number): Promise<Buffer> {
  if (encoding === 'identity') return collected(payload, payload, most, 'The body broke off.');
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding]?.() : undefined;
  if (decoder === undefined)
    throw new HttpError('unsupported', 'This server reads bodies as they are, or as gzip, deflate or br.');
  let received = 0;
  payload.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received <= most) return;
    decoder.destroy(tooLarge(most));
    drop(decoder, payload);
  });
  payload.once('error', (error) => decoder.destroy(error));
  payload.once('aborted', () => decoder.destroy(new Error('aborted')));
  payload.pipe(decoder);
  try {
    return await collected(decoder, payload, most, `The body isn’t ${encoding}, or broke off.`);
  } finally {
    decoder.destroy();
  }
}

async function collected(
  stream: IncomingMessage | Transform,
  payload: IncomingMessage,
  most: number,
  otherwise: string,
): Promise<Buffer> {
  try {
    return await collect(stream, payload, most);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError('invalid_input', otherwise, { cause: error });
  }
}

function collect(
  stream: IncomingMessage | Transform,
  payload: IncomingMessage,
  most: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= most) return;
      reject(tooLarge(most));
      drop(stream, payload);
    });
    stream.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    stream.once('error', reject);
    // An error is made only where it is needed: that costs more than all else here.
    stream.once('close', () => stream.readableEnded || reject(new Error('closed')));
  });
}

/** Reads on without keeping anything: until the refusal was sent, or the request has taken too long. */
function drop(stream: IncomingMessage | Transform, payload: IncomingMessage): void {
  payload.unpipe();
  stream.removeAllListeners('data');
  payload.removeAllListeners('data');
  payload.resume();
}

function parse(bytes: Buffer): unknown {
  try {
    if (!isUtf8(bytes)) throw new HttpError('invalid_input', 'The body isn’t UTF-8.');
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (!isShallow(value, mostNesting))
      throw new HttpError('invalid_input', 'The body is nested too deeply.');
    return value;
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError('invalid_input', 'The body isn’t JSON.', { cause: error });
  }
}

function isShallow(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (left === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isShallow(item, left - 1));
  for (const name in value) if (!isShallow((value as Record<string, unknown>)[name], left - 1)) return false;
  return true;
}

function tooLarge(most: number): HttpError {
  return new HttpError('too_large', `This body may hold ${most} bytes, taken apart.`);
}
