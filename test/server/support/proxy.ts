// What lies between a device and a server: a TCP proxy that cuts connections at any byte, in either direction. A request
// has a connection of its own, and each connection what was planned for it.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Plan {
  /** The connection is cut after so many bytes of the request came through. */
  readonly cutRequestAt?: number;
  /** The connection is cut after so many bytes of the response came through. */
  readonly cutResponseAt?: number;
  /** The request goes on to the server also once more, whose answer nobody hears. */
  readonly twice?: boolean;
}

export interface Proxy {
  readonly url: string;
  /** For the next connection. */
  plan(plan: Plan): void;
  /** Where connections lead from now on. */
  leadTo(url: string): void;
  stop(): Promise<void>;
}

export async function startProxy(target: string): Promise<Proxy> {
  let leadsTo = new URL(target);
  let planned: Plan = {};
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const plan = planned;
    planned = {};
    const upstream = open();
    const echo = plan.twice === true ? open() : undefined;
    sockets.add(client);
    client.on('close', () => sockets.delete(client));
    pass(client, upstream, plan.cutRequestAt, (chunk) => echo?.write(chunk));
    pass(upstream, client, plan.cutResponseAt);
    echo?.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plan(plan) {
      planned = plan;
    },
    leadTo(url) {
      leadsTo = new URL(url);
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };

  function open(): Socket {
    const socket = connect(Number(leadsTo.port), leadsTo.hostname);
    socket.on('error', () => socket.destroy());
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return socket;
  }
}

function pass(from: Socket, to: Socket, cutAt = Infinity, also: (chunk: Buffer) => void = () => {}): void {
  let left = cutAt;
  from.on('data', (chunk) => {
    const through = chunk.subarray(0, left);
    left -= through.length;
    also(through);
    to.write(through);
    if (left > 0) return;
    to.end();
    from.destroy();
    setImmediate(() => to.destroy());
  });
  from.on('error', () => to.destroy());
  from.on('close', () => to.end());
}
