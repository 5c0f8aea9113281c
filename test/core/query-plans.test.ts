// The hot queries find their rows through an index and come in order from it: no scan of a whole table, no sorting. The
// statements are those that the features themselves prepare, recorded on the connection.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { isRating } from '#shared/domain/rating.ts';
import { sealRows } from '#main/core/check/seals.ts';
import { addTitle, testCore, type TestCore } from '../support/core.ts';

interface Statement {
  readonly sql: string;
  /** One line for each step: "SEARCH media USING INDEX …". */
  readonly plan: readonly string[];
}

/** What reads while `work` runs, with its plan. Every connection of this process is listened to. */
async function statementsOf(setup: TestCore, work: () => Promise<unknown>): Promise<Statement[]> {
  const recorded = new Set<string>();
  const { prototype } = Database as unknown as { prototype: { prepare(sql: string): Database.Statement } };
  const { prepare } = prototype;
  prototype.prepare = function record(this: unknown, sql: string) {
    recorded.add(sql);
    return prepare.call(this, sql);
  };
  const stop = () => void (prototype.prepare = prepare);
  onTestFinished(stop);
  await work();
  stop();
  const sqlite = new Database(join(setup.dataFolder, 'mediary.sqlite3'), { readonly: true });
  try {
    return [...recorded]
      .filter((sql) => /^\s*(?:select|with)/i.test(sql))
      .map((sql) => ({ sql, plan: planOf(sqlite, sql) }));
  } finally {
    sqlite.close();
  }
}

function planOf(sqlite: Database.Database, sql: string): string[] {
  const parameters = (sql.match(/\?/g) ?? []).map(() => 1);
  const steps = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+/g, '1')}`).all(...parameters) as {
    readonly detail: string;
  }[];
  return steps.map(({ detail }) => detail);
}

/**
 * A whole table is read, or what was read is sorted. What a subquery gave is no table: its own step tells of it; the
 * counts of titles are a row a kind.
 */
const isSlow =
  /^SCAN (?!\(|.* USING (?:COVERING )?INDEX|.*VIRTUAL TABLE|CONSTANT ROW|json_each|title_counts)|TEMP B-TREE/;

function slowSteps(statements: readonly Statement[], allowed: readonly RegExp[] = []): string[] {
  return statements.flatMap(({ sql, plan }) =>
    plan
      .filter((step) => isSlow.test(step))
      .filter((step) => !allowed.some((one) => one.test(step)))
      .map((step) => `${step} in ${sql.replaceAll(/\s+/g, ' ').slice(0, 300)}`),
  );
}

async function library() {
  const setup = await testCore();
  const { client } = await setup.register('Ada');
  const ben = await setup.register('Ben');
  const ids: MediaId[] = [];
  for (let number = 0; number < 12; number++) {
    const id = await addTitle(client, `Title ${number}`, { creator: 'Somebody', genres: ['Drama'] });
    ids.push(id);
    const rating = 20 + number * 5;
    await ben.client.call('reviews.save', { mediaId: id, ...(isRating(rating) && { rating }) });
    if (number < 4) await client.call('reviews.save', { mediaId: id, ...(isRating(rating) && { rating }) });
  }
  await client.call('favorites.set', { mediaId: ids[0] as MediaId, on: true });
  return { setup, client, first: ids[0] as MediaId };
}

/** Opens the core again, so that nothing is prepared or cached yet. */
async function fresh(setup: TestCore): Promise<{ setup: TestCore; client: Client }> {
  const again = await setup.reopen();
  const { client } = again.connect();
  await client.call('profiles.login', { who: 'ada@example.org', password: 'quiet-otter-lamp-42' });
  return { setup: again, client };
}

test('the leaderboard is read from the index that is in its order', async () => {
  const { setup } = await library();
  const { setup: again, client } = await fresh(setup);
  const all = await statementsOf(again, () => client.call('catalog.topRated', { limit: 5 }));
  expect(slowSteps(all)).toEqual([]);
  expect(all.flatMap(({ plan }) => plan)).toContainEqual(expect.stringContaining('INDEX media_rating '));
  const ofKind = await statementsOf(again, () => client.call('catalog.topRated', { limit: 5, kind: 'song' }));
  expect(slowSteps(ofKind)).toEqual([]);
  expect(ofKind.flatMap(({ plan }) => plan)).toContainEqual(
    expect.stringContaining('INDEX media_kind_rating '),
  );
  const ofPeriod = await statementsOf(again, () =>
    client.call('catalog.topRated', { limit: 5, yearFrom: 1990, yearTo: 1999 }),
  );
  expect(slowSteps(ofPeriod)).toEqual([]);
  expect(ofPeriod.flatMap(({ plan }) => plan)).toContainEqual(expect.stringContaining('INDEX media_rating '));
});

test.each(['title', 'added', 'year', 'rating'] as const)(
  'the library in order of %s is read in that order, from its beginning and from the middle, either way round',
  async (sort) => {
    const { setup } = await library();
    const { setup: again, client } = await fresh(setup);
    for (const descending of [false, true]) {
      const statements = await statementsOf(again, async () => {
        const { nextCursor } = await client.call('catalog.list', { sort, descending, limit: 5 });
        await client.call('catalog.list', { sort, descending, limit: 5, cursor: nextCursor });
        await client.call('catalog.list', { sort, descending, limit: 5, offset: 1500 });
      });
      expect(slowSteps(statements, [/^SCAN media$/])).toEqual([]);
      if (sort !== 'added')
        expect(statements.flatMap(({ plan }) => plan).filter((step) => step === 'SCAN media')).toEqual([]);
    }
  },
);

test('one kind in order of title comes from an index of its own', async () => {
  const { setup } = await library();
  const { setup: again, client } = await fresh(setup);
  const statements = await statementsOf(again, () =>
    client.call('catalog.list', { sort: 'title', filter: { kind: 'movie' }, limit: 5 }),
  );
  expect(slowSteps(statements)).toEqual([]);
  expect(statements.flatMap(({ plan }) => plan)).toContainEqual(
    expect.stringContaining('INDEX media_kind_sort '),
  );
});

test('what one has rated is found by person; only that is sorted', async () => {
  const { setup } = await library();
  const { setup: again, client } = await fresh(setup);
  const statements = await statementsOf(again, () =>
    client.call('catalog.list', { sort: 'mine', filter: { shelf: 'rated' }, limit: 5 }),
  );
  expect(slowSteps(statements, [/TEMP B-TREE FOR ORDER BY/])).toEqual([]);
  expect(statements.flatMap(({ plan }) => plan)).toContainEqual(
    expect.stringMatching(/^SEARCH own USING INDEX reviews_user/),
  );
});

test('a title’s page searches by the title, and its reviews come in order', async () => {
  const { setup, first } = await library();
  const { setup: again, client } = await fresh(setup);
  const statements = await statementsOf(again, async () => {
    await client.call('catalog.get', { id: first });
    await client.call('reviews.mine', { mediaId: first });
    await client.call('reviews.listForMedia', { mediaId: first });
  });
  // What is sorted belongs to one title: its external ids, the counts of its ratings.
  expect(slowSteps(statements, [/TEMP B-TREE FOR (?:GROUP|ORDER) BY/])).toEqual([]);
});

test('the feed and the notifications take the newest from the end of an index', async () => {
  const { setup } = await library();
  const { setup: again, client } = await fresh(setup);
  const statements = await statementsOf(again, async () => {
    await client.call('reviews.recent', { by: 'everyone' });
    await client.call('reviews.recent', { by: 'me' });
    await client.call('notifications.list', {});
    await client.call('notifications.list', { unreadOnly: true });
  });
  // The people of this computer are few, and all of them are asked for.
  expect(slowSteps(statements, [/^SCAN users$/])).toEqual([]);
});

test('a search asks the index of words, and reads only the titles that it gave', async () => {
  const { setup } = await library();
  const { setup: again, client } = await fresh(setup);
  const texts = ['t', 'titl', 'title 1', 'itle', 'tilte', 'some tit', 'drama', 'title kind:movie', 'mine:unrated title', 'title genre:drama sort:newest',
    'mine:rated sort:title', 'kind:movie year:1990s', 'list:x', 'creator:somebody rating:>3']; // prettier-ignore
  const statements = await statementsOf(again, async () => {
    for (const text of texts) await client.call('catalog.search', { text });
    await client.call('search.values', { name: 'creator', begins: 'some' });
    await client.call('search.saved', {});
    await client.call('search.recent', {});
  });
  expect(statements.flatMap(({ plan }) => plan)).toContainEqual(
    expect.stringMatching(/^SCAN media_search VIRTUAL TABLE INDEX/),
  );
  // Genres are some dozens, new words at most 2,000; a profile's saved searches come by name.
  const few = [/^SCAN genres$/, /^SCAN search_new_words$/, /^SCAN search_moves$/, /TEMP B-TREE FOR ORDER BY/];
  expect(slowSteps(statements, few)).toEqual([]);
});

test('how many titles there are is read from three rows', async () => {
  const { setup } = await library();
  const { setup: again, client } = await fresh(setup);
  const statements = await statementsOf(again, async () => {
    await client.call('catalog.counts', {});
    await client.call('catalog.list', { limit: 5 });
    await client.call('catalog.list', { limit: 5, filter: { kind: 'movie' } });
  });
  expect(slowSteps(statements, [/^SCAN title_counts$/])).toEqual([]);
  expect(statements.filter(({ sql }) => /count\(\*\).*from "?media"?/is.test(sql))).toEqual([]);
});

test('what suggestions read of a profile and of titles is found by index', async () => {
  const { setup, first } = await library();
  const { setup: again, client } = await fresh(setup);
  const statements = await statementsOf(again, async () => {
    await client.call('discovery.recommend', {});
    await client.call('discovery.similar', { mediaId: first });
    await client.call('discovery.hiddenGems', {});
    await client.call('discovery.onThisDay', {});
    await client.call('discovery.trending', {});
    await client.call('discovery.pick', {});
  });
  expect(statements.length).toBeGreaterThan(6);
  // Trending looks at the newest rows of two tables, a bounded number, and orders what it found; a profile's
  // plays are told apart by title.
  expect(
    slowSteps(statements, [
      /^SCAN (?:reviews|plays)$/,
      /^SCAN happened/,
      /TEMP B-TREE FOR (?:GROUP BY|ORDER BY|DISTINCT)/,
    ]),
  ).toEqual([]);
});

test('the watchlist is found by its person, in the order of adding or sorted alone', async () => {
  const { setup, first } = await library();
  const { setup: again, client } = await fresh(setup);
  await client.call('watchlist.set', { mediaId: first, on: true });
  const added = await statementsOf(again, () => client.call('watchlist.list', { sort: 'added' }));
  expect(slowSteps(added)).toEqual([]);
  expect(added.flatMap(({ plan }) => plan)).toContainEqual(
    expect.stringContaining('SEARCH watchlist USING INDEX watchlist_recent (user_id=?)'),
  );
  const others = await statementsOf(again, async () => {
    await client.call('watchlist.list', { sort: 'title' });
    await client.call('watchlist.pick', {});
  });
  expect(slowSteps(others, [/TEMP B-TREE FOR ORDER BY/])).toEqual([]);
});

test('a row’s seal is found by its key, however many there are', async () => {
  const { setup } = await library();
  const sqlite = new Database(join(setup.dataFolder, 'mediary.sqlite3'));
  const statements = await statementsOf(setup, async () => void sealRows(sqlite));
  sqlite.close();
  const looks = statements.flatMap(({ plan }) => plan).filter((step) => step.startsWith('SEARCH seals'));
  expect(looks.length).toBeGreaterThan(5);
  expect(looks.filter((step) => !step.endsWith('(kind=? AND key=?)'))).toEqual([]);
});
