import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { keys } from '#renderer/data/keys.ts';
import { dropTitle, mineInCache, patchMine, withMine } from '#renderer/media/title-cache.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { Rating } from '#shared/domain/rating.ts';

const ran = {
  id: 1, uid: '0'.repeat(32), kind: 'movie', title: 'Ran', year: 1985, creator: null, genres: [], averageRating: 80, ratingCount: 1,
  mine: { rating: null, reviewed: false, favorite: false, watchlist: false },
} as unknown as MediaSummary; // prettier-ignore
const eight = 60 as Rating;

test('an own rating moves the average and the count, and taking it away moves them back', () => {
  const rated = withMine(ran, { rating: eight });
  expect(rated).toMatchObject({ averageRating: 70, ratingCount: 2, mine: { rating: 60 } });
  expect(withMine(rated, { rating: null })).toMatchObject({ averageRating: 80, ratingCount: 1 });
  expect(withMine({ ...ran, averageRating: null, ratingCount: 0 }, { rating: eight })).toMatchObject({
    averageRating: 60,
  });
});

test('a change shows in lists, pages of lists and the title itself, and leaves the rest as it was', () => {
  const queries = new QueryClient();
  const other = { ...ran, id: 2 };
  const list = { pages: [{ items: [ran, other], nextCursor: null, total: 2 }], pageParams: [null] };
  queries.setQueryData(['catalog', 'list', {}, 'pages'], list);
  queries.setQueryData(keys.topRated({}), [other, ran]);
  patchMine(queries, ran.id, { favorite: true });
  const after = queries.getQueryData<typeof list>(['catalog', 'list', {}, 'pages']);
  expect(after?.pages[0]?.items[0]?.mine.favorite).toBe(true);
  expect(after?.pages[0]?.items[1]).toBe(other);
  expect(queries.getQueryData<MediaSummary[]>(keys.topRated({}))?.[1]?.mine.favorite).toBe(true);
  expect(mineInCache(queries, ran).favorite).toBe(true);
  dropTitle(queries, ran.id);
  expect(queries.getQueryData<MediaSummary[]>(keys.topRated({}))).toEqual([other]);
});
