// Taking imports back: in any order, exactly, but for what somebody edited since.
import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportId, MediaId } from '#shared/api/contract.ts';
import type { ImportOptions, UndoReport } from '#shared/api/imports.ts';
import { emptyUndoReport } from '#main/core/imports/undo-import.ts';
import { entryHeader, entryRow, type Entry } from '#main/core/imports/formats/entry.ts';
import { addTitle } from '../../support/core.ts';
import { sideDoor } from '../jobs/support.ts';
import { directRuns } from './direct-runs.ts';
import { contentOf } from './library-content.ts';
import { finished, importDesk, type ImportDesk } from './support.ts';

const entries: Partial<ImportOptions> = { shape: 'entries', mapping: {}, scale: null };
const seed = 20_261_122;

type Draft = Partial<Entry> & Pick<Entry, 'entry'>;

function canonical(...rows: readonly Draft[]): string {
  return (
    entryHeader + rows.map((row, index) => entryRow({ file: 'a.csv', line: index + 2, ...row })).join('')
  );
}

const heat = { title: 'Heat', year: 1995, kind: 'movie' } as const;
const dark = { title: 'Dark', year: 2017, kind: 'web_show' } as const;
const alien = { title: 'Alien', year: 1979, kind: 'movie' } as const;

const content = (desk: ImportDesk) => contentOf(join(desk.test.dataFolder, 'mediary.sqlite3'));

async function undo(desk: ImportDesk, importId: ImportId): Promise<UndoReport> {
  // Tests' clock is slower than the machine's, by which imports go on.
  desk.test.clock.advance(60);
  const preview = await desk.client.call('imports.undoPreview', { importId });
  const job = await finished(desk.client, await desk.client.call('imports.undo', { importId }));
  expect(job).toMatchObject({ phase: 'undo', state: 'done', importId });
  expect(job.undone).toEqual(preview);
  if (!job.undone) throw new Error('nothing was undone');
  return job.undone;
}

const everything = canonical(
  { entry: 'title', ...alien, creator: 'Ridley Scott', genres: ['Horror'], ids: { imdb: 'tt0078748' } },
  { entry: 'review', ...heat, rating: 87, comment: 'Good', date: '2019-05-01' },
  { entry: 'play', ...heat, played: '2019-05-01', also: ['favorite'] },
  { entry: 'play', ...dark, episodes: [[1, 1], [1, 2]], played: '2020' },
  { entry: 'watchlist', ...alien },
  { entry: 'list', list: 'Best' },
  { entry: 'list_item', list: 'Best', ...dark },
); // prettier-ignore

describe('undoing an import', () => {
  it('removes all that it brought, and tells so before and after', async () => {
    const desk = await importDesk();
    const before = content(desk);
    const record = await desk.apply(everything, entries);
    expect(await undo(desk, record.id)).toEqual({
      removed: {
        titles: 3, reviews: 1, plays: 3, watchlist: 1, favorites: 1, dismissed: 0, lists: 1, listItems: 1, people: 0,
      },
      restored: {
        titles: 0, reviews: 0, plays: 0, watchlist: 0, favorites: 0, dismissed: 0, lists: 0, listItems: 0, people: 0,
      },
      kept: 0,
      keptItems: [],
    }); // prettier-ignore
    expect(content(desk)).toEqual(before);
    const after = await desk.client.call('imports.get', { importId: record.id });
    expect(after).toMatchObject({ status: 'undone', undoBegun: false, undone: { removed: { plays: 3 } } });
    await expect(desk.client.call('imports.undo', { importId: record.id })).rejects.toMatchObject({
      code: 'conflict',
    });
    const again = await desk.apply(everything, entries);
    expect(again.outcomes).toEqual(record.outcomes);
  });

  it('restores what it changed', async () => {
    const desk = await importDesk();
    const mediaId = await addTitle(desk.client, 'Heat', { year: 1995 });
    await desk.client.call('reviews.save', { mediaId, rating: 50 as never, body: 'Mine', spoiler: true });
    await desk.client.call('watchlist.set', { mediaId, on: true });
    await desk.client.call('watchlist.set', { mediaId, on: false });
    const before = content(desk);
    const { id } = await desk.apply(
      canonical(
        { entry: 'title', ...heat, creator: 'Michael Mann', genres: ['Crime'], ids: { imdb: 'tt0113277' } },
        { entry: 'review', ...heat, rating: 90, comment: 'Theirs', date: '2030-01-01' },
        { entry: 'watchlist', ...heat, date: '2011-01-01' },
      ),
      entries,
    );
    expect(await undo(desk, id)).toMatchObject({
      removed: { titles: 0, reviews: 0 },
      restored: { titles: 1, reviews: 1, watchlist: 1 },
      kept: 0,
    });
    expect(content(desk)).toEqual(before);
  });

  it('leaves what somebody edited or uses since, and lists it', async () => {
    const desk = await importDesk();
    const { id } = await desk.apply(everything, entries);
    desk.test.clock.advance(60);
    const find = async (title: string) => {
      const { items } = await desk.client.call('catalog.list', { limit: 10 });
      return items.find((item) => item.title === title)?.id as MediaId;
    };
    await desk.client.call('reviews.save', { mediaId: await find('Heat'), rating: 30 as never });
    await desk.client.call('favorites.set', { mediaId: await find('Dark'), on: true });
    const report = await undo(desk, id);
    expect(report).toMatchObject({ removed: { titles: 1, reviews: 0, plays: 3 }, kept: 3 });
    expect(report.keptItems).toEqual([
      { what: 'review', title: 'Heat (1995)', reason: 'edited' },
      { what: 'title', title: 'Dark (2017)', reason: 'needed' },
      { what: 'title', title: 'Heat (1995)', reason: 'needed' },
    ]);
    expect(await desk.client.call('reviews.mine', { mediaId: await find('Heat') })).toMatchObject({
      rating: 30,
      body: 'Good',
    });
  });

  it('hands what a later import needs to that one, whose undo then removes it', async () => {
    const desk = await importDesk();
    const empty = content(desk);
    const first = await desk.apply(canonical({ entry: 'title', ...heat }), entries);
    const second = await desk.apply(canonical({ entry: 'play', ...heat, played: '2019' }), entries);
    const third = await desk.apply(canonical({ entry: 'watchlist', ...heat }), entries);
    const kept = { removed: { titles: 0 }, keptItems: [{ title: 'Heat (1995)', reason: 'imported' }] };
    expect(await undo(desk, first.id)).toMatchObject(kept);
    expect(await undo(desk, second.id)).toMatchObject(kept);
    expect(await undo(desk, third.id)).toMatchObject({ removed: { titles: 1 }, kept: 0 });
    expect(content(desk)).toEqual(empty);
  });

  it('keeps a later import’s value, whose undo then gives back what was before both', async () => {
    const desk = await importDesk();
    const mediaId = await addTitle(desk.client, 'Heat', { year: 1995 });
    await desk.client.call('reviews.save', { mediaId, rating: 50 as never });
    const before = content(desk);
    const a = await desk.apply(
      canonical({ entry: 'review', ...heat, rating: 60, date: '2030-01-01' }),
      entries,
    );
    const b = await desk.apply(
      canonical({ entry: 'review', ...heat, rating: 70, date: '2030-01-02' }),
      entries,
    );
    await undo(desk, a.id);
    expect(await desk.client.call('reviews.mine', { mediaId })).toMatchObject({ rating: 70 });
    await undo(desk, b.id);
    expect(content(desk)).toEqual(before);
  });

  it('takes hundreds of rows back at once, but for those that somebody edited or uses', async () => {
    const desk = await importDesk();
    const before = content(desk);
    const rows = Array.from({ length: 400 }, (_, index): Draft[] => {
      const song = { title: `Song ${index}`, creator: 'Somebody', kind: 'song' } as const;
      return [
        { entry: 'play', ...song, played: '2019-05-01', also: ['review'], rating: 60, date: '2019-05-01' },
        { entry: 'play', ...song, played: '2019-05-02' },
      ];
    });
    const { id } = await desk.apply(canonical(...rows.flat()), entries);
    desk.test.clock.advance(60);
    const song = (name: string) =>
      desk.sql().prepare('SELECT id FROM media WHERE title = ?').pluck().get(name) as MediaId;
    const edited = song('Song 200');
    await desk.client.call('reviews.save', { mediaId: edited, rating: 30 as never });
    const used = song('Song 399');
    await desk.client.call('favorites.set', { mediaId: used, on: true });
    const report = await undo(desk, id);
    expect(report).toMatchObject({ removed: { titles: 398, reviews: 399, plays: 800 }, kept: 3 });
    const left = content(desk);
    expect(left['media']).toMatchObject([
      { id: edited, rating_count: 1, rating_sum: 30 },
      { id: used, rating_count: 0, rating_sum: 0 },
    ]);
    expect(left['reviews']).toHaveLength(1);
    expect({ ...left, media: [], reviews: [], favorites: [], search: [] }).toEqual({ ...before, search: [] });
  });

  it('removes authors and puts the totals right', async () => {
    const desk = await importDesk();
    await desk.apply('title,kind,movielens\nOne,movie,m1\n');
    const before = content(desk);
    const { id } = await desk.apply('who,film,score\n7,m1,4\n8,m1,5\n', {
      shape: 'reviews',
      mapping: { author: 'who', movielens: 'film', rating: 'score' },
      scale: { min: 1, max: 5 },
    });
    expect(await undo(desk, id)).toMatchObject({ removed: { reviews: 2, people: 2 } });
    expect(content(desk)).toEqual(before);
  });

  it('is for the owner and admins, and not for what is running', async () => {
    const desk = await importDesk();
    const { id: importId } = await desk.apply(everything, entries);
    const { client } = await desk.test.register('Other');
    for (const method of ['imports.undo', 'imports.undoPreview'] as const)
      await expect(client.call(method, { importId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

const draft: fc.Arbitrary<Draft> = fc
  .record({
    entry: fc.constantFrom('play', 'review', 'review', 'watchlist', 'favorite', 'list_item', 'title'),
    named: fc.constantFrom(heat, dark, alien),
    creator: fc.constantFrom(undefined, undefined, 'Somebody'),
    imdb: fc.constantFrom(undefined, undefined, 'tt0000001'),
    played: fc.constantFrom('', '2019', '2019-05-01'),
    rating: fc.constantFrom(50, 60, 70),
    note: fc.constantFrom(undefined, 'a'),
    date: fc.constantFrom(undefined, '2018-01-01', '2019-01-01'),
    list: fc.constantFrom('One', 'Two'),
    also: fc.constantFrom(undefined, ['review'] as const, ['favorite'] as const),
  })
  .map(({ named, imdb, ...rest }) => ({
    ...named,
    ...rest,
    ...(imdb && named === heat && { ids: { imdb } }),
  }));
const file = fc.array(draft, { minLength: 1, maxLength: 6 }).map((rows) => canonical(...rows));
const policy = fc.constantFrom('keepMine', 'takeTheirs', 'newestWins');

describe('an undo that an older version told of or began', () => {
  const older = ` json_remove(options, '$.undo.removed.dismissed', '$.undo.restored.dismissed')`;

  it('is told with what that version did not count', async () => {
    const desk = await importDesk();
    const record = await desk.apply(everything, entries);
    await undo(desk, record.id);
    const sqlite = sideDoor(desk.test);
    sqlite.exec(`UPDATE imports SET options = ${older}`);
    sqlite.close();
    const { undone } = await desk.client.call('imports.get', { importId: record.id });
    expect(undone).toMatchObject({ removed: { dismissed: 0, plays: 3 }, restored: { dismissed: 0 } });
  });

  it('goes on counting', async () => {
    const desk = await importDesk();
    const record = await desk.apply(canonical({ entry: 'dismissed', ...heat }), entries);
    const sqlite = sideDoor(desk.test);
    const begun = JSON.stringify(emptyUndoReport());
    sqlite.exec(
      `UPDATE imports SET status = 'interrupted', options = json_set(options, '$.undo', json('${begun}'))`,
    );
    sqlite.exec(`UPDATE imports SET options = ${older}`);
    sqlite.close();
    const job = await finished(
      desk.client,
      await desk.client.call('imports.resume', { importId: record.id }),
    );
    expect(job.undone).toMatchObject({ removed: { titles: 1, dismissed: 1 }, restored: { dismissed: 0 } });
  });
});

describe('undoing any imports', () => {
  it('in the order from the last gives each state that was', async () => {
    const runs = await directRuns();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(file, policy), { minLength: 1, maxLength: 3 }), async (files) => {
        runs.startAnew();
        const states = [];
        for (const [text, conflicts] of files) {
          states.push({ id: 0, content: contentOf(runs.databaseFile) });
          await runs('apply', text, { ...entries, conflicts });
          Object.assign(states.at(-1) ?? {}, { id: runs.latest() });
        }
        for (const state of states.toReversed()) {
          expect(runs.undo(state.id, 'undoPreview')).toEqual(runs.undo(state.id));
          expect(contentOf(runs.databaseFile)).toEqual(state.content);
        }
      }),
      { numRuns: 20, seed },
    );
  }, 120_000);

  it('in any order gives back the start', async () => {
    const runs = await directRuns();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(file, policy), { minLength: 2, maxLength: 4 }),
        fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
        async (files, picks) => {
          runs.startAnew();
          const start = contentOf(runs.databaseFile);
          const ids: number[] = [];
          for (const [text, conflicts] of files) {
            await runs('apply', text, { ...entries, conflicts });
            ids.push(runs.latest());
          }
          for (const pick of picks) {
            const [id] = ids.splice(pick % Math.max(1, ids.length), 1);
            if (id === undefined) continue;
            expect(runs.undo(id, 'undoPreview')).toEqual(runs.undo(id));
          }
          expect(contentOf(runs.databaseFile)).toEqual(start);
        },
      ),
      { numRuns: 30, seed },
    );
  }, 120_000);
});
