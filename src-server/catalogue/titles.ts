// The catalogue that all people of a server share: titles, their ratings, search by words, and what is rated best.
import { HttpError, notFound } from '../http-error.ts';
import type { Handlers } from '../http/handler.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { normaliseTitle } from '#shared/domain/media-identity.ts';
import { ratingPrior } from '#shared/domain/rating.ts';
import type { Title } from '#shared/sync/public.ts';
import { cachedKey, titleKeys, topKey, wordsKey } from '../store/keys.ts';
import type { Redis } from '../store/redis.ts';
import { walk } from '../store/walk.ts';
import { factsOfDraft, uidOf, type TitleFacts } from './title-facts.ts';

export interface Titles {
  readonly handlers: Handlers<'addTitle' | 'searchTitles' | 'topTitles' | 'title' | 'editTitle'>;
  read(uids: readonly string[]): Promise<(Title | undefined)[]>;
  /** Adds a title that isn't there. False where it is. */
  add(facts: TitleFacts, by: string): Promise<boolean>;
  /** Puts it where its ratings now belong among the best rated. */
  rank(uid: string): Promise<void>;
  /** Makes it findable and ranks it, where it is known. */
  index(uid: string): Promise<void>;
  /** Takes titles that nobody knows of or rates from the best rated. Says how many. */
  dropUnranked(): Promise<number>;
}

interface Stored extends TitleFacts {
  readonly by: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Titles that a search looks at, and places of a top list that are read at once. */
const candidates = 300;
const portion = 500;
const cacheSeconds = 30;

export function createTitles(redis: Redis, nowMs: () => number): Titles {
  return {
    handlers: {
      async addTitle({ body, caller }) {
        const facts = factsOfDraft(body);
        const uid = uidOf(facts);
        if (!(await add(facts, caller.claims.uid)))
          throw new HttpError('conflict', 'This title is there already.', { details: { uid } });
        return get(uid);
      },
      title: ({ params }) => get(params.uid),

      async editTitle({ params: { uid }, body, caller }) {
        const stored = await readFacts(uid);
        if (stored === undefined) throw notFound('title');
        if (caller.role === 'member' && !(await isOwn(uid, stored, caller.claims.uid)))
          throw new HttpError('forbidden', 'Others use this title; a moderator may correct it.');
        const facts = factsOfDraft(body);
        if (uidOf(facts) !== uid) {
          const message = 'Kind, name, year and what tells it apart make another title.';
          throw new HttpError('invalid_input', message, { details: { uid: uidOf(facts) } });
        }
        const { facts: key } = titleKeys(uid);
        const { by, createdAt } = stored;
        await redis.send('SET', key, JSON.stringify({ ...facts, by, createdAt, updatedAt: nowText() }));
        return get(uid);
      },

      async searchTitles({ query: { q, kind, limit } }) {
        const words = normaliseTitle(q).split(' ');
        const uids = await findByWords(words);
        const titles = (await read(uids)).filter((title) => title !== undefined);
        const items = titles
          .filter((title) => (kind === undefined || title.kind === kind) && hasWords(title.title, words))
          .sort((one, other) => other.ratingCount - one.ratingCount || (one.title < other.title ? -1 : 1));
        return { items: items.slice(0, limit) };
      },

      async topTitles({ query }) {
        const key = cachedKey(`top:${JSON.stringify(query)}`);
        const cached = (await redis.send('GET', key)) as string | null;
        if (cached !== null) return JSON.parse(cached) as { items: Title[] };
        const kinds = query.kind === undefined ? mediaKinds : [query.kind];
        const best = await Promise.all(kinds.map((kind) => bestOf(kind, query)));
        const uids = best
          .flat()
          .sort((one, other) => other.score - one.score)
          .slice(0, query.limit)
          .map(({ uid }) => uid);
        const items = (await read(uids)).filter((title) => title !== undefined);
        await redis.send('SET', key, JSON.stringify({ items }), 'EX', cacheSeconds);
        return { items };
      },
    },
    read,
    add,

    rank,

    async index(uid) {
      const facts = await readFacts(uid);
      if (facts === undefined) return;
      await makeFindable(uid, facts);
      await rank(uid);
    },

    async dropUnranked() {
      let dropped = 0;
      for (const kind of mediaKinds)
        for await (const [member] of walk(redis, 'ZSCAN', topKey(kind)))
          dropped += await dropIfUnranked(kind, member);
      return dropped;
    },
  };

  async function get(uid: string): Promise<Title> {
    const [title] = await read([uid]);
    if (title === undefined) throw notFound('title');
    return title;
  }

  async function read(uids: readonly string[]): Promise<(Title | undefined)[]> {
    return Promise.all(
      uids.map(async (uid) => {
        const [stored, totals] = await Promise.all([readFacts(uid), readTotals(uid)]);
        if (stored === undefined) return undefined;
        const { by: _, ...facts } = stored;
        const { count, sum } = totals;
        return {
          uid,
          ...facts,
          averageRating: count === 0 ? null : sum / count,
          ratingCount: count,
          weightedRating: weighted(totals),
          histogram: totals.histogram,
        };
      }),
    );
  }

  async function readFacts(uid: string): Promise<Stored | undefined> {
    const { facts } = titleKeys(uid);
    const text = (await redis.send('GET', facts)) as string | null;
    return text === null ? undefined : (JSON.parse(text) as Stored);
  }

  async function readTotals(uid: string): Promise<Totals> {
    const { totals } = titleKeys(uid);
    const points = Array.from({ length: 10 }, (_, index) => index + 1);
    const reply = (await redis.send('HMGET', totals, 'count', 'sum', ...points)) as (string | null)[];
    const [count = 0, sum = 0, ...histogram] = reply.map((text) => Number(text ?? 0));
    return { count, sum, histogram };
  }

  async function add(facts: TitleFacts, by: string): Promise<boolean> {
    const uid = uidOf(facts);
    const { facts: key } = titleKeys(uid);
    const now = nowText();
    const stored: Stored = { ...facts, by, createdAt: now, updatedAt: now };
    const added = await redis.send('SET', key, JSON.stringify(stored), 'NX');
    // Also where it was there: whoever added it may have been ended before it could be found.
    await makeFindable(uid, stored);
    await place(uid, stored);
    return added !== null;
  }

  async function makeFindable(uid: string, { title }: TitleFacts): Promise<void> {
    const words = new Set(normaliseTitle(title).split(' '));
    await Promise.all(
      [...words].map((word) => {
        const index = wordsKey(beginning(word));
        return redis.send('ZADD', index, 0, `${word}\0${uid}`);
      }),
    );
  }

  async function rank(uid: string): Promise<void> {
    const facts = await readFacts(uid);
    if (facts === undefined) return;
    // Whoever wrote last looks once more: two that change the sums at once can't leave the older place.
    for (let before = '', now = await place(uid, facts); now !== before; now = await place(uid, facts))
      before = now;
  }

  async function dropIfUnranked(kind: MediaKind, member: string): Promise<number> {
    const [, uid = ''] = member.split(' ');
    const [facts, { count }] = await Promise.all([readFacts(uid), readTotals(uid)]);
    if (facts !== undefined && count > 0) return 0;
    return Number(await redis.send('ZREM', topKey(kind), member));
  }

  /** Gives what it saw. */
  async function place(uid: string, { kind, year }: TitleFacts): Promise<string> {
    const totals = await readTotals(uid);
    const key = topKey(kind);
    const member = `${String(year ?? 0).padStart(4, '0')} ${uid}`;
    if (totals.count > 0) await redis.send('ZADD', key, weighted(totals), member);
    else await redis.send('ZREM', key, member);
    return `${totals.count} ${totals.sum}`;
  }

  async function isOwn(uid: string, { by }: Stored, caller: string): Promise<boolean> {
    const { ratings } = titleKeys(uid);
    const raters = (await redis.send('HKEYS', ratings)) as string[];
    return by === caller && raters.every((rater) => rater === caller);
  }

  async function findByWords(words: readonly string[]): Promise<string[]> {
    const last = words.at(-1) ?? '';
    const whole = words.slice(0, -1).sort((one, other) => other.length - one.length)[0];
    const driver = whole === undefined || last.length > whole.length + 2 ? last : whole;
    const key = wordsKey(beginning(driver));
    const [from, to] =
      driver === last ? [`[${driver}`, `[${driver}\u{10ffff}`] : [`[${driver}\0`, `[${driver}\u0001`];
    const members = (await redis.send('ZRANGEBYLEX', key, from, to, 'LIMIT', 0, candidates)) as string[];
    return [...new Set(members.map((member) => member.slice(member.indexOf('\0') + 1)))];
  }

  async function bestOf(
    kind: MediaKind,
    { yearFrom = -Infinity, yearTo = Infinity, limit }: { yearFrom?: number; yearTo?: number; limit: number },
  ): Promise<{ uid: string; score: number }[]> {
    const key = topKey(kind);
    const best: { uid: string; score: number }[] = [];
    for (let from = 0; best.length < limit; from += portion) {
      const reply = (await redis.send('ZREVRANGE', key, from, from + portion - 1, 'WITHSCORES')) as string[];
      for (let at = 0; at < reply.length && best.length < limit; at += 2) {
        const [year = '', uid = ''] = (reply[at] ?? '').split(' ');
        if (Number(year) < yearFrom || Number(year) > yearTo) continue;
        best.push({ uid, score: Number(reply[at + 1]) });
      }
      if (reply.length < portion * 2) break;
    }
    return best;
  }

  function nowText(): string {
    return new Date(nowMs()).toISOString();
  }
}

interface Totals {
  readonly count: number;
  readonly sum: number;
  readonly histogram: number[];
}

/** 0 while nobody has rated. */
function weighted({ count, sum }: Totals): number {
  const { mean, count: lent } = ratingPrior;
  return count === 0 ? 0 : (mean * lent + sum) / (lent + count);
}

function beginning(word: string): string {
  return Array.from(word).slice(0, 2).join('');
}

function hasWords(name: string, words: readonly string[]): boolean {
  const own = normaliseTitle(name).split(' ');
  const last = words.at(-1) ?? '';
  return words.slice(0, -1).every((word) => own.includes(word)) && own.some((word) => word.startsWith(last));
}
