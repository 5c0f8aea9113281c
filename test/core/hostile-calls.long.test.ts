// A thousand calls of every method by somebody who should get nothing: not logged in, with input that is none, with the
// ids of another profile, and after logging out. Nothing crashes, a refused call changes no byte of what the database
// holds, and no answer or event carries a word of the other's private rows.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Envelope } from '#shared/api/contract.ts';
import { coreMethods, events, type CoreMethodName, type EventName } from '#shared/api/index.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { errorCodes } from '#shared/errors.ts';
import type { Connection } from '#main/core/core.ts';
import { invalidFor, validFor } from '../support/arbitrary.ts';
import { addTitle, goodPassword, testCore, type TestCore } from '../support/core.ts';

const startsWork = (name: CoreMethodName) =>
  'jobId' in ((coreMethods[name].output as { shape?: object }).shape ?? {});
/**
 * The methods of a feature share a core: to open one takes longer than a thousand refused calls. What begins work that goes
 * on has a core of its own.
 */
const groups = Map.groupBy(Object.keys(coreMethods) as CoreMethodName[], (name) =>
  startsWork(name) ? name : `${name.split('.')[0]}.*`,
);
const calls = { all: 1000, nobody: 150, loggedOut: 50 };
/** Stands in everything of Ada's that is hers alone. */
const marker = 'zqzprivatezqz';

test.each([...groups.keys()])(
  '%s gives nothing away and does no harm in 1,000 calls of each method',
  { timeout: 280_000 },
  async (group) => {
    const setup = await testCore();
    const planted = await plant(setup);
    const watch = watchDatabase(setup);
    const names = groups.get(group) ?? [];
    for (const name of names) await attackMethod(name, setup, planted, watch);
    expect(names.length).toBeGreaterThan(0);
  },
);

async function attackMethod(
  name: CoreMethodName,
  setup: TestCore,
  { ids, cursors }: Awaited<ReturnType<typeof plant>>,
  watch: ReturnType<typeof watchDatabase>,
): Promise<void> {
  const { input, access } = coreMethods[name];
  const heard: string[] = [];
  const nobody = setup.connect().connection;
  listen(nobody, heard);
  let ben = await logInBen(setup, heard);
  // Each that succeeds starts a thread, a big read or another session.
  const foreign = startsWork(name) || changesSessions.has(name) ? 20 : 200;
  let count = 0;
  let working = false;

  async function attack(connection: Connection, value: unknown): Promise<Envelope> {
    count++;
    watch.remember();
    const reply = await connection.invoke(name, value);
    const fail = (what: string) => new Error(`${name}(${describe(value)}) ${what}: ${JSON.stringify(reply)}`);
    if (JSON.stringify(reply).includes(marker)) throw fail('told something private');
    if (reply.ok) return reply;
    if (reply.error.code === 'internal' || !errorCodes.includes(reply.error.code)) throw fail('broke');
    if (/\/tmp\/|SQLITE|at .*:\d+:\d+/.test(reply.error.message)) throw fail('told of the app’s insides');
    if (!working && watch.changed()) throw fail('was refused and changed something');
    return reply;
  }

  // Nobody is logged in.
  for (const value of sample(fc.oneof(validFor(input), invalidFor(input)), calls.nobody)) {
    const reply = await attack(nobody, value);
    if (access !== 'public')
      expect(reply, name).toMatchObject({ ok: false, error: { code: 'unauthenticated' } });
    else if (reply.ok) await nobody.invoke('profiles.logout', {});
  }

  // What is no input at all.
  for (const value of sample(
    fc.oneof(invalidFor(input), monsters),
    calls.all - calls.nobody - foreign - calls.loggedOut,
  )) {
    if (input.safeParse(value).success) continue;
    if ((await attack(ben, value)).ok) throw new Error(`${name} accepted ${describe(value)}`);
  }

  // What is well-formed and means Ada's rows.
  working = startsWork(name);
  const hers = watch.contentOf(ids.ada);
  for (const value of sample(validFor(input), foreign)) {
    const pointed = pointAt(value, ids.all, cursors);
    if (!input.safeParse(pointed).success) continue;
    await attack(ben, pointed);
    if (changesSessions.has(name)) ben = await logInBen(setup, heard);
  }
  expect(watch.contentOf(ids.ada), name).toBe(hers);

  // Logged out again.
  await ben.invoke('profiles.logout', {});
  for (const value of sample(validFor(input), access === 'public' ? 0 : calls.loggedOut))
    expect(await attack(ben, value), name).toMatchObject({ ok: false, error: { code: 'unauthenticated' } });

  expect(
    heard.filter((text) => text.includes(marker)),
    name,
  ).toEqual([]);
  expect(Object.prototype).not.toHaveProperty('admin');
  expect(count, name).toBeGreaterThan(700);
}

const changesSessions = new Set<CoreMethodName>([
  'profiles.logout', 'profiles.login', 'profiles.register', 'profiles.delete', 'profiles.changePassword', 'profiles.update',
]); // prettier-ignore

/** Inputs that no schema makes: cyclic, deep, huge, and of kinds that JSON has no word for. */
const monsters: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  cyclic(), deep(10_000), 'x'.repeat(2_000_000), new Map([['id', 1]]), new Set([1]), new Uint8Array(100_000), new ArrayBuffer(8), 1n, Symbol('id'), () => 1,
  new Date(Number.NaN), /x/, new Error('x'), Array.from({ length: 100_000 }, (_, index) => index), Object.create(null) as unknown,
  JSON.parse('{"__proto__": {"admin": true}}'), JSON.parse('{"constructor": {"prototype": {"admin": true}}}'), { toString: 1, valueOf: 1 }, { id: { $gt: 0 } },
  { id: '1 OR 1=1' }, { id: Number.MAX_SAFE_INTEGER + 2 }, { id: -0 }, { id: Infinity }, { mediaId: [1] }, JSON.parse('{"then": 1}'), Promise.resolve({}),
); // prettier-ignore

function cyclic(): object {
  const one: Record<string, unknown> = { id: 1 };
  one['self'] = one;
  return one;
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = { id: value };
  return value;
}

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return count === 0 ? [] : fc.sample(arbitrary, count);
}

/** Ada, with something private of every kind; and her ids and cursors. */
async function plant(setup: TestCore) {
  const { client } = setup.connect();
  const { id: ada } = await client.call('profiles.register', {
    name: 'Ada', email: `${marker}@example.org`, password: 'other-lamp-otter-77',
  }); // prettier-ignore
  const heat = await addTitle(client, 'Heat');
  const alien = await addTitle(client, 'Alien');
  const plays = await client.call('diary.log', {
    mediaId: heat,
    playedOn: null,
    note: marker,
    tags: [marker],
  });
  await client.call('reviews.save', {
    mediaId: heat,
    rating: 80 as Rating,
    body: 'For everybody.',
    spoiler: false,
  });
  const list = await client.call('lists.create', {
    name: marker,
    description: marker,
    mediaIds: [heat, alien],
  });
  await client.call('lists.note', { id: list.id, mediaId: heat, note: marker });
  const saved = await client.call('search.save', { name: marker, query: marker });
  await client.call('search.remember', { text: marker });
  await client.call('watchlist.set', { mediaId: alien, on: true }).catch(() => undefined);
  await client.call('settings.set', { theme: 'dark' });
  const page = await client.call('lists.items', { id: list.id, limit: 1 });
  const all = [ada, heat, alien, list.id, saved.id, ...plays.map((play) => play.id), 1, 2];
  return { ids: { ada, all }, cursors: page.nextCursor === null ? [] : [page.nextCursor] };
}

let bens = 0;

async function logInBen(setup: TestCore, heard: string[]): Promise<Connection> {
  const { connection } = setup.connect();
  listen(connection, heard);
  const name = `Ben ${++bens}`;
  const reply = await connection.invoke('profiles.register', {
    name,
    email: `ben${bens}@example.org`,
    password: goodPassword,
  });
  if (!reply.ok) throw new Error(reply.error.message);
  return connection;
}

function listen(connection: Connection, heard: string[]): void {
  for (const event of Object.keys(events) as EventName[])
    connection.subscribe(event, (payload) => heard.push(JSON.stringify(payload)));
}

/** The same input with every id of Ada's where it has an id, and her cursor where it has one. */
function pointAt(value: unknown, ids: readonly number[], cursors: readonly string[]): unknown {
  const any = <T>(from: readonly T[]) => from[Math.floor(Math.random() * from.length)];
  if (Array.isArray(value))
    return value.map((one) => (Number.isInteger(one) ? any(ids) : pointAt(one, ids, cursors)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (/(^id|Id)$/.test(key) && typeof inner === 'number') return [key, any(ids)];
      if (key === 'cursor' && cursors.length > 0 && inner !== null) return [key, any(cursors)];
      return [key, pointAt(inner, ids, cursors)];
    }),
  );
}

/**
 * What the database holds, seen by connections of their own: one stays at what it held when it was asked to remember. Without
 * what search derives, and counters of failed logins.
 */
function watchDatabase({ dataFolder }: TestCore) {
  const open = () => {
    const connection = new Database(join(dataFolder, 'mediary.sqlite3'), { readonly: true });
    onTestFinished(() => void connection.close());
    return connection;
  };
  const [now, then] = [open(), open()];
  const tables = (
    now.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all() as string[]
  ).filter((name) => !/^(sqlite_|media_search|search_|title_counts|high_water)/.test(name));
  const columns = (table: string) =>
    (now.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(table) as string[]).filter(
      (column) => !['failed_logins', 'last_failed_at'].includes(column),
    );
  const read = (from: Database.Database, table: string, where = '', ...values: unknown[]) =>
    from
      .prepare(`SELECT ${columns(table).join(', ')} FROM ${table} ${where} ORDER BY 1, 2`)
      .raw()
      .all(...values);
  const owned = tables.filter((table) => columns(table).includes('user_id') && table !== 'notifications');
  const content = (from: Database.Database) =>
    JSON.stringify(tables.map((table) => [table, read(from, table)]));
  const version = () => now.pragma('data_version', { simple: true });
  let remembered: unknown;
  return {
    remember() {
      const current = version();
      if (current === remembered) return;
      remembered = current;
      if (then.inTransaction) then.exec('COMMIT');
      then.exec('BEGIN; SELECT 1 FROM users');
    },
    changed: () => version() !== remembered && content(now) !== content(then),
    contentOf: (userId: number) =>
      JSON.stringify([
        read(now, 'users', 'WHERE id = ?', userId),
        read(now, 'list_items', 'WHERE list_id IN (SELECT id FROM lists WHERE user_id = ?)', userId),
        ...owned.map((table) => [table, read(now, table, 'WHERE user_id = ?', userId)]),
      ]),
  };
}

function describe(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, 300);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
