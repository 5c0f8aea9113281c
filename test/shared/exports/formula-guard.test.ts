import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardCell, guardInvisibly, unguardCell, unguardInvisibly } from '#shared/exports/formula-guard.ts';

const dangerous = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n',
  '\0',
  '＝1',
  '＋1',
  '－1',
  '＠a',
  '  =1',
  '"=1',
  "'=1",
];

test.for(dangerous)('%j does not reach a spreadsheet as it is', (text) => {
  expect(guardCell(text)).toBe(`'${text}`);
});

test.for(dangerous.filter((text) => !text.startsWith("'")))(
  '%j goes to another service behind an invisible guard',
  (text) => {
    expect(guardInvisibly(text)).toBe(`\u2060${text}`);
  },
);

test.for(['', 'Heat', 'a=b', '9½ Weeks', '…und dann', '"Quoted" title', '12', '  spaced'])(
  '%j stays as it is',
  (text) => {
    expect(guardCell(text)).toBe(text);
    expect(guardInvisibly(text)).toBe(text);
  },
);

test('a guard comes off again exactly, also where the text begins with the guard itself', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '\u2060', ' ', 'a'))
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (whole) => {
      expect(unguardCell(guardCell(whole))).toBe(whole);
      expect(unguardInvisibly(guardInvisibly(whole))).toBe(whole);
      expect(guardCell(whole)).not.toMatch(/^[\s"]*[=+\-@]|^[\t\r\n]/);
    }),
    { seed: 20261121, numRuns: 3000 },
  );
});
