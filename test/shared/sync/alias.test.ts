import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityText } from '#shared/domain/media-identity.ts';
import { resolveAliases, type Alias } from '#shared/sync/alias.ts';

const identity = fc.integer({ min: 0, max: 12 }).map((value) => value.toString(16).padStart(32, '0'));
const aliases = fc.array(fc.tuple(identity, identity), { maxLength: 15 });

describe('aliases', () => {
  test('stand for the least identity that is connected, learned in any order and any number of times', () => {
    fc.assert(
      fc.property(aliases, fc.infiniteStream(fc.nat()), identity, (known, dice, asked) => {
        const shuffled = known
          .flatMap(([one, other]): Alias[] => [
            [one, other],
            [other, one],
          ])
          .map((alias) => ({ alias, order: dice.next().value as number }))
          .sort((one, other) => one.order - other.order)
          .map(({ alias }) => alias);
        expect(resolveAliases(shuffled)(asked)).toBe(resolveAliases(known)(asked));
        expect(resolveAliases(known)(asked)).toBe(leastConnected(known, asked));
      }),
    );
  });

  test('a film typed on two devices in any spelling of case, accents and spaces has one identity', () => {
    const uid = (title: string) =>
      createHash('sha256')
        .update(identityText({ kind: 'movie', title, year: 2001, disambiguator: '' }))
        .digest('hex')
        .slice(0, 32);
    for (const title of ['AMÉLIE', ' amelie ', 'Ame\u0301lie']) expect(uid(title)).toBe(uid('Amélie'));
  });
});

function leastConnected(known: readonly Alias[], asked: string): string {
  const met = new Set([asked]);
  for (let before = 0; before !== met.size;) {
    before = met.size;
    for (const [one, other] of known) {
      if (met.has(one)) met.add(other);
      if (met.has(other)) met.add(one);
    }
  }
  return [...met].sort()[0] as string;
}
