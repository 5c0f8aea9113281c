// Inputs made from the contract's own schemas: what a schema accepts, and what it must refuse.
import fc, { type Arbitrary } from 'fast-check';
import * as z from 'zod';

// Strings whose form no random text would hit.
const formed = [
  'ada@example.org',
  'file-00000000-0000-4000-8000-000000000000',
  'target-00000000-0000-4000-8000-000000000000',
  '2026-01-01T00:00:00.000Z',
  'f'.repeat(32),
  'Heat',
  '#1',
  'quiet-otter-lamp-42',
  '2024',
  '2024-05',
  '2024-05-31',
];

/** Values that the schema accepts. Throws for a kind of schema that the contract doesn't use yet. */
export function validFor(schema: z.core.$ZodType): Arbitrary<unknown> {
  return base(schema).filter((value) => z.safeParse(schema, value).success);
}

/** Values that the schema refuses, from wrong types to a right input with one field spoilt. */
export function invalidFor(schema: z.core.$ZodType): Arbitrary<unknown> {
  const spoilt = base(schema).chain((value) =>
    typeof value === 'object' && value !== null && Object.keys(value).length > 0
      ? fc
          .tuple(fc.constantFrom(...Object.keys(value)), hostile)
          .map(([key, bad]) => ({ ...value, [key]: bad }))
      : hostile,
  );
  return fc
    .oneof(
      hostile,
      spoilt,
      base(schema).map((value) => ({ ...(value as object), surplus: 1 })),
    )
    .filter((value) => !z.safeParse(schema, value).success);
}

const hostile: Arbitrary<unknown> = fc.oneof(
  fc.anything({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    undefined,
    Number.NaN,
    -1,
    1e308,
    '',
    '\0',
    '\ud800',
    'x'.repeat(30_000),
    [],
    {},
    new Date(Number.NaN),
  ),
  fc.constant(JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}') as unknown),
);

function base(schema: z.core.$ZodType): Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.core.$ZodType>).map(
      ([key, field]) => [key, validFor(field)] as const,
    );
    return fc
      .record(Object.fromEntries(shape))
      .map((value) => Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)));
  }
  if (schema instanceof z.ZodString)
    return fc.oneof(fc.constantFrom(...formed), fc.string({ unit: 'grapheme', maxLength: 40 }));
  if (schema instanceof z.ZodNumber)
    return fc.oneof(
      fc.integer({ min: 0, max: 120 }),
      fc.integer({ min: 1870, max: 2100 }),
      fc.double({ min: 0, max: 1000, noNaN: true }),
    );
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodArray) return fc.array(validFor(schema.element), { maxLength: 3 });
  if (schema instanceof z.ZodNullable) return fc.option(validFor(schema.unwrap()), { nil: null });
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return fc.option(validFor(schema.unwrap()), { nil: undefined });
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(validFor));
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(validFor(schema.keyType) as Arbitrary<string>, validFor(schema.valueType), {
      maxKeys: 2,
    });
  // Ratings and partial dates.
  if (schema instanceof z.ZodCustom)
    return fc.oneof(fc.integer({ min: 10, max: 100 }), fc.constantFrom('2019', '2019-05', '2019-05-01'));
  throw new Error(`no arbitrary for ${schema._zod.def.type}`);
}
