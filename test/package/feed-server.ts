// Serves a folder on loopback, where the packages of the tests look for newer versions; what it is asked for is kept.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';

export interface FeedServer {
  readonly asked: string[];
  /** Answers a name with other bytes than the file's. */
  replace(name: string, bytes: Buffer): void;
  close(): Promise<void>;
}

export async function serveFeed(folder: string, port: number): Promise<FeedServer> {
  const asked: string[] = [];
  const others = new Map<string, Buffer>();
  const server = createServer(({ url = '/' }, answer) => {
    const name = basename(new URL(url, 'http://localhost').pathname);
    asked.push(name);
    try {
      answer.end(others.get(name) ?? readFileSync(join(folder, name)));
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => void server.listen(port, '127.0.0.1', listening));
  return {
    asked,
    replace: (name, bytes) => void others.set(name, bytes),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => void server.close(closed));
    },
  };
}
