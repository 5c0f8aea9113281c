// What is thrown on the way to an answer, as it is told.
import type { Socket } from 'node:net';
import { httpStatuses, type HttpErrorCode } from '#shared/sync/endpoints.ts';
import { HttpError } from '../http-error.ts';

/** Fastify's own are told apart by their status. */
export function refusalOf(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  const codes = Object.entries(httpStatuses) as [HttpErrorCode, number][];
  const [code] = codes.find(([, number]) => number === status) ?? [];
  if (code !== undefined && code !== 'internal') return new HttpError(code, (error as Error).message);
  if (status >= 400 && status < 500) return new HttpError('invalid_input', (error as Error).message);
  return new HttpError('internal', 'Something went wrong here; the server’s log says what.', {
    cause: error,
  });
}

/** What isn't HTTP at all, or too much of it. */
export function refuseBytes(error: { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, code, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'too_large', 'The headers are too large.']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'timeout', 'The request took too long to arrive.']
        : ['400 Bad Request', 'invalid_input', 'This isn’t HTTP.'];
  const body = JSON.stringify({ error: { code, message } });
  const length = Buffer.byteLength(body);
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`,
  );
}
