import { expect, test } from 'vitest';
import {
  fieldOfColumn,
  fieldsOf,
  missingOf,
  sentOptions,
  withField,
} from '#renderer/features/import/mapping-rules.ts';
import { reading } from '#shared/api/import-formats.ts';
import { importOptions, type ImportOptions } from '#shared/api/imports.ts';
import { withShape } from '#shared/domain/import-shape.ts';

const file = { header: ['Name', 'Rating', 'Review'], preset: null, preview: [] };
const options = (part: Partial<ImportOptions>): ImportOptions => ({
  ...importOptions.parse({ shape: 'reviews', mapping: {} }),
  ...part,
});
const missing = (part: Partial<ImportOptions>, facts: Parameters<typeof missingOf>[1] = file) =>
  missingOf(options(part), facts).map(({ key }) => key);

test.each<[string, Partial<ImportOptions>, string[]]>([
  ['nothing mapped', {}, ['who', 'what']],
  ['a rating without its scale', { mapping: { media_id: 'Name', rating: 'Rating' } }, ['scale']],
  [
    'a scale upside down',
    { mapping: { media_id: 'Name', rating: 'Rating' }, scale: { min: 5, max: 1 } },
    ['scaleOrder'],
  ],
  ['titles by name without a kind', { mapping: { title: 'Name', comment: 'Review' } }, ['kind']],
  ['titles by an id elsewhere', { mapping: { imdb: 'Name', comment: 'Review' } }, []],
  [
    'all that reviews need',
    { mapping: { title: 'Name', rating: 'Rating' }, kind: 'movie', scale: { min: 0.5, max: 5 } },
    [],
  ],
  ['plays without a title', { shape: 'plays', mapping: { played: 'Name' } }, ['who']],
  [
    'rated plays without their scale',
    { shape: 'plays', mapping: { title: 'Name', rating: 'Rating' }, kind: 'movie' },
    ['scale'],
  ],
  ['a watchlist', { shape: 'watchlist', mapping: { title: 'Name' }, kind: 'movie' }, []],
  ['a catalogue without titles', { shape: 'catalogue' }, ['title']],
  [
    'songs without their artist',
    { shape: 'catalogue', mapping: { title: 'Name' }, kind: 'song' },
    ['artist'],
  ],
  ['a catalogue of movies', { shape: 'catalogue', mapping: { title: 'Name' }, kind: 'movie' }, []],
  [
    'a condition without its value',
    { mapping: { media_id: 'Name', comment: 'Review' }, where: [{ column: 'Name', value: '' }] },
    ['whereValue'],
  ],
])('%s', (_name, part, expected) => {
  expect(missing(part)).toEqual(expected);
});

test('Mediary’s own reviews need no scale', () => {
  expect(
    missing(
      { mapping: { media_id: 'media_id', rating: 'rating' } },
      { ...file, header: ['media_id', 'rating', 'comment'], preset: 'reviews' },
    ),
  ).toEqual([]);
});

test('ratings of many people must say whose are taken', () => {
  const header = ['userId', 'movieId', 'rating', 'timestamp'];
  const mapping = { movielens: 'movieId', rating: 'rating' };
  const scale = { min: 0.5, max: 5 };
  expect(missing({ mapping, scale }, { ...file, header })).toEqual(['whose']);
  expect(
    missing({ mapping, scale, where: [{ column: 'userId', value: '414' }] }, { ...file, header }),
  ).toEqual([]);
});

test('a column has one field and a field one column', () => {
  const first = withField(options({ mapping: { title: 'Name' } }), 'Review', 'title');
  expect(first.mapping).toEqual({ title: 'Review' });
  expect(withField(first, 'Review', 'comment').mapping).toEqual({ comment: 'Review' });
  expect(withField(first, 'Review', null).mapping).toEqual({});
});

test('what the other shape knows waits, and is not sent', () => {
  const catalogue = options({
    shape: 'catalogue',
    mapping: { title: 'Name', rating: 'Rating' },
    scale: { min: 1, max: 10 },
  });
  expect(fieldOfColumn(catalogue, 'Rating')).toBeNull();
  expect(sentOptions(catalogue, file)).toMatchObject({ mapping: { title: 'Name' }, scale: null });
  expect(fieldOfColumn({ ...catalogue, shape: 'reviews' }, 'Rating')).toBe('rating');
});

test('a shape offers only what it imports, and the day goes along to another shape', () => {
  expect(fieldsOf('catalogue')).not.toContain('rating');
  expect(fieldsOf('reviews')).not.toContain('played');
  expect(fieldsOf('watchlist')).toContain('date');
  const reviews = options({ mapping: { title: 'Name', comment: 'Words', date: 'Day' } });
  const plays = withShape(reviews, 'plays');
  expect(plays).toMatchObject({ shape: 'plays', mapping: { title: 'Name', note: 'Words', played: 'Day' } });
  expect(plays.mapping.date).toBeUndefined();
  expect(withShape(plays, 'reviews')).toEqual(reviews);
});

test.each([
  ['could be either', ['3/4/2019', '5/6/2019'], ['dateOrder'], null],
  ['contradict each other', ['31/12/2019', '12/31/2019'], ['dateOrder'], null],
  ['show the day first', ['3/4/2019', '31/12/2019'], [], 'day-first'],
  ['show the month first', ['3/4/2019', '12/31/2019'], [], 'month-first'],
  ['can’t be misread', ['2019-04-03', 'Apr 3, 2019'], [], null],
  ['are not there at first', ['', ' '], [], null],
])('dates that %s', (_name, dates, expected, sent) => {
  const table = { header: ['Name', 'Day'], preset: null, preview: dates.map((date) => ['Heat', date]) };
  for (const [shape, field] of [
    ['reviews', 'date'],
    ['plays', 'played'],
  ] as const) {
    const part = {
      shape,
      mapping: { title: 'Name', comment: 'Name', [field]: 'Day' },
      kind: 'movie',
    } as const;
    expect(missing(part, table)).toEqual(expected);
    expect(sentOptions(options(part), table).reading.dateOrder).toBe(sent);
    const said = { ...part, reading: reading.parse({ dateOrder: 'month-first' }) };
    expect(missing(said, table)).toEqual([]);
    expect(sentOptions(options(said), table).reading.dateOrder).toBe(sent ?? 'month-first');
  }
  expect(
    missing({ shape: 'catalogue', mapping: { title: 'Name', date: 'Day' }, kind: 'movie' }, table),
  ).toEqual([]);
});
