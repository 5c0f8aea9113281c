import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, compareJson, type Json } from '#shared/sync/canonical-json.ts';

const json = fc.jsonValue() as fc.Arbitrary<Json>;
const text = fc.string({ unit: fc.constantFrom('a', 'é', '～', '😀', '"') });

test('a value has one text, whatever the order of its members', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
    '{"a":true,"b":[1,{"c":"x","d":null}]}',
  );
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('values are ordered as the bytes of their texts', () => {
  fc.assert(
    fc.property(fc.oneof(json, text), fc.oneof(json, text), (one, other) => {
      const bytes = Buffer.compare(Buffer.from(canonicalJson(one)), Buffer.from(canonicalJson(other)));
      expect(Math.sign(compareJson(one, other))).toBe(bytes);
      expect(compareJson(one, structuredClone(one))).toBe(0);
    }),
  );
});
