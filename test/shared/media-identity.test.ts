import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityText, normaliseAny, normaliseTitle, sortKey } from '#shared/domain/media-identity.ts';

// Frozen for ever: a failure here means that people's libraries would no longer agree with each other.
const golden: readonly (readonly [title: string, key: string])[] = [
  ['The Matrix', 'the matrix'],
  ['  The   Matrix ', 'the matrix'],
  ['Amélie', 'amelie'],
  ['AMÉLIE', 'amelie'],
  ['Amelie\u0301', 'amelie'],
  ['Léon: The Professional', 'leon the professional'],
  ['Straße', 'strasse'],
  ['STRASSE', 'strasse'],
  ['Þór', 'þor'],
  ['Ødipus', 'ødipus'],
  ['ﬁne', 'fine'],
  ['M*A*S*H', 'mash'],
  ['WALL·E', 'walle'],
  ['Spider-Man', 'spiderman'],
  ['Spider Man', 'spider man'],
  ['Face/Off', 'faceoff'],
  ["Schindler's List", 'schindlers list'],
  ['Schindler’s List', 'schindlers list'],
  ['Mission: Impossible', 'mission impossible'],
  ['Love & Mercy', 'love & mercy'],
  ['Love and Mercy', 'love and mercy'],
  ['Romeo + Juliet', 'romeo + juliet'],
  ['$9.99', '$999'],
  ['8½', '81⁄2'],
  ['9½ Weeks', '91⁄2 weeks'],
  ['Se7en', 'se7en'],
  ['２００１年宇宙の旅', '2001年宇宙の旅'],
  ['Ⅷ', 'viii'],
  ['!!!', '!!!'],
  ['???', '???'],
  ['…', '...'],
  ['-', '-'],
  ['東京物語', '東京物語'],
  ['千と千尋の神隠し', '千と千尋の神隠し'],
  ['ゴジラ', 'ゴジラ'],
  ['ｺﾞｼﾞﾗ', 'ゴジラ'],
  ['コシラ', 'コシラ'],
  ['기생충', '기생충'],
  ['Ёлки', 'елки'],
  ['Елки', 'елки'],
  ['Мой', 'мой'],
  ['Мои', 'мои'],
  ['Андрей Рублёв', 'андрей рублев'],
  ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
  ['Οδυσσεύς', 'οδυσσευσ'],
  ['باب الحديد', 'باب الحديد'],
  ['بَابُ الحَدِيد', 'باب الحديد'],
  ['بـــاب الحديد', 'باب الحديد'],
  ['וַלְס עם באשיר', 'ולס עם באשיר'],
  ['कुल', 'कुल'],
  ['कल', 'कल'],
  ['İstanbul', 'istanbul'],
  ['❤️', '❤'],
  ['🎬 The Movie', '🎬 the movie'],
  ['👩‍🚀', '👩🚀'],
  ['\u200fشاهين', 'شاهين'],
  ['“Heroes”', 'heroes'],
  ['(500) Days of Summer', '500 days of summer'],
];

describe('normaliseTitle', () => {
  test.each(golden)('%j becomes %j', (title, key) => {
    expect(normaliseTitle(title)).toBe(key);
  });

  test('is the same when applied again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const once = normaliseTitle(title);
        expect(normaliseTitle(once)).toBe(once);
      }),
    );
  });

  test('reads plain text the quick way as it reads any', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (title) => {
        expect(normaliseTitle(title)).toBe(normaliseAny(title));
      }),
    );
    for (let code = 0; code < 128; code++) {
      const title = ` A${String.fromCharCode(code)}b ${String.fromCharCode(code)} `;
      expect(normaliseTitle(title)).toBe(normaliseAny(title));
    }
  });

  test('leaves something of every title that has something to see', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((title) => title.trim() !== ''),
        (title) => {
          expect(normaliseTitle(title)).not.toBe('');
        },
      ),
    );
  });
});

describe('identityText', () => {
  const uid = (...parts: Parameters<typeof identityText>) =>
    createHash('sha256')
      .update(identityText(...parts))
      .digest('hex')
      .slice(0, 32);

  test.each([
    [
      { kind: 'movie', title: 'The Matrix', year: 1999, disambiguator: '' },
      'ac6d8394dd5138aa7a6ce2681842a1c9',
    ],
    [{ kind: 'movie', title: '東京物語', year: 1953, disambiguator: '' }, '79a3198d75cdd0583bd3427813bff8b8'],
    [
      { kind: 'song', title: 'Hurt', year: 2002, disambiguator: 'johnny cash' },
      'c8b922b9bef2a18aab2fd05f61cdbeb1',
    ],
    [
      { kind: 'web_show', title: 'M*A*S*H', year: 1972, disambiguator: '' },
      '40b3d48ad10af6cf6754b809cb0ccc53',
    ],
    [{ kind: 'movie', title: '!!!', year: null, disambiguator: '' }, '8995b5b9fb1ad30a44670b1edee00edf'],
    [
      { kind: 'movie', title: 'Hamlet', year: 2000, disambiguator: 'movielens:6158' },
      '2eeaed2632b86f66ae7436d6e2cf6717',
    ],
  ])('%j hashes to %s', (identity, expected) => {
    expect(uid(identity)).toBe(expected);
  });
});

test('alphabetical lists go past a leading English article, unless nothing else is there', () => {
  expect(['the matrix', 'a bout de souffle', 'an education', 'the', 'theatre'].map(sortKey)).toEqual([
    'matrix',
    'bout de souffle',
    'education',
    'the',
    'theatre',
  ]);
});
