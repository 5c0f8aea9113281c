// Push and pull: what a device sends is merged by a script in the store, what it reads comes from another one, each in
// one moment. This file turns messages into scripts' arguments and their answers into messages; replies are put together
// as text, for records lie in the store in a form that becomes JSON without being read.
import { randomUUID } from 'node:crypto';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import {
  highWaterToken,
  missedPurge,
  positionAfter,
  positionToken,
  readHighWater,
  readPosition,
  scanStart,
  type Position,
} from '#shared/sync/cursor.ts';
import { ownFeed } from '#shared/sync/endpoints.ts';
import { forkPoint, highWaterAt, type Generation, type HighWater } from '#shared/sync/generations.ts';
import { limits, type Change, type PullRequest, type PushRequest } from '#shared/sync/protocol.ts';
import type { Claims } from '../accounts/access-tokens.ts';
import { notFound, unauthenticated } from '../http-error.ts';
import type { Secrets } from '../secrets.ts';
import { personKeys } from '../store/keys.ts';
import { loadScript, type Redis } from '../store/redis.ts';
import { readBatch, type Batch } from './changes.ts';
import { packedJson } from './packed.ts';

/** A reply as it is sent: JSON that is one of protocol.ts's replies. */
export interface FeedReply {
  readonly status: 200 | 409 | 410;
  readonly json: string;
  /** How many changes ended how. */
  readonly statuses?: ReadonlyMap<string, number>;
}

export interface Feeds {
  push(claims: Claims, request: PushRequest): Promise<FeedReply>;
  pull(claims: Claims, request: PullRequest): Promise<FeedReply>;
  /** Of the accounts that are public. */
  heads(uids: readonly string[]): Promise<{ now: number; heads: Record<string, number> }>;
}

export interface FeedsOptions {
  readonly redis: Redis;
  readonly secrets: Secrets;
  /** Records of one account, deleted ones included. */
  readonly quota: number;
  /** Names a new generation, unlike any other. */
  readonly drawGeneration?: () => string;
}

/** So long is Redis busy with one call: 3 to 5 ms. */
const batchChanges = 250;
const pageBytes = 2 * 2 ** 20;
const publicCollections = /^(?:review|list|item)\//;

export function createFeeds(options: FeedsOptions): Feeds {
  const { redis, secrets, quota, drawGeneration = randomUUID } = options;
  const mergeScript = loadScript('merge');
  const pageScript = loadScript('page');

  return {
    async push(claims, request) {
      const place = readPlace(request, claims.uid);
      const { changes } = request;
      const outcome: Outcome = { statuses: [], held: [] };
      let batch = readBatch(changes.slice(0, batchChanges));
      let current = place;
      let skips = true;
      for (let first = 0; ; first += batchChanges) {
        const merging = merge(claims, current, batch.merged);
        const following = changes.slice(first + batchChanges, first + 2 * batchChanges);
        const next = following.length === 0 ? undefined : await readMeanwhile(following, merging);
        const reply = await merging;
        if (reply.kind !== 'pushed') return diverged(claims.uid, reply);
        note(outcome, first, batch, reply);
        skips &&= reply.skips;
        if (next === undefined) return pushed(claims.uid, outcome, reply, skips);
        batch = next;
        current = {
          // Who had no place is asked about purges once.
          position: reply.skips || place.position === undefined ? { seq: reply.seq } : place.position,
          seen: { generation: reply.generation, head: reply.seq },
        };
      }
    },
    async pull(claims, request) {
      const place = readPlace(request, claims.uid);
      const owner = request.feed === ownFeed ? claims.uid : await publicOwner(request.feed);
      const own = owner === claims.uid;
      const keys = personKeys(owner);
      const after = place.position?.seq ?? 0;
      const reply = (await redis.run(
        pageScript,
        [keys.meta, keys.generations, keys.records, keys.feed, keys.devices],
        [own ? claims.device : '', claims.counter, after, request.limit, pageBytes],
      )) as [string, number, number, number, string[], number, string[]];
      if (reply[0] === 'revoked') throw signedOut();
      return page(claims.uid, own, place, reply);
    },
    async heads(uids) {
      const now = Date.now();
      const heads: Record<string, number> = {};
      await Promise.all(
        uids.map(async (uid) => {
          const [seq, isPublic] = (await redis.send('HMGET', personKeys(uid).meta, 'seq', 'public')) as (
            string | null
          )[];
          if (isPublic === '1') heads[uid] = Number(seq ?? 0);
        }),
      );
      return { now, heads };
    },
  };

  /** Tokens that aren't ours tell nothing that could be counted on: the device and we have nothing in common. */
  function readPlace({ pos, seen }: { pos: string | null; seen: string | null }, reader: string): Place {
    const posText = pos === null ? undefined : secrets.open(pos, reader);
    const seenText = seen === null ? undefined : secrets.open(seen, reader);
    const unknown: HighWater = { generation: '', head: 1 };
    const position = posText === undefined ? undefined : readPosition(posText);
    if (pos !== null && position === undefined) return { position: undefined, seen: unknown };
    if (seen === null) return { position, seen: undefined };
    return { position, seen: (seenText === undefined ? undefined : readHighWater(seenText)) ?? unknown };
  }

  async function merge(
    { uid, device, counter }: Claims,
    { position, seen }: Place,
    changes: readonly string[],
  ): Promise<Pushed | Diverged> {
    const keys = personKeys(uid);
    const reply = (await redis.run(
      mergeScript,
      [keys.meta, keys.generations, keys.records, keys.feed, keys.devices, keys.events],
      [
        uid,
        device,
        counter,
        seen?.head ?? '',
        seen?.generation ?? '',
        position?.seq ?? '',
        position?.scanHead ?? '',
        drawGeneration(),
        quota,
        2 * limits.recordBytes,
        ...changes,
      ],
    )) as MergeReply;
    if (reply[0] === 'revoked') throw signedOut();
    if (reply[0] !== 'pushed') {
      const [kind, now, seq, texts, common = 0] = reply;
      return { kind, now, seq, generations: texts, common };
    }
    const [kind, now, seq, generation, skips, statuses, flat] = reply;
    const held: [number, string][] = [];
    for (let at = 0; at < flat.length; at += 2) held.push([Number(flat[at]), String(flat[at + 1])]);
    return { kind, now, seq, generation, skips: skips === 1, statuses, held };
  }

  function pushed(
    reader: string,
    { statuses, held }: Outcome,
    { now, seq, generation }: Pushed,
    skips: boolean,
  ): FeedReply {
    const seen = secrets.seal(highWaterToken({ generation, head: seq }), reader);
    const pos = skips ? JSON.stringify(secrets.seal(positionToken({ seq }), reader)) : 'null';
    const json = `{"kind":"pushed","now":${now},"seen":"${seen}","pos":${pos},"head":${seq},"statuses":${JSON.stringify(statuses)},"held":[${held.join(',')}]}`;
    const counts = new Map<string, number>();
    for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
    return { status: 200, json, statuses: counts };
  }

  function page(reader: string, own: boolean, place: Place, reply: PageReply): FeedReply {
    const [, now, seq, floor, texts, following, records] = reply;
    const generations = texts.map(readGeneration);
    const seen = seenNow(generations, seq);
    const common = place.seen && forkPoint(generations, seq, place.seen);
    if (common !== undefined) return fork(reader, now, generations, common);
    if (missedPurge(place.position, place.seen, floor)) return resync(reader, now, seen, seq);

    const more = following === 1;
    const parts: string[] = [];
    for (let at = 0; at < records.length; at += 3) {
      const [member = '', q = '0', text = ''] = records.slice(at, at + 3);
      if (!own && !publicCollections.test(member)) continue;
      const slash = member.indexOf('/');
      parts.push(
        `{"c":"${member.slice(0, slash)}","k":${JSON.stringify(member.slice(slash + 1))},"d":${packedJson(text)},"q":${q}}`,
      );
    }
    const last = more ? Number(records.at(-2)) : seq;
    const position = positionAfter(place.position ?? scanStart(seq), last);
    const json = `{"kind":"page","now":${now},"seen":"${secrets.seal(seen, reader)}","pos":"${secrets.seal(positionToken(position), reader)}","head":${seq},"records":[${parts.join(',')}],"more":${more}}`;
    return { status: 200, json };
  }

  function diverged(reader: string, { kind, now, seq, generations: texts, common }: Diverged): FeedReply {
    const generations = texts.map(readGeneration);
    return kind === 'fork'
      ? fork(reader, now, generations, common)
      : resync(reader, now, seenNow(generations, seq), seq);
  }

  function fork(reader: string, now: number, generations: readonly Generation[], common: number): FeedReply {
    const seen = secrets.seal(highWaterToken(highWaterAt(generations, common)), reader);
    return { status: 409, json: JSON.stringify({ kind: 'fork', now, seen, common }) };
  }

  function resync(reader: string, now: number, seen: string, seq: number): FeedReply {
    const pos = secrets.seal(positionToken(scanStart(seq)), reader);
    return {
      status: 410,
      json: JSON.stringify({ kind: 'resync', now, seen: secrets.seal(seen, reader), pos }),
    };
  }

  async function publicOwner(feed: string): Promise<string> {
    const uid = /^pub:([0-9a-f]{32})$/.exec(feed)?.[1];
    const isPublic = uid && (await redis.send('HGET', personKeys(uid).meta, 'public'));
    if (uid === undefined || isPublic !== '1') throw notFound('feed');
    return uid;
  }
}

/** What became of the changes so far. */
interface Outcome {
  readonly statuses: string[];
  /** Members of the reply, as JSON. */
  readonly held: string[];
}

interface Place {
  readonly position: Position | undefined;
  readonly seen: HighWater | undefined;
}

type MergeReply =
  | ['revoked', number]
  | ['fork' | 'resync', number, number, string[], number?]
  | ['pushed', number, number, string, number, string, (number | string)[]];
type PageReply = [string, number, number, number, string[], number, string[]];

interface Pushed {
  readonly kind: 'pushed';
  readonly now: number;
  readonly seq: number;
  readonly generation: string;
  readonly skips: boolean;
  readonly statuses: string;
  readonly held: readonly (readonly [number, string])[];
}

interface Diverged {
  readonly kind: 'fork' | 'resync';
  readonly now: number;
  readonly seq: number;
  readonly generations: readonly string[];
  readonly common: number;
}

/** Reads the next batch while Redis is busy with the one before it, whose command leaves at the end of this turn. */
async function readMeanwhile(changes: readonly Change[], merging: Promise<unknown>): Promise<Batch> {
  // Whoever waits for it hears of its failure.
  merging.catch(() => undefined);
  await endOfTurn();
  return readBatch(changes);
}

/** Notes what became of a batch that begins at the request's change `first`. */
function note({ statuses, held }: Outcome, first: number, { refused }: Batch, reply: Pushed): void {
  const places: number[] = [];
  for (const [index, status] of refused.entries()) {
    statuses.push(status ?? reply.statuses.charAt(places.length));
    if (status === undefined) places.push(first + index);
  }
  for (const [i, text] of reply.held) held.push(`{"i":${places[i]},"d":${packedJson(text)}}`);
}

function signedOut() {
  return unauthenticated('This device was signed out.');
}

function readGeneration(text: string): Generation {
  const [id = '', run = '', start = '0'] = text.split(' ');
  return { id, run, start: Number(start) };
}

function seenNow(generations: readonly Generation[], seq: number): string {
  return highWaterToken({ generation: generations.at(-1)?.id ?? '', head: seq });
}
