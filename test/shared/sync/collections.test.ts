import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collections, flawOf } from '#shared/sync/collections.ts';
import { edit, erase, remove } from '#shared/sync/record.ts';
import { makeStamp, type NodeId } from '#shared/sync/stamp.ts';

const stamp = makeStamp(1_700_000_000_000, 0, '00000000000000aa' as NodeId);
const later = makeStamp(1_800_000_000_000, 0, '00000000000000aa' as NodeId);
const title = 'a'.repeat(32);
const createdAt = '2026-01-02T03:04:05.678Z';
const review = { rating: 85, body: { text: 'Still holds up.', spoiler: false }, createdAt };
const play = {
  media: title,
  playedOn: '2019-05',
  playedAt: null,
  episode: { season: 1, episode: 3 },
  rewatch: false,
  rating: null,
  note: null,
  tags: [],
  createdAt,
};

describe('a record', () => {
  test('is taken where key and fields have the form of its collection', () => {
    expect(flawOf('review', title, edit(undefined, review, stamp, 1))).toBeUndefined();
    expect(flawOf('play', title, edit(undefined, play, stamp, 1))).toBeUndefined();
    expect(flawOf('favorite', title, edit(undefined, { createdAt }, stamp, 1))).toBeUndefined();
    const item = edit(undefined, { position: 'a0', note: null, createdAt }, stamp, 1);
    expect(flawOf('item', `${title}/${title}`, item)).toBeUndefined();
  });

  test('is taken deleted and erased', () => {
    const written = edit(undefined, review, stamp, 1);
    expect(flawOf('review', title, remove(written, later))).toBeUndefined();
    expect(flawOf('review', title, erase(written, later))).toBeUndefined();
  });

  test('keeps fields that nobody here knows', () => {
    const newer = edit(undefined, { ...review, mood: 'light', constructor: 1 }, stamp, 1);
    expect(flawOf('review', title, newer)).toBeUndefined();
  });

  test('waits where its collection or version is not known here', () => {
    const written = edit(undefined, review, stamp, collections.review.version + 1);
    expect(flawOf('review', title, written)).toEqual({ status: 'u', newest: collections.review.version });
    expect(flawOf('hasOwnProperty', title, written)).toEqual({ status: 'u', newest: 0 });
  });

  test.each([
    ['review', 'another key', review, 'key'],
    ['item', title, { position: 'a0' }, 'key'],
    ['review', title, { rating: 101 }, 'rating'],
    ['review', title, { rating: 8.5 }, 'rating'],
    ['review', title, { body: 'only text' }, 'body'],
    ['review', title, { rating: 80, createdAt: 'yesterday' }, 'createdAt'],
    ['play', title, { ...play, playedOn: '2019-02-30' }, 'playedOn'],
    ['play', title, { ...play, tags: Array<string>(21).fill('x') }, 'tags'],
    ['list', title, { name: '' }, 'name'],
    ['favorite', title, { createdAt: null }, 'createdAt'],
    ['review', title, { ...review, essay: '映画'.repeat(12_000) }, 'record'],
  ])('of %s under %s is refused with the field that is wrong: %j', (c, k, values, at) => {
    expect(flawOf(c, k, edit(undefined, values, stamp, 1))).toMatchObject({ status: 'r', at });
  });

  test('of any content gets an answer', () => {
    const values = fc.dictionary(fc.constantFrom('rating', 'body', 'tags', 'media', 'x'), fc.jsonValue());
    const c = fc.constantFrom(...Object.keys(collections), 'unheard', '__proto__');
    fc.assert(
      fc.property(c, fc.string(), values, (name, k, fields) => {
        const flaw = flawOf(name, k, edit(undefined, fields as Parameters<typeof edit>[1], stamp, 1));
        expect([undefined, 'u', 'r']).toContain(flaw?.status);
      }),
    );
  });
});
