// What the documentation shows of each endpoint: an example of a request and its reply, and what it refuses besides what
// every request of its kind may be refused. test/server/openapi.test.ts holds the examples against the table's schemas,
// made-up requests hold the refusals against what is answered.
import type { EndpointName, HttpErrorCode } from '#shared/sync/endpoints.ts';
import { limits } from '#shared/sync/protocol.ts';

export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly reply: unknown;
  /** When, in a sentence. */
  readonly refuses?: Readonly<Partial<Record<HttpErrorCode, string>>>;
}

const { changes, pageRecords, bodyBytes, recordBytes } = limits;
const ada = '5b1f0c9e7d3a4e62a8c4f1d20b96e37f';
const laptop = '9c41d07be2f5a386';
const node = '3fa2c81b5d904e67';
const uid = '9043b9324c7204111f5256766cb8c834';
const stamp = `019caae106c00000${node}`;
const time = '2026-03-01T19:30:00.000Z';
const now = 1_772_393_400_000;
const expires = now + 600_000;

const account = {
  uid: ada,
  name: 'Ada',
  email: 'ada@example.org',
  role: 'member',
  public: false,
  createdAt: time,
};
const tokens = {
  access: 'eyJhbGciOiJIUzI1NiJ9.eyJkZXYiOiI5YzQxZDA3YmUyZjVhMzg2In0.signature',
  accessExpiresAt: expires,
  refresh: `${ada}.${laptop}.1.kW3lq0x5Jt5oU5cGm0q3oXW2mJ8s0m9yC1o8b7dVh2E`,
  now,
};
const session = { ...tokens, account, device: { id: laptop } };
const facts = {
  kind: 'movie',
  title: 'The Third Man',
  year: 1949,
  creator: 'Carol Reed',
  genres: ['Film noir', 'Thriller'],
  runtime: 104,
  description: null,
  externalIds: { imdb: 'tt0041959' },
};
const title = {
  uid,
  ...facts,
  disambiguator: '',
  createdAt: time,
  updatedAt: time,
  averageRating: 87.5,
  ratingCount: 2,
  weightedRating: 500 / 7,
  histogram: [0, 0, 0, 0, 0, 0, 0, 1, 1, 0],
};
const review = {
  media: uid,
  author: { uid: ada, name: 'Ada' },
  rating: 90,
  body: 'Still holds up.',
  spoiler: false,
  createdAt: time,
  updatedAt: time,
};
const record = {
  s: 1,
  r: stamp,
  v: { _x: 0, rating: 90, body: { text: 'Still holds up.', spoiler: false }, createdAt: time },
};
const pos = 'p.1~w2mJ8s0m9yC1o8b7';
const seen = 'h.1.Zk3lq0x5Jt5oU5cG~m0q3oXW2mJ8s0m9y';
const gone = { not_found: 'There is no such title.' };
const ofPerson = { not_found: 'There is no such account, or it isn’t public.' };
const wrongPassword = { forbidden: 'The password isn’t right.' };

export const examples: { readonly [N in EndpointName]: Example } = {
  meta: {
    reply: {
      service: 'mediary',
      protocol: { oldest: 1, newest: 1 },
      now,
      collections: { title: 1, review: 1, play: 1 },
      limits: { changes, pageRecords, bodyBytes, recordBytes, records: 2_000_000 },
      registration: 'open',
      name: 'Mediary',
    },
  },

  register: {
    body: {
      email: 'ada@example.org',
      name: 'Ada',
      password: 'a long sentence of mine',
      device: 'Ada’s laptop',
    },
    reply: session,
    refuses: {
      conflict: 'This e-mail address has an account.',
      forbidden: 'This server takes no new accounts, or none without its invitation.',
    },
  },
  signIn: {
    body: { email: 'ada@example.org', password: 'a long sentence of mine', device: 'Ada’s laptop' },
    reply: session,
    refuses: { unauthenticated: 'The e-mail address and the password don’t belong together.' },
  },
  refresh: {
    body: { refresh: tokens.refresh },
    reply: tokens,
    refuses: { unauthenticated: 'The token isn’t valid any more: the device was signed out.' },
  },
  signOut: { body: { refresh: tokens.refresh }, reply: {} },

  account: { reply: { account, records: { title: 1, review: 1 }, head: 2 } },
  changeAccount: { body: { public: true }, reply: { ...account, public: true } },
  changePassword: {
    body: { password: 'a long sentence of mine', newPassword: 'another long sentence' },
    reply: {},
    refuses: wrongPassword,
  },
  deleteAccount: { body: { password: 'a long sentence of mine' }, reply: {}, refuses: wrongPassword },
  devices: { reply: [{ id: laptop, name: 'Ada’s laptop', createdAt: time, seenAt: time, current: true }] },
  signOutDevice: {
    params: { id: laptop },
    reply: {},
    refuses: { not_found: 'No such device is signed in.' },
  },

  push: {
    body: { p: 1, node, pos: null, seen: null, changes: [{ c: 'review', k: uid, d: record }] },
    reply: { kind: 'pushed', now, seen, pos, head: 1, statuses: ['a'], held: [] },
  },
  pull: {
    body: { p: 1, node, feed: 'own', pos: null, seen: null, limit: 500 },
    reply: {
      kind: 'page',
      now,
      seen,
      pos,
      head: 1,
      records: [{ c: 'review', k: uid, d: record, q: 1 }],
      more: false,
    },
    refuses: ofPerson,
  },
  heads: { body: { uids: [ada] }, reply: { now, heads: { [ada]: 2 } } },

  addTitle: {
    body: facts,
    reply: { ...title, averageRating: null, ratingCount: 0, weightedRating: 0, histogram: Array(10).fill(0) },
    refuses: { conflict: 'It is there already; `details.uid` names it.' },
  },
  searchTitles: { query: { q: 'third ma', kind: 'movie' }, reply: { items: [title] } },
  topTitles: { query: { kind: 'movie', yearFrom: '1940', yearTo: '1949' }, reply: { items: [title] } },
  title: { params: { uid }, reply: title, refuses: gone },
  editTitle: {
    params: { uid },
    body: { ...facts, genres: ['Film noir', 'Mystery', 'Thriller'] },
    reply: { ...title, genres: ['Film noir', 'Mystery', 'Thriller'] },
    refuses: { ...gone, forbidden: 'Others use this title; a moderator may correct it.' },
  },
  titleReviews: { params: { uid }, query: { limit: '20' }, reply: { items: [review], nextCursor: null } },

  review: { params: { uid }, reply: review, refuses: { not_found: 'You have no review of this title.' } },
  saveReview: {
    params: { uid },
    body: { rating: 90, body: 'Still holds up.' },
    reply: review,
    refuses: { forbidden: 'This account holds as much as the server allows.' },
  },
  deleteReview: { params: { uid }, reply: {}, refuses: { not_found: 'You have no review of this title.' } },

  person: {
    params: { uid: ada },
    reply: { uid: ada, name: 'Ada', createdAt: time, ratings: 1 },
    refuses: ofPerson,
  },
  personRatings: {
    params: { uid: ada },
    query: { limit: '20' },
    reply: { items: [{ review, title }], nextCursor: null },
    refuses: ofPerson,
  },

  hideReview: {
    params: { person: ada, uid },
    body: { hidden: true },
    reply: {},
    refuses: { not_found: 'This person has no review of this title.' },
  },
  setRole: {
    params: { uid: ada },
    body: { role: 'moderator' },
    reply: {},
    refuses: { not_found: 'There is no such account.' },
  },
};

export const forkExample = { kind: 'fork', now, seen, common: 0 };
export const resyncExample = { kind: 'resync', now, seen, pos: 'p.0.1~w2mJ8s0m9yC1o8b7' };
export const liveExample = `event: hello
data: {"now":${now},"head":1}

event: poke
data: {"feed":"own","head":2}

event: bye
data: {"reason":"expired"}

`;
