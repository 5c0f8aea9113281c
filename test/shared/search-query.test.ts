import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import {
  filterValue,
  formatSearch,
  parseSearch,
  partAt,
  searchShelves,
  searchSorts,
  type SearchFilter,
} from '#shared/domain/search-query.ts';

test.each<[typed: string, text: string, filters: SearchFilter[]]>([
  ['blade runner', 'blade runner', []],
  ['night kind:song year:1990-1999', 'night', [{ name: 'kind', value: 'song' }, { name: 'year', from: 1990, to: 1999 }]],
  ['creator:"nina simone" love', 'love', [{ name: 'creator', value: 'nina simone' }]],
  ['genre:"science fiction', '', [{ name: 'genre', value: 'science fiction' }]],
  ['KIND:Film year:1999', '', [{ name: 'kind', value: 'movie' }, { name: 'year', from: 1999, to: 1999 }]],
  ['year:1990s', '', [{ name: 'year', from: 1990, to: 1999 }]],
  ['year:1990-', '', [{ name: 'year', from: 1990, to: null }]],
  ['year:>2000', '', [{ name: 'year', from: 2001, to: null }]],
  ['year:1999-1990', '', [{ name: 'year', from: 1990, to: 1999 }]],
  ['rating:>8', '', [{ name: 'rating', from: 80, to: null, isOpen: true }]],
  ['rating:<=4,5', '', [{ name: 'rating', from: null, to: 45, isOpen: false }]],
  ['rating:7-9', '', [{ name: 'rating', from: 70, to: 90, isOpen: false }]],
  ['mine:favourites list:Halloween sort:newest', '', [
    { name: 'mine', value: 'favorite' }, { name: 'list', value: 'Halloween' }, { name: 'sort', value: 'newest' },
  ]],
  ['Alien: Covenant', 'Alien: Covenant', []],
  ['night kind:', 'night', []],
  ['genre: love', 'love', []],
  ['In: love', 'In: love', []],
  ['night creator:"', 'night', []],
]) ('%s is read', (typed, text, filters) => {
  expect(parseSearch(typed)).toEqual({ text, filters, notes: [] });
}); // prettier-ignore

test('what can’t be read is noted, and the rest is read', () => {
  expect(parseSearch('moon kind:opera year:12 rating:11 mine:never colour:blue')).toEqual({
    text: 'moon colour:blue',
    filters: [],
    notes: [
      { reason: 'bad_value', name: 'kind', value: 'opera' },
      { reason: 'bad_value', name: 'year', value: '12' },
      { reason: 'bad_value', name: 'rating', value: '11' },
      { reason: 'bad_value', name: 'mine', value: 'never' },
      { reason: 'unknown_filter', name: 'colour', value: 'blue' },
    ],
  });
});

const word = fc.stringMatching(/^[a-z東é]{1,8}$/);
const year = fc.integer({ min: 1800, max: 2030 });
const filter: fc.Arbitrary<SearchFilter> = fc.oneof(
  fc.constantFrom(...mediaKinds).map((value) => ({ name: 'kind' as const, value })),
  fc.constantFrom(...searchShelves).map((value) => ({ name: 'mine' as const, value })),
  fc.constantFrom(...searchSorts).map((value) => ({ name: 'sort' as const, value })),
  fc
    .tuple(
      fc.constantFrom('genre' as const, 'creator' as const, 'list' as const),
      fc.array(word, { minLength: 1, maxLength: 3 }),
    )
    .map(([name, words]) => ({ name, value: words.join(' ') })),
  fc
    .tuple(year, year)
    .map(([one, other]) => ({ name: 'year' as const, from: Math.min(one, other), to: Math.max(one, other) })),
  year.map((from) => ({ name: 'year' as const, from, to: null })),
  fc
    .tuple(fc.integer({ min: 10, max: 100 }), fc.boolean())
    .map(([from, isOpen]) => ({ name: 'rating' as const, from, to: null, isOpen })),
  fc
    .tuple(fc.integer({ min: 10, max: 50 }), fc.integer({ min: 50, max: 100 }))
    .map(([from, to]) => ({ name: 'rating' as const, from, to, isOpen: false })),
);

test('what is written from words and filters is read as the same', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 3 }), fc.array(filter, { maxLength: 4 }), (words, filters) => {
      const text = words.join(' ');
      expect(parseSearch(formatSearch({ text, filters }))).toEqual({ text, filters, notes: [] });
    }),
    { seed: 4 },
  );
});

test('the filter at the caret is known by its name and what is typed of it', () => {
  expect(partAt('night genre:"science fi', 23)).toEqual({ start: 6, name: 'genre', value: 'science fi' });
  expect(partAt('night gen', 9)).toEqual({ start: 6, name: null, value: 'gen' });
  expect(filterValue({ name: 'year', from: 1990, to: 1990 })).toBe('1990');
});
