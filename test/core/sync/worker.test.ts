import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { mediaUid } from '#main/core/catalog/media-uid.ts';
import { databaseName } from '#main/core/db/open.ts';
import type { FromWorker } from '#main/core/sync/worker-messages.ts';
import { run } from '#main/core/sync/worker.ts';
import { pullRequest, limits, type Change } from '#shared/sync/protocol.ts';
import { edit } from '#shared/sync/record.ts';
import { makeStamp, type NodeId } from '#shared/sync/stamp.ts';
import { createFakeServer, type FakeServer } from './fake-server.ts';
import { linkedComputer } from './support.ts';

const node = '00000000000000be' as NodeId;

test('a long round tells how far it has come where each page is there before the last one is taken in', async () => {
  const server = createFakeServer();
  const { core } = await linkedComputer(server.fetch);
  const databaseFile = join(core.dataFolder, databaseName);
  await core.core.close();
  // Four pages of what takes longest.
  for (let first = 0; first < 4 * limits.pageRecords; first += limits.changes) {
    const changes = Array.from({ length: limits.changes }, (_, index) => title(first + index));
    server.model.push({ p: 1, node, pos: null, seen: null, changes });
  }
  const port = new ReadyPort(server);
  run(port as unknown as MessagePort, { databaseFile, userId: 1, paused: false });
  await expect.poll(() => port.told.at(-1)).toMatchObject({ kind: 'state', state: { state: 'idle' } });
  const noticed = port.told.findIndex((told) => told.kind === 'state' && told.state.state === 'syncing');
  expect(noticed).toBeGreaterThan(-1);
  expect(port.told.slice(noticed).filter(({ kind }) => kind === 'committed')).not.toEqual([]);
  port.emit('message', { kind: 'stop' });
  await port.closed.promise;
});

function title(index: number): Change {
  const identity = { kind: 'movie', title: `Film ${index}`, year: 1999, disambiguator: '' } as const;
  return {
    c: 'title',
    k: mediaUid(identity).toString('hex'),
    d: edit(undefined, { identity }, makeStamp(Date.now(), 0, node), 1),
  };
}

/** The main thread’s end, which has each reply at hand: nothing else gets a turn before it is given out. */
class ReadyPort extends EventEmitter {
  readonly told: FromWorker[] = [];
  readonly closed = Promise.withResolvers<void>();
  readonly #server: FakeServer;

  constructor(server: FakeServer) {
    super();
    this.#server = server;
  }

  postMessage(message: FromWorker): void {
    if (message.kind !== 'ask') {
      this.told.push(message);
      return;
    }
    const { ask, body, isGzipped } = message;
    const request = pullRequest.parse(
      JSON.parse(Buffer.from(isGzipped ? gunzipSync(body) : body).toString()),
    );
    const reply = Buffer.from(JSON.stringify(this.#server.model.pull(request)));
    queueMicrotask(() => this.emit('message', { kind: 'reply', ask, body: reply }));
  }

  close(): void {
    setImmediate(this.closed.resolve);
  }
}
