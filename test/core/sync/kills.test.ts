// I11: the sync worker is killed before each of its statements in turn, in sending and in reading; nothing is lost, and both
// computers hold the same in the end.
import { expect, test } from 'vitest';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle } from '../../support/core.ts';
import { accountOf, linkedPair, tablesOf } from './linked-pair.ts';

test('a worker that is killed at any statement loses nothing', async () => {
  const pair = await linkedPair();
  const { one, other, server } = pair;
  const mediaId = await addTitle(one.client, 'Alien');
  await one.client.call('lists.create', { name: 'Best', mediaIds: [mediaId] });
  pair.settle();
  let kills = 0;
  for (let statement = 0, isOver = false; !isOver; statement++) {
    // Each time something of every kind: an edit, a new row, a removal; and what both edited.
    await one.client.call('reviews.save', { mediaId, rating: (10 + (statement % 90)) as Rating });
    await other.client.call('diary.log', {
      mediaId: 1,
      playedOn: null,
      rating: null,
      note: null,
      tags: [],
    });
    await one.client.call('favorites.set', { mediaId, on: statement % 2 === 0 });
    await other.client.call('watchlist.set', { mediaId: 1, on: statement % 2 === 0 });
    const [sending, reading] = [one.syncWithKill(statement), other.syncWithKill(statement)];
    kills += Number(sending) + Number(reading);
    isOver = !sending && !reading;
    pair.settle();
    expect({ statement, ...tablesOf(other) }).toEqual({ statement, ...tablesOf(one) });
    expect({ statement, ...accountOf(server) }).toEqual({ statement, ...tablesOf(one) });
  }
  expect(kills).toBeGreaterThan(40);
  expect(await other.wrong()).toEqual([]);
}, 60_000);
