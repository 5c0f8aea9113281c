import { expect, test } from 'vitest';
import { draftOf, emptyForm, formOf, problemsOf } from '#renderer/media/title-form.ts';
import { mediaDraft } from '#shared/api/catalog.ts';
import { addTitle } from '../../support/core.ts';
import { pageCore } from '../app/page-core.ts';

const song = { ...emptyForm, kind: 'song' as const, title: 'Espresso', creator: 'Sabrina Carpenter' };

test('a form without problems is a draft that the contract takes', () => {
  expect(problemsOf(song)).toEqual({});
  expect(
    mediaDraft.safeParse(draftOf({ ...song, year: '2024', runtime: '3', genres: ['Pop'] })).success,
  ).toBe(true);
});

test.each([
  ['no title', { title: '  ' }, { title: 'titleMissing' }],
  ['a title of 300 characters', { title: 'x'.repeat(300) }, { title: 'tooLong' }],
  ['the year 1700', { year: '1700' }, { year: 'yearRange' }],
  ['the year 3000', { year: '3000' }, { year: 'yearRange' }],
  ['a year in words', { year: 'last year' }, { year: 'yearDigits' }],
  ['a song without its artist', { creator: '' }, { creator: 'makerMissing.Artist' }],
  ['a song of 30 hours', { runtime: '1800' }, { runtime: 'runtimeRange' }],
  ['a genre of 61 characters', { genres: ['x'.repeat(61)] }, { genres: 'genreTooLong' }],
  ['another work that nothing tells apart', { disambiguator: 'x'.repeat(101) }, { disambiguator: 'tooLong' }],
])('%s is told at its field', (_name, part, expected) => {
  const problems = problemsOf({ ...song, ...part });
  expect(
    Object.fromEntries(Object.entries(problems).map(([field, problem]) => [field, problem.key])),
  ).toEqual(expected);
});

test('a movie needs no director, and has a year from 1870', () => {
  expect(problemsOf({ ...emptyForm, title: 'Roundhay Garden Scene', year: '1888' })).toEqual({});
});

test('a stored title comes back from its form unchanged', async () => {
  const { client } = await (await pageCore()).register('Ada');
  const draft = {
    year: 1985,
    creator: 'Akira Kurosawa',
    genres: ['Drama', 'War'],
    runtime: 162,
    externalIds: { imdb: 'tt0089881' },
  };
  const media = await client.call('catalog.get', { id: await addTitle(client, 'Ran', draft) });
  expect(draftOf(formOf(media))).toMatchObject({
    kind: 'movie',
    title: 'Ran',
    disambiguator: null,
    ...draft,
  });
});
