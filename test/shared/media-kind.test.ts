import { expect, test } from 'vitest';
import { kindProblems } from '#shared/api/catalog.ts';
import { formatRuntime, kindTable, parseMediaKind, primaryArtist } from '#shared/domain/media-kind.ts';

const facts = { title: 'X', year: 1999, creator: 'Somebody', genres: [], runtime: 136 };

test.each([
  ['movie', 'movie'],
  ['Feature Film', 'movie'],
  ['tvSeries', 'web_show'],
  ['TV Mini Series', 'web_show'],
  ['web_show', 'web_show'],
  ['Track', 'song'],
  ['video game', undefined],
  ['', undefined],
])('the word %j means the kind %j', (word, kind) => {
  expect(parseMediaKind(word)).toBe(kind);
});

test('songs are told apart by their artist, without guests; movies and shows by nothing more', () => {
  expect(kindTable.song.disambiguator('Beyoncé feat. Jay-Z')).toBe('beyonce');
  expect(kindTable.movie.disambiguator('Ridley Scott')).toBe('');
  expect(kindTable.web_show.disambiguator('David Lynch')).toBe('');
  expect(primaryArtist('Simon & Garfunkel')).toBe('Simon & Garfunkel');
  expect(primaryArtist('Santana (feat. Rob Thomas)')).toBe('Santana');
  expect(primaryArtist('Daft Punk; Pharrell Williams')).toBe('Daft Punk');
});

test('each kind has its own line of details', () => {
  expect(kindTable.movie.details(facts)).toEqual(['1999', 'Somebody', '2 h 16 min']);
  expect(kindTable.web_show.details({ ...facts, runtime: 45 })).toEqual([
    '1999',
    'Somebody',
    '45 min an episode',
  ]);
  expect(kindTable.song.details({ ...facts, runtime: null })).toEqual(['Somebody', '1999']);
});

test('a kind says what is wrong with a draft, and in which field', () => {
  expect(kindProblems('movie', { ...facts, year: 1700 })).toEqual([
    { field: 'year', reason: 'must be between 1870 and 2100 for a movie' },
  ]);
  expect(kindProblems('web_show', { ...facts, year: 3000 })).toMatchObject([{ field: 'year' }]);
  expect(kindProblems('song', { ...facts, creator: null })).toEqual([
    { field: 'creator', reason: 'a song needs its artist' },
  ]);
  expect(kindProblems('movie', { ...facts, runtime: 9999 })).toMatchObject([{ field: 'runtime' }]);
  expect(kindProblems('movie', facts)).toEqual([]);
});

test.each([
  [45, '45 min'],
  [60, '1 h'],
  [136, '2 h 16 min'],
  [null, ''],
])('%j minutes read as %j', (minutes, text) => {
  expect(formatRuntime(minutes)).toBe(text);
});
