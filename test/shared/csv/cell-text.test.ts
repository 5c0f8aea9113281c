// What cells of foreign tables mean.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  externalId,
  looseName,
  parseMoment,
  parseRuntime,
  parseYear,
  splitGenres,
} from '#shared/domain/csv/cell-text.ts';

describe('cells of foreign tables', () => {
  it('compares the names of columns without case, spaces, hyphens and underscores', () => {
    expect(['Media ID', 'media_id', ' Media-Id '].map(looseName)).toEqual(['mediaid', 'mediaid', 'mediaid']);
  });

  it('splits genres on "|", or on ";" or "," where there is none, each once', () => {
    expect(splitGenres('Action|Sci-Fi, hard|Action')).toEqual(['Action', 'Sci-Fi, hard']);
    expect(splitGenres('Action, Drama ,action')).toEqual(['Action', 'Drama']);
    expect(splitGenres('Rock; Pop')).toEqual(['Rock', 'Pop']);
    expect(splitGenres('(no genres listed)')).toEqual([]);
    expect(splitGenres(' ')).toEqual([]);
  });

  it('reads years, dates and the first of a range, and nothing else', () => {
    expect(['1999', ' 1999 ', '1999-03-31', '2006–2007', '1999.0'].map(parseYear)).toEqual([
      1999, 1999, 1999, 2006, 1999,
    ]);
    expect(['', '99', 'abcd', '19999', '1999abc'].map(parseYear)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('reads runtimes in minutes; 0 is unknown', () => {
    expect(['136', '136 min', '2 h 16 min', '2h', '0'].map(parseRuntime)).toEqual([136, 136, 136, 120, null]);
    expect(['', 'long', '-5', '1:30'].map(parseRuntime)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('reads moments with and without a zone, unix seconds and milliseconds', () => {
    const same = [
      '2019-05-31T12:30:00Z',
      '2019-05-31 12:30',
      '2019-05-31T14:30:00+02:00',
      '2019-05-31T14:30+0200',
      '2019-05-31 12:30:00 UTC',
      '1559305800',
      '1559305800000',
    ];
    for (const text of same) expect(parseMoment(text)).toBe('2019-05-31T12:30:00.000Z');
    expect(parseMoment('2019-05-31')).toBe('2019-05-31T00:00:00.000Z');
    for (const text of ['31/05/2019', '2019-02-30', '2019-13-01', 'soon', '', '12', '2019-05-31T25:00'])
      expect(parseMoment(text)).toBeUndefined();
  });

  it('never throws, and gives moments in one form', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => [splitGenres(text), parseYear(text), parseRuntime(text)]).not.toThrow();
        const moment = parseMoment(text);
        if (moment !== undefined) expect(moment).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }),
    );
  });

  it('gives every moment of two centuries as the language does', () => {
    const times = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) - 1 });
    fc.assert(
      fc.property(times, (time) => {
        const moment = new Date(time).toISOString();
        expect(parseMoment(moment)).toBe(moment);
        expect(parseMoment(moment.replace('Z', '+00:00'))).toBe(moment);
        if (time >= 1e10) expect(parseMoment(String(time))).toBe(moment);
      }),
    );
    for (const text of ['2019-02-29T00:00:00.000Z', '2019-04-31T00:00:00.000Z', '2019-05-01T24:00:00.000Z'])
      expect(parseMoment(text)?.slice(0, 10)).not.toBe(text.slice(0, 10));
  });

  it('writes IMDb ids in one form', () => {
    expect(['0114709', 'tt0114709', '114709', 'tt12345678'].map((id) => externalId('imdb', id))).toEqual([
      'tt0114709',
      'tt0114709',
      'tt0114709',
      'tt12345678',
    ]);
    expect(externalId('tmdb', ' 862 ')).toBe('862');
  });
});
