// One text for each JSON value: members sorted by name, no spaces. Two values are the same if their texts are; where
// equal stamps meet different values, the greater text wins on every device, and on a server that knows bytes only.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/** Negative where `one` comes first, 0 where both are the same value: the order of their texts' UTF-8 bytes. */
export function compareJson(one: Json, other: Json): number {
  if (one === other) return 0;
  const [points, otherPoints] = [one, other].map((value) => Array.from(canonicalJson(value), codePoint));
  return comparePoints(points ?? [], otherPoints ?? []);
}

// NOTE: JavaScript's `<` compares UTF-16 units, by which U+1F600 comes before U+FF5E; bytes and code points agree.
function comparePoints(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((point, place) => point !== other[place]);
  if (index === -1) return one.length - other.length;
  return (one[index] as number) - (other[index] ?? -1);
}

function codePoint(character: string): number {
  return character.codePointAt(0) as number;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
