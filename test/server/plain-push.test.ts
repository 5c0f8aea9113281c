import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainPush } from '#server/sync/plain-push.ts';
import { pushRequest } from '#shared/sync/protocol.ts';
import { join } from '#shared/sync/record.ts';
import { newUid, pushOf, review } from './support/records.ts';
import { almost, spoilt } from './support/schema-fuzz.ts';

const k = newUid();
const [one, other] = [review(k, { rating: 50, zeta: [1, { a: null }] }), review(k, { rating: 60 })];
const both = { ...one, d: join(one.d, other.d) };

test('what passes for plain is what the schema takes, as it is', () => {
  let plain = 0;
  const bodies = fc.oneof(
    almost(pushRequest),
    spoilt(pushOf([one, both], 'p.1~x', 'h.1.g~x')),
    spoilt(pushOf([both])),
  );
  fc.assert(
    fc.property(bodies, (drawn) => {
      const body: unknown = JSON.parse(JSON.stringify(drawn) ?? 'null');
      const parsed = pushRequest.safeParse(body);
      if (!isPlainPush(body)) return;
      plain++;
      expect(parsed.success).toBe(true);
      expect(parsed.data).toEqual(body);
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test('what devices send is plain', () => {
  expect(both.d.o).toBeDefined();
  expect(isPlainPush(pushOf([one, both], 'p.1~x', 'h.1.g~x'))).toBe(true);
});
