import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainPage, isPlainPush } from '#shared/sync/plain.ts';
import { pullReply, pushRequest, type PullReply } from '#shared/sync/protocol.ts';
import { join } from '#shared/sync/record.ts';
import { newUid, pushOf, review } from './support/records.ts';
import { almost, spoilt } from './support/schema-fuzz.ts';

const k = newUid();
const [one, other] = [review(k, { rating: 50, zeta: [1, { a: null }] }), review(k, { rating: 60 })];
const both = { ...one, d: join(one.d, other.d) };
const page: PullReply = {
  kind: 'page',
  now: 1_772_000_000_000,
  seen: 'h.9.g~x',
  pos: 'p.9~x',
  head: 9,
  records: [
    { ...one, q: 8 },
    { ...both, q: 9 },
  ],
  more: true,
};
const push = pushOf([one, both], 'p.1~x', 'h.1.g~x');

test.each([
  ['push', isPlainPush, pushRequest, [push, pushOf([both])]],
  ['page', isPlainPage, pullReply, [page, { ...page, records: [], more: false }]],
])('what passes for a plain %s is what the schema takes, as it is', (_name, isPlain, schema, good) => {
  let plain = 0;
  fc.assert(
    fc.property(fc.oneof(almost(schema), ...good.map(spoilt)), (drawn) => {
      const body: unknown = JSON.parse(JSON.stringify(drawn) ?? 'null');
      if (!isPlain(body)) return;
      plain++;
      const parsed = schema.safeParse(body);
      expect(parsed.success).toBe(true);
      expect(parsed.data).toEqual(body);
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test('what devices and servers send is plain', () => {
  expect(both.d.o).toBeDefined();
  expect(isPlainPush(push)).toBe(true);
  expect(isPlainPage(page)).toBe(true);
});
