// Whatever a profile holds: out, into an empty one on another computer, and out again gives the same, with every text to
// the byte and every moment; a second import changes nothing, and its undo leaves nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { exportDocument } from '#shared/exports/document.ts';
import { createMediaWriter } from '#main/core/catalog/media-writer.ts';
import { createPlayWriter } from '#main/core/diary/play-writer.ts';
import { createListWriter } from '#main/core/lists/list-writer.ts';
import { positionBetween } from '#main/core/lists/fractional-index.ts';
import { createReviewWriter } from '#main/core/reviews/review-writer.ts';
import { createShelfWriter, shelves } from '#main/core/reviews/shelf-writer.ts';
import type { Client } from '#shared/api/client.ts';
import { scratchFolder, testCore, type TestCore } from '../../support/core.ts';
import { finished } from '../imports/support.ts';
import { endOfJob, sideDoor } from '../jobs/support.ts';

const formula = fc.constantFrom('=', '+', '-', '@', '\t', "'", "''", '＝', '=1+1', '@x', "'=1");
const piece = fc.oneof(
  formula,
  fc.constantFrom('"', '""', ',', ';', '|', '\\', '\\|', '\r\n', '\n', '\n\n', ' ', '深夜食堂', 'الرسالة', '🎬', '\u2060', '<i>'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
); // prettier-ignore
const prose = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text.trim() !== '');
/** Of one line, as the catalogue keeps names: trimmed. */
const name = prose
  .map((text) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').trim())
  .filter((text) => text !== '');
const moment = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const times = fc.tuple(moment, moment).map(([one, other]) => (one < other ? [one, other] : [other, one]));
const day = fc
  .tuple(moment, fc.constantFrom(4, 7, 10))
  .map(([date, length]) => date.slice(0, length) as PartialDate);
const rating = fc.integer({ min: 10, max: 100 });
const tags = fc.uniqueArray(
  name.filter((text) => text.length <= 60),
  { maxLength: 3 },
);

const aTitle = fc.record({
  kind: fc.constantFrom<MediaKind>('movie', 'web_show', 'song'),
  title: name,
  year: fc.option(fc.integer({ min: 1950, max: 2025 })),
  creator: name,
  genres: fc.uniqueArray(name, { maxLength: 3, selector: (genre) => genre.toLowerCase() }),
  runtime: fc.option(fc.integer({ min: 1, max: 600 })),
  description: fc.option(prose),
  apart: fc.boolean(),
  ids: fc.constantFrom(0, 1, 2),
});
const aPlay = fc.record({
  title: fc.nat(),
  when: fc.oneof(
    fc.constant({ playedOn: null, playedAt: null }),
    day.map((playedOn) => ({ playedOn, playedAt: null })),
    moment.map((at) => ({ playedOn: at.slice(0, 10) as PartialDate, playedAt: at })),
  ),
  season: fc.option(fc.nat({ max: 20 })),
  episode: fc.option(fc.nat({ max: 30 })),
  rewatch: fc.boolean(),
  rating: fc.option(rating),
  note: fc.option(prose),
  tags,
  times,
});
const aReview = fc.record({
  rating: fc.option(rating),
  body: prose,
  hasBody: fc.boolean(),
  spoiler: fc.boolean(),
  times,
});
const aList = fc.record({
  name,
  description: fc.option(prose),
  ranked: fc.boolean(),
  tags,
  times,
  items: fc.array(fc.record({ title: fc.nat(), note: fc.option(prose), at: moment }), { maxLength: 6 }),
});
const aProfile = fc.record({
  titles: fc.array(aTitle, { minLength: 1, maxLength: 6 }),
  reviews: fc.array(fc.option(aReview), { maxLength: 6 }),
  plays: fc.array(aPlay, { maxLength: 8 }),
  places: fc.array(fc.record({ shelf: fc.constantFrom(...shelves), title: fc.nat(), at: moment }), {
    maxLength: 6,
  }),
  lists: fc.uniqueArray(aList, { maxLength: 3, selector: (list) => list.name }),
});
type Profile = typeof aProfile extends fc.Arbitrary<infer T> ? T : never;

/** Fills a profile through the writers of the features. */
function fill(core: TestCore, userId: number, profile: Profile): void {
  const sqlite = sideDoor(core);
  const titles = createMediaWriter(sqlite);
  const reviews = createReviewWriter(sqlite, { notify: false, addToTotals: () => undefined });
  const plays = createPlayWriter(sqlite);
  const lists = createListWriter(sqlite);
  const places = createShelfWriter(sqlite);
  const ids: number[] = [];
  sqlite.transaction(() => {
    for (const [at, { apart, ids: count, ...facts }] of profile.titles.entries()) {
      const externalIds = Array.from(
        { length: count },
        (_none, nth) => ['imdb', `tt${1_000_000 + userId * 1000 + at * 10 + nth}`] as const,
      );
      const whole = { ...facts, disambiguator: apart ? `the ${at}th` : null, externalIds };
      const there = titles.findByUid(titles.uidOf(whole));
      const id = there?.id ?? titles.insert(whole, userId, '2025-01-01T00:00:00.000Z');
      if (!ids.includes(id)) ids.push(id);
    }
    const idOf = (nth: number) => ids[nth % ids.length] ?? 0;
    for (const [at, review] of profile.reviews.entries()) {
      const mediaId = ids[at];
      if (review === null || mediaId === undefined) continue;
      const body = review.hasBody || review.rating === null ? review.body : null;
      const [createdAt = '', updatedAt = ''] = review.times;
      const facts = { rating: review.rating, body, spoiler: review.spoiler && body !== null };
      reviews.write({ userId, mediaId, facts, before: undefined, createdAt, updatedAt, time: updatedAt });
    }
    for (const {
      title,
      when,
      times: [createdAt = '', time = ''],
      ...facts
    } of profile.plays)
      plays.insert({ userId, mediaId: idOf(title), facts: { ...when, ...facts }, createdAt, time });
    for (const { shelf, title, at } of profile.places) places.put(shelf, userId, idOf(title), at, at);
    for (const {
      items,
      times: [createdAt = '', time = ''],
      ...facts
    } of profile.lists) {
      const listId = lists.insert({ userId, facts, createdAt, time });
      // In an order that is not that of the titles.
      let position: string | null = null;
      for (const { title, note, at } of items) {
        if (lists.findItem(listId, idOf(title))) continue;
        position = positionBetween(null, position);
        lists.putItem({ listId, mediaId: idOf(title), note, position, createdAt: at, time: at });
      }
    }
  })();
  sqlite.close();
}

async function write(core: TestCore, client: Client, path: string): Promise<void> {
  const { token } = core.core.targets.grant(path, { overwrite: true });
  const format = path.endsWith('.json') ? 'json' : 'csv';
  const job = await endOfJob(client, await client.call('exports.start', { token, options: { format } }));
  expect(job).toMatchObject({ state: 'done' });
}

/** All but what every computer gives anew: uids of plays and lists, and when a title came to it. */
function said(path: string): Record<string, string[]> {
  const document = exportDocument.parse(JSON.parse(readFileSync(path, 'utf8')));
  const names = new Map(document.lists.map((list) => [list.uid, list.name]));
  const sorted = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).toSorted();
  return {
    titles: sorted(document.titles.map(({ addedAt: _addedAt, ...title }) => title)),
    reviews: sorted(document.reviews),
    plays: sorted(document.plays.map(({ uid: _uid, ...play }) => play)),
    watchlist: sorted(document.watchlist),
    favorites: sorted(document.favorites),
    dismissed: sorted(document.dismissed),
    lists: sorted(document.lists.map(({ uid: _uid, ...list }) => list)),
    listItems: sorted(document.listItems.map(({ list, ...item }) => ({ list: names.get(list), ...item }))),
  };
}

test.for(['json', 'zip'])('of any profile, as %s', { timeout: 300_000 }, async (ending) => {
  const folder = scratchFolder();
  const here = await testCore();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(aProfile, async (profile) => {
      const nth = ++run;
      const { client, profile: ada } = await here.register(`Ada ${nth}`);
      fill(here, ada.id, profile);
      const [before, after, file] = ['before.json', 'after.json', `all.${ending}`].map((base) =>
        join(folder, `${nth}-${base}`),
      ) as [string, string, string];
      await write(here, client, before);
      await write(here, client, file);

      const there = await testCore(scratchFolder());
      const bea = await there.register('Bea');
      const { token } = there.core.files.grant(file);
      const { suggestion } = await bea.client.call('imports.inspect', { token });
      const run1 = await bea.client.call('imports.apply', { token, options: suggestion });
      const first = await finished(bea.client, run1);
      expect(first).toMatchObject({ state: 'done', outcomes: { rejected: 0 } });
      await write(there, bea.client, after);
      expect(said(after)).toEqual(said(before));

      const again = await bea.client.call('imports.apply', { token, options: suggestion });
      expect(await finished(bea.client, again)).toMatchObject({
        state: 'done',
        outcomes: { inserted: 0, updated: 0, rejected: 0 },
      });
      expect(first.importId).not.toBeNull();
      const undo = await bea.client.call('imports.undo', { importId: first.importId as never });
      expect(await finished(bea.client, undo)).toMatchObject({ state: 'done' });
      await write(there, bea.client, after);
      expect(Object.values(said(after)).flat()).toEqual([]);
      await there.core.close();
    }),
    { numRuns: 12, endOnFailure: true },
  );
});
