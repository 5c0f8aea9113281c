// A connection byte by byte, for clients that no client library is: that send slowly, or don't read.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawClient {
  readonly socket: Socket;
  /** Everything that came so far. */
  text(): string;
  readonly closed: Promise<unknown>;
}

/** Resolves once it is connected; whoever ends the connection, `closed` resolves. */
export async function openRaw(url: string, bytes = ''): Promise<RawClient> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const closed = new Promise((resolve) => {
    socket.once('close', resolve);
  });
  socket.on('error', () => {});
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  await once(socket, 'connect');
  socket.write(bytes);
  return { socket, text: () => text, closed };
}

/** The request for a live stream. */
export function liveRequest(token: string): string {
  return `GET /v1/live HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`;
}

/** One of the figures that a process tells. */
export async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^mediary_${name} (\\S+)$`, 'm').exec(text)?.[1]);
}
