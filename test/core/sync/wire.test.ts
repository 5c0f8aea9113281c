// A push is the same request whether it was made ready before its place was known or not.
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createWire } from '#main/core/sync/wire.ts';
import { pushRequest, type PushRequest } from '#shared/sync/protocol.ts';
import type { Exchange } from '#shared/sync/replica.ts';
import { makeStamp, type NodeId } from '#shared/sync/stamp.ts';

const node = 'ab'.repeat(8) as NodeId;
const changesOf = (count: number): PushRequest['changes'] =>
  Array.from({ length: count }, (_, index) => ({
    c: 'review',
    k: index.toString(16).padStart(32, '0'),
    d: { s: 1, r: makeStamp(1 + index, 0, node), v: { _x: 0, rating: index, body: 'Grüße, 😀' } },
  }));
const pushOf = (changes: PushRequest['changes']) =>
  ({
    kind: 'push',
    startedMs: 0,
    startedWallMs: 0,
    body: { p: 1, node, pos: 'here', seen: 'this', changes },
  }) as const satisfies Exchange;

function recordingWire() {
  const sent: unknown[] = [];
  const wire = createWire({
    post(_what, body, isGzipped) {
      sent.push(JSON.parse((isGzipped ? gunzipSync(body) : Buffer.from(body)).toString()));
      const reply = { kind: 'pushed', now: 1, seen: 's', pos: null, head: 1, statuses: [], held: [] };
      return Promise.resolve(Buffer.from(JSON.stringify(reply)));
    },
    wallMs: () => 0,
    monotonicMs: () => 0,
  });
  return { wire, sent };
}

test('what was made ready is sent with the place that came later', async () => {
  const { wire, sent } = recordingWire();
  const push = pushOf(changesOf(40));
  wire.makeReady(push.body.changes);
  expect(await wire.ask(push)).toMatchObject({ kind: 'pushed', head: 1 });
  expect(sent).toEqual([push.body]);
  expect(pushRequest.safeParse(sent[0]).success).toBe(true);
});

test('what was made ready for another push is left', async () => {
  const { wire, sent } = recordingWire();
  const push = pushOf(changesOf(3));
  wire.makeReady(changesOf(40));
  await wire.ask(push);
  expect(sent).toEqual([push.body]);
});
