// The catalogue that people share, through two API processes on one Redis.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import { identityText } from '#shared/domain/media-identity.ts';
import type { Session } from '#shared/sync/accounts.ts';
import { until } from './support/live.ts';
import { newUid, pushOf, review } from './support/records.ts';
import { refusal, startStack, type Stack } from './support/stack.ts';

let stack: Stack;
let ada: Session;
beforeAll(async () => {
  stack = await startStack({ env: { MEDIARY_SERVER_ADMINS: 'root@example.org' } });
  ada = await stack.register('Ada');
});
afterAll(() => stack.stop());

const film = {
  kind: 'movie',
  title: 'Il Gattopardo',
  year: 1963,
  creator: 'Luchino Visconti',
  genres: ['Drama'],
  runtime: 186,
  description: null,
};

describe('the catalogue', () => {
  test('has titles that anybody adds once, finds, and whose owner or a moderator corrects', async () => {
    const title = await stack.call('addTitle', { token: ada.access, body: film });
    expect(await refusal(stack.call('addTitle', { token: ada.access, body: film }))).toBe('conflict');
    for (const q of ['gattopardo', 'IL GATTO', 'il gattopardo']) {
      const { items } = await stack.call('searchTitles', { query: { q } });
      expect(items.map(({ uid }) => uid)).toEqual([title.uid]);
    }
    expect((await stack.call('searchTitles', { query: { q: 'gattopardo leone' } })).items).toEqual([]);
    const corrected = { ...film, genres: ['Drama', 'History'] };
    const mia = await stack.register('Mia');
    const edit = (token: string, body: unknown) =>
      stack.call('editTitle', { token, params: { uid: title.uid }, body });
    expect(await refusal(edit(mia.access, corrected))).toBe('forbidden');
    expect((await edit(ada.access, corrected)).genres).toEqual(['Drama', 'History']);
    expect(await refusal(edit(ada.access, { ...film, year: 1964 }))).toBe('invalid_input');
  });

  test('counts ratings of public accounts, and only theirs', async () => {
    const { uid } = await stack.call('addTitle', {
      token: ada.access,
      body: { ...film, title: 'Senso', year: 1954 },
    });
    const [ned, oda] = await Promise.all([stack.register('Ned'), stack.register('Oda')]);
    const [ofNed, ofOda] = [ned.access, oda.access];
    await stack.call('changeAccount', { token: ofNed, body: { public: true } });
    await stack.call('saveReview', { token: ofNed, params: { uid }, body: { rating: 80, body: 'Opera.' } });
    await stack.call('saveReview', { token: ofOda, params: { uid }, body: { rating: 20 } });
    const count = (ratings: number) =>
      until(async () => (await stack.call('title', { params: { uid } })).ratingCount === ratings);
    await count(1);
    expect((await stack.call('title', { params: { uid } })).averageRating).toBe(80);
    const { items } = await stack.call('titleReviews', { params: { uid } });
    expect(items.map(({ author, body }) => [author.name, body])).toEqual([['Ned', 'Opera.']]);

    await stack.call('changeAccount', { token: ofOda, body: { public: true } });
    await count(2);
    expect((await stack.call('title', { params: { uid } })).averageRating).toBe(50);
    const top = await stack.call('topTitles', { query: { yearFrom: '1954', yearTo: '1954' } });
    expect(top.items.map((title) => title.uid)).toEqual([uid]);

    const ratings = await stack.call('personRatings', { params: { uid: oda.account.uid } });
    expect(ratings.items.map(({ review: { rating }, title }) => [rating, title?.title])).toEqual([
      [20, 'Senso'],
    ]);
    await stack.call('changeAccount', { token: ofOda, body: { public: false } });
    await count(1);
    expect(await refusal(stack.call('person', { params: { uid: oda.account.uid } }))).toBe('not_found');
    await stack.call('deleteReview', { token: ofNed, params: { uid } });
    await count(0);
    expect(await refusal(stack.call('review', { token: ofNed, params: { uid } }))).toBe('not_found');
  });

  test('lets moderators hide a text, which stays its author’s', async () => {
    const { uid } = await stack.call('addTitle', {
      token: ada.access,
      body: { ...film, title: 'Ossessione' },
    });
    const [root, pam] = await Promise.all([stack.register('Root'), stack.register('Pam')]);
    await stack.call('changeAccount', { token: pam.access, body: { public: true } });
    await stack.call('saveReview', { token: pam.access, params: { uid }, body: { body: 'Rude words.' } });
    const shown = async () => (await stack.call('titleReviews', { params: { uid } })).items.length;
    await until(async () => (await shown()) === 1);
    const hide = { params: { person: pam.account.uid, uid }, body: { hidden: true } };
    expect(await refusal(stack.call('hideReview', { token: ada.access, ...hide }))).toBe('forbidden');
    await stack.call('setRole', {
      token: root.access,
      params: { uid: ada.account.uid },
      body: { role: 'moderator' },
    });
    await stack.call('hideReview', { token: ada.access, ...hide });
    expect(await shown()).toBe(0);
    expect((await stack.call('review', { token: pam.access, params: { uid } })).body).toBe('Rude words.');
  });

  test('learns titles from public accounts, but none that isn’t what its key says', async () => {
    const quy = await stack.register('Quy');
    const token = quy.access;
    const added = await stack.call('addTitle', { token: ada.access, body: { ...film, title: 'Known' } });
    const identity = { kind: 'movie', title: 'Bellissima', year: 1951, disambiguator: '' };
    const uid = createHash('sha256').update(identityText(identity)).digest('hex').slice(0, 32);
    const facts = {
      creator: null,
      genres: [],
      runtime: null,
      description: null,
      externalIds: [['imdb', 'tt0043332']],
    };
    const title = (k: string, name: string) => ({
      ...review(k, { identity: { ...identity, title: name }, ...facts }),
      c: 'title',
    });
    const changes = [title(uid, 'Bellissima'), title(newUid(), 'Faked'), title(added.uid, 'Renamed')];
    await stack.call('push', { token, body: pushOf(changes) });
    expect(await refusal(stack.call('title', { params: { uid } }))).toBe('not_found');
    await stack.call('changeAccount', { token, body: { public: true } });
    await until(async () => (await refusal(stack.call('title', { params: { uid } }))) === 'done');
    expect((await stack.call('title', { params: { uid } })).externalIds).toEqual({ imdb: 'tt0043332' });
    expect((await stack.call('title', { params: { uid: added.uid } })).title).toBe('Known');
    expect((await stack.call('searchTitles', { query: { q: 'faked' } })).items).toEqual([]);
  });
});
