// The taste match of two profiles, and what both would like.
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId, UserId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { similarityOf } from '#main/core/people/similarity.ts';
import { addTitle, testCore } from '../../support/core.ts';
import { logPlays } from '../../support/plays.ts';

const rate = (client: Client, mediaId: MediaId, tenths: number) =>
  client.call('reviews.save', { mediaId, rating: tenths as Rating });

async function pair() {
  const setup = await testCore();
  const ada = await setup.register('Ada');
  const ben = await setup.register('Ben');
  const titles: MediaId[] = [];
  for (let at = 0; at < 12; at++)
    titles.push(await addTitle(ada.client, `Title ${at}`, { year: 1990 + at, genres: [at % 2 ? 'Drama' : 'Comedy'] }));
  const title = (at: number): MediaId => titles[at] as MediaId;
  return { setup, ada, ben, title, ask: () => ada.client.call('people.match', { userId: ben.profile.id }) };
} // prettier-ignore

test('the match is told by hand-computed figures', async () => {
  const { ada, ben, title, ask } = await pair();
  // Ada's mean is 60 and Ben's 50, the last of each being rated by one alone.
  const ratings = [
    [0, 90, 80],
    [1, 80, 80],
    [2, 60, 50],
    [3, 40, 20],
    [4, 30, 60],
  ] as const;
  for (const [at, own, theirs] of ratings) {
    await rate(ada.client, title(at), own);
    await rate(ben.client, title(at), theirs);
  }
  await rate(ada.client, title(5), 60);
  await rate(ben.client, title(6), 10);
  const match = await ask();
  expect(match).toMatchObject({ shared: 5, own: 6, theirs: 6, means: { own: 60, theirs: 58 } });
  expect(match.apart).toEqual([1, 2, 1, 1, 0, 0, 0, 0, 0, 0]);
  const product = 900 + 600 + 600 - 300;
  const correlation = product / Math.sqrt((900 + 400 + 400 + 900) * (900 + 900 + 900 + 100));
  expect(match.similarity).toBeCloseTo((correlation * 5) / 15, 9);
  expect(match.favorites.map(({ media, own, theirs }) => [media.title, own, theirs])).toEqual([
    ['Title 0', 90, 80],
    ['Title 1', 80, 80],
  ]);
  expect(match.disagreements.map(({ media }) => media.title)).toEqual(['Title 4', 'Title 3']);
  expect(match.genres).toEqual([
    { name: 'Comedy', titles: 3, own: 60, theirs: 190 / 3 },
    { name: 'Drama', titles: 2, own: 60, theirs: 50 },
  ]);
});

test('a handful of shared ratings says nothing, and who rates everything alike is met by agreement', async () => {
  const { ada, ben, title, ask } = await pair();
  for (let at = 0; at < 4; at++) {
    await rate(ada.client, title(at), 80);
    await rate(ben.client, title(at), 80);
  }
  expect(await ask()).toMatchObject({ shared: 4, similarity: null });
  await rate(ada.client, title(4), 80);
  await rate(ben.client, title(4), 80);
  expect((await ask()).similarity).toBeCloseTo(5 / 15, 9);
  expect(similarityOf([{ own: 80, theirs: 20 }], { own: 80, theirs: 20 })).toBe(0);
});

test('each can show the other what they love; a diary stays its owner’s', async () => {
  const { setup, ada, ben, title, ask } = await pair();
  await rate(ada.client, title(0), 95);
  await rate(ada.client, title(1), 70);
  await rate(ben.client, title(2), 85);
  await rate(ben.client, title(3), 90);
  logPlays(setup.dataFolder, ben.profile.id, [{ mediaId: title(0), playedOn: '2026-01-01', note: 'hush' }]);
  logPlays(setup.dataFolder, ada.profile.id, [{ mediaId: title(3), playedOn: '2026-01-01' }]);
  const match = await ask();
  expect(match.fromThem.map(({ media }) => media.title)).toEqual(['Title 2']);
  // That Ben has played it is not told by leaving it out.
  expect(match.forThem.map(({ media }) => media.title)).toEqual(['Title 0']);
  expect(JSON.stringify(match)).not.toContain('hush');
});

test('together is what neither has met and both would like, with places and reasons', async () => {
  const { setup, ada, ben, title } = await pair();
  await rate(ada.client, title(0), 95);
  await rate(ada.client, title(2), 90);
  await rate(ben.client, title(4), 90);
  await rate(ben.client, title(1), 20);
  logPlays(setup.dataFolder, ben.profile.id, [{ mediaId: title(6), playedOn: '2026-01-01' }]);
  await ada.client.call('discovery.dismiss', { mediaId: title(8), on: true });
  const items = await ada.client.call('people.together', { userId: ben.profile.id });
  const names = items.map(({ title: name }) => name);
  for (const at of [0, 1, 2, 4, 6, 8]) expect(names).not.toContain(`Title ${at}`);
  // Both like comedies.
  expect(items[0]?.genres).toEqual(['Comedy']);
  expect(items.every(({ places }) => places.own >= 1 && places.theirs >= 1)).toBe(true);
  expect(items.every(({ reasons }) => reasons.theirs === null || reasons.theirs.because === 'rated')).toBe(true);
  const mirrored = await ben.client.call('people.together', { userId: ada.profile.id });
  expect(mirrored.map(({ title: name }) => name)).toEqual(names);
  expect(await ada.client.call('people.together', { userId: ben.profile.id, kind: 'song' })).toEqual([]);
}); // prettier-ignore

test('one can’t be matched with oneself, nor with nobody', async () => {
  const { ada } = await pair();
  const ask = (userId: UserId) => ada.client.call('people.match', { userId });
  await expect(ask(ada.profile.id)).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(ask(999 as UserId)).rejects.toMatchObject({ code: 'not_found' });
});
