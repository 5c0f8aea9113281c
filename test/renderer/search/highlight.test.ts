import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchedParts } from '#renderer/features/search/highlight.ts';

const marked = (text: string, query: string) =>
  matchedParts(text, query)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');

test.each([
  ['Seven Samurai', 'sam sev', '[Sev]en [Sam]urai'],
  ['Amélie', 'amel', '[Amél]ie'],
  ['The Dark Knight', 'ark', 'The Dark Knight'],
  ['Straße der Lieder', 'strass', '[Straße] der Lieder'],
  ['千と千尋の神隠し', '千と', '[千と]千尋の神隠し'],
  ['Ran', '', 'Ran'],
])('%s for "%s"', (text, query, expected) => {
  expect(marked(text, query)).toBe(expected);
});

test('the parts of any text are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
      expect(
        matchedParts(text, query)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
