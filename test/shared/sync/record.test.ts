import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '#shared/sync/canonical-json.ts';
import {
  edit,
  erase,
  includes,
  isAlive,
  join,
  remove,
  stampOfField,
  withStamps,
  type SyncRecord,
} from '#shared/sync/record.ts';
import { makeStamp, noStamp, type NodeId, type Stamp } from '#shared/sync/stamp.ts';

const at = (ms: number, node = 1) => makeStamp(ms, 0, node.toString(16).padStart(16, '0') as NodeId);
/** Few, so that equal ones meet. */
const stamp = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 2 }))
  .map(([ms, node]) => at(ms, node));
const fields = ['rating', 'body', 'fromTheFuture', 'constructor', 'toString'];
const value: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  null,
  1,
  2,
  'a',
  [1, 'b'],
  { a: 1, b: 2 },
  { b: 2, a: 1 },
);
const step = fc.oneof(
  fc.record({
    values: fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 3 }),
    stamp,
    schema: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ removed: fc.boolean(), stamp }),
);
const record = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => {
  let made: SyncRecord | undefined;
  for (const next of steps) {
    if ('values' in next)
      made = join(
        edit(undefined, next.values, next.stamp, next.schema),
        made ?? edit(undefined, next.values, next.stamp, 1),
      );
    else if (made !== undefined)
      made = join(made, next.removed ? remove(made, next.stamp) : erase(made, next.stamp));
  }
  return made ?? edit(undefined, {}, at(1), 1);
});

describe('the join of two records', () => {
  test('is commutative', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        expect(textOf(join(a, b))).toBe(textOf(join(b, a)));
      }),
    );
  });

  test('is associative', () => {
    fc.assert(
      fc.property(record, record, record, (a, b, c) => {
        expect(textOf(join(join(a, b), c))).toBe(textOf(join(a, join(b, c))));
      }),
    );
  });

  test('is idempotent, and the least record that includes both', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const both = join(a, b);
        expect(textOf(join(a, a))).toBe(textOf(a));
        expect(textOf(join(both, a))).toBe(textOf(both));
        expect(includes(both, a) && includes(both, b)).toBe(true);
        expect(includes(a, b)).toBe(textOf(both) === textOf(a));
      }),
    );
  });

  test('keeps what each of two devices wrote last into each field', () => {
    const first = edit(undefined, { rating: 70, body: 'Fine.' }, at(1), 1);
    const rated = edit(first, { rating: 80 }, at(2), 1);
    const worded = edit(first, { body: 'Better than I thought.' }, at(3), 1);
    expect(join(rated, worded)).toEqual({
      s: 1,
      r: at(3),
      o: { rating: at(2) },
      v: { rating: 80, body: 'Better than I thought.', _x: 0 },
    });
  });

  test('brings back what was edited after it was deleted, and deletes what was deleted after it was edited', () => {
    const first = edit(undefined, { rating: 70 }, at(1), 1);
    expect(isAlive(join(remove(first, at(2)), edit(first, { rating: 80 }, at(3), 1)))).toBe(true);
    expect(isAlive(join(remove(first, at(3)), edit(first, { rating: 80 }, at(2), 1)))).toBe(false);
  });

  test('erases every value for good', () => {
    const first = edit(undefined, { body: 'A secret.' }, at(1), 1);
    const erased = erase(first, at(2));
    expect(join(first, erased)).toEqual({ s: 1, r: at(2), v: { body: null, _x: 1 } });
  });
});

describe('a record among devices of different versions', () => {
  test('keeps what an older one does not know, through its edits', () => {
    fc.assert(
      fc.property(record, stamp, (newer, when) => {
        const passedOn = edit(newer, { rating: 5 }, laterThan(newer, when), 1);
        const back = join(newer, passedOn);
        expect(back.s).toBe(newer.s);
        for (const field of Object.keys(newer.v)) {
          if (field === 'rating' || field === '_x') continue;
          expect(passedOn.v[field]).toEqual(newer.v[field]);
          expect(canonicalJson(back.v[field] as Json)).toBe(canonicalJson(newer.v[field] as Json));
          expect(stampOfField(back, field)).toBe(stampOfField(newer, field));
        }
      }),
    );
  });
});

test('stamps that are given anew change nothing else', () => {
  fc.assert(
    fc.property(record, (before) => {
      const renewed = new Map<Stamp, Stamp>([[before.r, at(99)]]);
      const after = withStamps(before, renewed);
      expect(after.v).toEqual(before.v);
      for (const field of Object.keys(before.v)) {
        const was = stampOfField(before, field);
        expect(stampOfField(after, field)).toBe(renewed.get(was) ?? was);
      }
      expect(after.r).toBe(at(99));
    }),
  );
});

test('a field that is called like a member of every object makes no claim unless it is there', () => {
  const plain = edit(undefined, { rating: 1 }, at(1), 1);
  expect(stampOfField(plain, 'constructor')).toBe(noStamp);
  expect(join(plain, edit(undefined, { constructor: 2 }, at(2), 1)).v['constructor']).toBe(2);
});

function laterThan(written: SyncRecord, when: Stamp): Stamp {
  return when > written.r ? when : at(50);
}

/** All that a record says, whatever the order of its fields. */
function textOf({ s, r, o, v }: SyncRecord): string {
  return canonicalJson({ s, r, v, ...(o && { o }) });
}
