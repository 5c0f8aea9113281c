// Reviews over HTTP: one's own, which go the way of every synced record; and others', as far as their authors show them.
import { randomBytes } from 'node:crypto';
import type { Rating } from '#shared/domain/rating.ts';
import { collections } from '#shared/sync/collections.ts';
import type { PublicReview } from '#shared/sync/public.ts';
import { edit, isAlive, remove, stampsOf, type SyncRecord } from '#shared/sync/record.ts';
import { laterOf, makeStamp, msOf, stampAfter, type NodeId, type Stamp } from '#shared/sync/stamp.ts';
import type { Claims } from '../accounts/access-tokens.ts';
import { HttpError, notFound } from '../http-error.ts';
import type { Handlers } from '../http/handler.ts';
import { personKeys, titleKeys } from '../store/keys.ts';
import type { Redis } from '../store/redis.ts';
import type { Feeds } from '../sync/feeds.ts';
import { unpack } from '../sync/packed.ts';
import type { Titles } from './titles.ts';

export interface ReviewsOptions {
  readonly redis: Redis;
  readonly feeds: Feeds;
  readonly titles: Titles;
  readonly nowMs: () => number;
}

/** Records that are looked through for a page of ratings; what is left comes with the next page. */
const mostLookedThrough = 2000;
const portion = 100;

export function createReviews({
  redis,
  feeds,
  titles,
  nowMs,
}: ReviewsOptions): Handlers<
  'titleReviews' | 'review' | 'saveReview' | 'deleteReview' | 'person' | 'personRatings' | 'hideReview'
> {
  // The server is a device of its own when it writes for somebody.
  const node = randomBytes(8).toString('hex') as NodeId;

  return {
    async review({ params: { uid }, caller: { claims } }) {
      const record = await readRecord(claims.uid, uid);
      if (record === undefined || !isAlive(record)) throw notFound('review');
      return shown(uid, await person(claims.uid), record, false);
    },

    async saveReview({ params: { uid }, body, caller: { claims } }) {
      const before = await readRecord(claims.uid, uid);
      const stamp = nextStamp(before);
      const own = before !== undefined && isAlive(before) ? readReview(before) : undefined;
      const text = body.body === undefined ? (own?.body ?? null) : body.body;
      const spoiler = body.spoiler ?? own?.spoiler ?? false;
      const rating = body.rating === undefined ? (own?.rating ?? null) : body.rating;
      const values = {
        rating,
        body: text === null ? null : { text, spoiler },
        ...(own === undefined && { createdAt: new Date(nowMs()).toISOString() }),
      };
      const record = edit(before, values, stamp, collections.review.version);
      await write(claims, uid, record);
      return shown(uid, await person(claims.uid), record, false);
    },

    async deleteReview({ params: { uid }, caller: { claims } }) {
      const before = await readRecord(claims.uid, uid);
      if (before === undefined || !isAlive(before)) throw notFound('review');
      await write(claims, uid, remove(before, nextStamp(before)));
      return {};
    },

    async titleReviews({ params: { uid }, query: { cursor, limit } }) {
      const { reviewers } = titleKeys(uid);
      const [score, after] = cursor === undefined ? ['+inf', ''] : readCursor(cursor);
      const reply = (await redis.send(
        'ZREVRANGEBYSCORE',
        reviewers,
        score,
        '-inf',
        'WITHSCORES',
        'LIMIT',
        0,
        limit + portion,
      )) as string[];
      const all: { author: string; score: string }[] = [];
      for (let at = 0; at < reply.length; at += 2)
        all.push({ author: reply[at] ?? '', score: reply[at + 1] ?? '' });
      const begin = all.findIndex(({ author }) => author === after) + 1;
      const page = all.slice(begin, begin + limit);
      const items = await Promise.all(page.map(({ author }) => readPublic(author, uid)));
      const last = page.at(-1);
      const nextCursor =
        last === undefined || all.length <= begin + limit ? null : `${last.score}.${last.author}`;
      return {
        items: items.filter((item) => item !== undefined && item.body !== null) as PublicReview[],
        nextCursor,
      };
    },

    async person({ params: { uid } }) {
      const found = await publicPerson(uid);
      const { meta, account } = personKeys(uid);
      const [ratings, createdAt] = await Promise.all([
        redis.send('HGET', meta, 'n:review') as Promise<string | null>,
        redis.send('HGET', account, 'createdAt') as Promise<string | null>,
      ]);
      return { ...found, createdAt: createdAt ?? '', ratings: Number(ratings ?? 0) };
    },

    async personRatings({ params: { uid }, query: { cursor, limit } }) {
      const author = await publicPerson(uid);
      const { feed } = personKeys(uid);
      const reviews: PublicReview[] = [];
      let max = cursor === undefined ? '+inf' : `(${readCursor(cursor)[0]}`;
      let nextCursor: string | null = null;
      for (let looked = 0; looked < mostLookedThrough; looked += portion) {
        const reply = (await redis.send(
          'ZREVRANGEBYSCORE',
          feed,
          max,
          '-inf',
          'WITHSCORES',
          'LIMIT',
          0,
          portion,
        )) as string[];
        nextCursor = null;
        for (let at = 0; at < reply.length; at += 2) {
          nextCursor = `${reply[at + 1]}.`;
          max = `(${reply[at + 1]}`;
          const [collection, key = ''] = (reply[at] ?? '').split('/');
          if (collection !== 'review') continue;
          const review = await readPublic(uid, key, author);
          if (review !== undefined) reviews.push(review);
          if (reviews.length === limit) break;
        }
        if (reviews.length === limit || reply.length < portion * 2) break;
      }
      if (reviews.length < limit)
        nextCursor = nextCursor === null ? null : await stillMore(feed, max, nextCursor);
      const found = await titles.read(reviews.map(({ media }) => media));
      return { items: reviews.map((review, index) => ({ review, title: found[index] ?? null })), nextCursor };
    },

    async hideReview({ params: { person: author, uid }, body: { hidden } }) {
      if ((await readRecord(author, uid)) === undefined) throw notFound('review');
      const key = personKeys(author).hidden;
      await redis.send(hidden ? 'SADD' : 'SREM', key, uid);
      return {};
    },
  };

  async function stillMore(feed: string, max: string, cursor: string): Promise<string | null> {
    const rest = (await redis.send('ZREVRANGEBYSCORE', feed, max, '-inf', 'LIMIT', 0, 1)) as string[];
    return rest.length > 0 ? cursor : null;
  }

  async function readRecord(author: string, uid: string): Promise<SyncRecord | undefined> {
    const { records } = personKeys(author);
    const text = (await redis.send('HGET', records, `review/${uid}`)) as string | null;
    return text === null ? undefined : unpack(text);
  }

  /** What others may see of it; undefined for what isn't there or isn't shown. */
  async function readPublic(author: string, uid: string, known?: Person): Promise<PublicReview | undefined> {
    const { hidden } = personKeys(author);
    const [record, isHidden] = await Promise.all([
      readRecord(author, uid),
      redis.send('SISMEMBER', hidden, uid),
    ]);
    if (record === undefined || !isAlive(record)) return undefined;
    const by = known ?? (await findPublic(author));
    return by && shown(uid, by, record, isHidden === 1);
  }

  async function publicPerson(uid: string): Promise<Person> {
    const found = await findPublic(uid);
    if (found === undefined) throw notFound('person');
    return found;
  }

  async function findPublic(uid: string): Promise<Person | undefined> {
    const { meta } = personKeys(uid);
    if ((await redis.send('HGET', meta, 'public')) !== '1') return undefined;
    return person(uid);
  }

  async function person(uid: string): Promise<Person> {
    const { account } = personKeys(uid);
    const name = (await redis.send('HGET', account, 'name')) as string | null;
    return { uid, name: name ?? '' };
  }

  async function write(claims: Claims, uid: string, record: SyncRecord): Promise<void> {
    const change = { c: 'review', k: uid, d: record };
    const { json } = await feeds.push(claims, { p: 1, node, pos: null, seen: null, changes: [change] });
    const { statuses } = JSON.parse(json) as { statuses?: string[] };
    if (statuses?.[0] === 'q')
      throw new HttpError('forbidden', 'This account holds as much as the server allows.');
    if (statuses?.[0] === 'r') throw new HttpError('invalid_input', 'This review can’t be stored.');
  }

  function nextStamp(before: SyncRecord | undefined): Stamp {
    const newest = (before === undefined ? [] : stampsOf(before)).reduce(laterOf, makeStamp(0, 0, node));
    return msOf(newest) >= nowMs() ? stampAfter(newest, node) : makeStamp(nowMs(), 0, node);
  }
}

interface Person {
  readonly uid: string;
  readonly name: string;
}

function readReview({ v }: SyncRecord) {
  const body = (v['body'] ?? null) as { text: string; spoiler: boolean } | null;
  return {
    rating: (v['rating'] ?? null) as Rating | null,
    body: body?.text ?? null,
    spoiler: body?.spoiler ?? false,
  };
}

function shown(media: string, author: Person, record: SyncRecord, hidden: boolean): PublicReview {
  const { rating, body, spoiler } = readReview(record);
  const updatedAt = new Date(msOf(record.r)).toISOString();
  const createdAt = record.v['createdAt'];
  return {
    media,
    author,
    rating,
    body: hidden ? null : body,
    spoiler,
    createdAt: typeof createdAt === 'string' ? createdAt : updatedAt,
    updatedAt,
  };
}

function readCursor(cursor: string): [score: string, member: string] {
  const match = /^(\d{1,15})\.([0-9a-f]{32})?$/.exec(cursor);
  if (match === null) throw new HttpError('invalid_input', 'This isn’t a cursor of this list.');
  return [match[1] ?? '0', match[2] ?? ''];
}
