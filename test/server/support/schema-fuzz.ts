// Values that a schema allows, and values that it doesn't, drawn from the schema itself by way of its JSON Schema.
import fc from 'fast-check';
import * as z from 'zod';

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
}

const odd: readonly unknown[] = [
  null, true, 0, -1, 1e308, 2 ** 53, 0.1, '', ' ', '\0', '\ud800', '__proto__', 'constructor', '{}', "'; --", [], {},
  [[]], 'a'.repeat(5000), '\u202e', '%00', '../..', 'p.1~x', '\n\n', '=@\n', 'f'.repeat(32), '0'.repeat(32),
]; // prettier-ignore
const nasty = fc.oneof(fc.constantFrom(...odd), fc.jsonValue({ maxDepth: 3 }));

/** Mostly of the schema's form, with something wrong in many places. */
export function almost(schema: z.ZodType): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return fc.oneof({ weight: 9, arbitrary: valueOf(json) }, { weight: 1, arbitrary: nasty });
}

/** A value that is in order, or with one part of it replaced or left out. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(value);
  const spoil = fc.tuple(fc.constantFrom(...places), fc.option(nasty)).map(([place, other]) => {
    const copy = structuredClone(value);
    let holder = copy as Record<string, unknown>;
    for (const step of place.slice(0, -1)) holder = holder[step] as Record<string, unknown>;
    const last = place.at(-1) ?? '';
    if (other === null) delete holder[last];
    else holder[last] = other;
    return copy;
  });
  return fc.oneof({ weight: 1, arbitrary: fc.constant(value) }, { weight: 4, arbitrary: spoil });
}

function placesOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [name],
    ...placesOf(member).map((rest) => [name, ...rest]),
  ]);
}

function valueOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 24, arbitrary: properly(schema) }, { weight: 1, arbitrary: nasty });
}

function properly(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(valueOf));
  if (schema.type === 'object') return objectOf(schema);
  if (schema.type === 'array')
    return fc.array(valueOf(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 5, 5) });
  if (schema.type === 'string') {
    if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
    return fc.string({ unit: 'binary', maxLength: Math.min(schema.maxLength ?? 40, 300) });
  }
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum = -1000, maximum = 1000 } = schema;
    return fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) });
  }
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  return fc.oneof(fc.stringMatching(/^[0-9a-f]{16}$/), fc.stringMatching(/^[0-9a-f]{32}$/), nasty);
}

function objectOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames = { type: 'string' } } = schema;
  const values = Object.entries(properties).map(([name, member]) => [name, valueOf(member)] as const);
  const known = fc.record(Object.fromEntries(values), { requiredKeys: [...required] });
  const others =
    typeof additionalProperties === 'object'
      ? fc.dictionary(properly(propertyNames).map(String), valueOf(additionalProperties), { maxKeys: 4 })
      : fc.oneof(
          { weight: 19, arbitrary: fc.constant({}) },
          { weight: 1, arbitrary: fc.dictionary(fc.string(), nasty, { maxKeys: 2 }) },
        );
  return fc.tuple(known, others).map(([one, other]) => ({ ...other, ...one }));
}
