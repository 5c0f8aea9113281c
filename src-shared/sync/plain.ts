// Whether the JSON of a message that carries many records is one, told as fast as can be: the schemas of protocol.ts take
// eight microseconds for each record, which is a good part of what else is done for it. True only for what a schema takes as it
// is (test/server/plain.test.ts); for whatever isn't plain the schema is asked, which also says what is wrong.
import {
  collectionForm,
  fieldForm,
  longestCursor,
  limits,
  protocolVersion,
  type PullReply,
  type PushRequest,
} from './protocol.ts';
import { isNodeId, isStamp, noStamp } from './stamp.ts';

type Plain = Readonly<Record<string, unknown>>;

export function isPlainPush(body: unknown): body is PushRequest {
  if (!hasOnly(body, 5, 'p', 'node', 'pos', 'seen', 'changes')) return false;
  const { p, node, pos, seen, changes } = body;
  return (
    p === protocolVersion &&
    isNodeId(node) &&
    isPlace(pos) &&
    isPlace(seen) &&
    Array.isArray(changes) &&
    changes.length >= 1 &&
    changes.length <= limits.changes &&
    changes.every(isChange)
  );
}

export function isPlainPage(body: unknown): body is PullReply {
  if (!hasOnly(body, 7, 'kind', 'now', 'seen', 'pos', 'head', 'records', 'more')) return false;
  const { kind, now, seen, pos, head, records, more } = body;
  return (
    kind === 'page' &&
    isCount(now) &&
    isCursor(seen) &&
    isCursor(pos) &&
    isCount(head) &&
    Array.isArray(records) &&
    records.length <= limits.pageRecords &&
    records.every(isFeedRecord) &&
    typeof more === 'boolean'
  );
}

function isPlace(value: unknown): boolean {
  return value === null || isCursor(value);
}

function isCursor(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 1 && value.length <= longestCursor;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isChange(change: unknown): boolean {
  return hasOnly(change, 3, 'c', 'k', 'd') && isKeyed(change);
}

function isFeedRecord(record: unknown): boolean {
  return hasOnly(record, 4, 'c', 'k', 'd', 'q') && isCount(record['q']) && isKeyed(record);
}

function isKeyed({ c, k, d }: Plain): boolean {
  if (typeof c !== 'string' || !collectionForm.test(c) || typeof k !== 'string') return false;
  return k.length >= 1 && k.length <= limits.keyLength && isRecord(d);
}

function isRecord(record: unknown): boolean {
  if (!isObject(record)) return false;
  const { s, r, o, v } = record;
  if (!hasOnly(record, o === undefined ? 3 : 4, 's', 'r', 'v')) return false;
  if (!Number.isInteger(s) || (s as number) < 1 || (s as number) > 9999 || !isRealStamp(r) || !isObject(v))
    return false;
  if (v['_x'] !== 0 && v['_x'] !== 1) return false;
  let count = 0;
  for (const name in v) {
    if (!fieldForm.test(name)) return false;
    count++;
  }
  return count <= limits.fields && (o === undefined || areOlder(o, r, v, count));
}

function areOlder(o: unknown, r: string, v: Plain, count: number): boolean {
  if (!isObject(o)) return false;
  let older = 0;
  for (const name in o) {
    const stamp = o[name];
    if (!isRealStamp(stamp) || stamp >= r || !Object.hasOwn(v, name)) return false;
    older++;
  }
  return older < count;
}

function isRealStamp(value: unknown): value is string {
  return isStamp(value) && value !== noStamp;
}

/** Of a JSON text: an object with these members, `count` of them all. */
function hasOnly(value: unknown, count: number, ...names: readonly string[]): value is Plain {
  if (!isObject(value)) return false;
  let found = 0;
  for (const _ in value) found++;
  return found === count && names.every((name) => Object.hasOwn(value, name));
}

function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
