// Random writes of a person, through the same calls that windows make: of every feature whose rows are synced.
import type { Rating } from '#shared/domain/rating.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { AppError } from '#shared/errors.ts';
import { entryHeader, entryRow, type Entry } from '#main/core/imports/formats/entry.ts';
import { createRandom, type Random } from '../../shared/sync/simulator/random.ts';
import { movie } from '../../support/core.ts';
import { deskOf, finished } from '../imports/support.ts';
import type { Computer } from './linked-pair.ts';

type Edit = (computer: Computer, random: Random) => Promise<unknown>;

const dates = ['2019', '2019-05', '2020-02-29'].map((date) => date as PartialDate);
const names = ['Alien', 'Heat', 'Ran', 'Brazil', 'Playtime', 'Stalker'];

/** Ids of the rows of a table that are there. */
function idOf(computer: Computer, random: Random, text: string): number {
  const ids = computer.sqlite.prepare<[], number>(text).pluck().all();
  return ids.length === 0 ? 0 : random.pick(ids);
}
const title = (computer: Computer, random: Random) =>
  idOf(computer, random, 'SELECT id FROM media WHERE deleted_at IS NULL');
const play = (computer: Computer, random: Random, state: string) =>
  idOf(computer, random, `SELECT id FROM plays WHERE deleted_at ${state}`);
const list = (computer: Computer, random: Random, state = 'IS NULL') =>
  idOf(computer, random, `SELECT id FROM lists WHERE deleted_at ${state}`);
const rating = (random: Random) => random.between(10, 100) as Rating;

export const edits: Readonly<Record<string, Edit>> = {
  addTitle: ({ client }, random) =>
    client.call(
      'catalog.add',
      movie(random.pick(names), { year: random.between(1979, 1982), genres: ['Drama'] }),
    ),
  editTitle: (computer, random) =>
    computer.client.call('catalog.edit', {
      id: title(computer, random),
      draft: movie(random.pick(names), {
        year: random.between(1979, 1990),
        creator: `Person ${random.int(9)}`,
      }),
    }),
  deleteTitle: (computer, random) => computer.client.call('catalog.delete', { id: title(computer, random) }),
  restoreTitle: (computer, random) =>
    computer.client.call('catalog.restore', {
      id: idOf(computer, random, 'SELECT id FROM media WHERE deleted_at IS NOT NULL'),
    }),
  merge: (computer, random) =>
    computer.client.call('catalog.merge', {
      keepId: title(computer, random),
      dropId: title(computer, random),
    }),
  unmerge: (computer, random) =>
    computer.client.call('catalog.unmerge', {
      mergeId: idOf(computer, random, 'SELECT id FROM title_merges WHERE parted_at IS NULL'),
    }),
  review: (computer, random) =>
    computer.client.call('reviews.save', {
      mediaId: title(computer, random),
      ...(random.chance(0.7) && { rating: rating(random) }),
      ...(random.chance(0.5) && { body: `Text ${random.int(99)}`, spoiler: random.chance(0.3) }),
    }),
  unreview: (computer, random) =>
    computer.client.call('reviews.delete', { mediaId: title(computer, random) }),
  favorite: (computer, random) =>
    computer.client.call('favorites.set', { mediaId: title(computer, random), on: random.chance(0.6) }),
  watchlist: (computer, random) =>
    computer.client.call('watchlist.set', { mediaId: title(computer, random), on: random.chance(0.6) }),
  dismiss: (computer, random) =>
    computer.client.call('discovery.dismiss', { mediaId: title(computer, random), on: random.chance(0.6) }),
  log: (computer, random) =>
    computer.client.call('diary.log', {
      mediaId: title(computer, random),
      playedOn: random.pick(dates),
      rating: random.chance(0.5) ? rating(random) : null,
      note: random.chance(0.5) ? 'At home' : null,
      tags: random.chance(0.3) ? ['rainy'] : [],
      updateReview: random.chance(0.5),
      offWatchlist: random.chance(0.5),
    }),
  editPlay: (computer, random) =>
    computer.client.call('diary.edit', {
      id: play(computer, random, 'IS NULL'),
      rating: rating(random),
      note: 'Again',
    }),
  deletePlay: (computer, random) =>
    computer.client.call('diary.delete', { ids: [play(computer, random, 'IS NULL')] }),
  restorePlay: (computer, random) =>
    computer.client.call('diary.restore', { ids: [play(computer, random, 'IS NOT NULL')] }),
  createList: (computer, random) =>
    computer.client.call('lists.create', {
      name: `List ${random.int(99)}`,
      mediaIds: [title(computer, random)],
    }),
  editList: (computer, random) =>
    computer.client.call('lists.edit', {
      id: list(computer, random),
      ranked: random.chance(0.5),
      description: 'Best',
    }),
  deleteList: (computer, random) => computer.client.call('lists.delete', { id: list(computer, random) }),
  restoreList: (computer, random) =>
    computer.client.call('lists.restore', { id: list(computer, random, 'IS NOT NULL') }),
  addItem: (computer, random) =>
    computer.client.call('lists.add', {
      id: list(computer, random),
      mediaId: title(computer, random),
      note: 'Why',
    }),
  moveItem: (computer, random) =>
    computer.client.call('lists.move', {
      id: list(computer, random),
      mediaIds: [title(computer, random)],
      before: null,
    }),
  removeItem: (computer, random) =>
    computer.client.call('lists.remove', { id: list(computer, random), mediaId: title(computer, random) }),
  putItemBack: (computer, random) =>
    computer.client.call('lists.putBack', { id: list(computer, random), mediaId: title(computer, random) }),
  import: async ({ app, client }, random) =>
    await deskOf(app, client).apply(file(random), { shape: 'entries', mapping: {}, scale: null }),
  undo: async (computer, random) =>
    await finished(
      computer.client,
      await computer.client.call('imports.undo', {
        importId: idOf(computer, random, `SELECT id FROM imports WHERE status = 'done'`),
      }),
    ),
};

/** Edits as a seed has them; those that make no sense where they come are refused, and leave nothing behind. */
export async function editAtRandom(computer: Computer, seed: number, count: number): Promise<string[]> {
  const random = createRandom(seed);
  const done: string[] = [];
  for (let edit = 0; edit < count; edit++) {
    const name = random.pick(Object.keys(edits));
    try {
      await edits[name]?.(computer, random);
      done.push(name);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'internal') throw error;
    }
  }
  return done;
}

function file(random: Random): string {
  const of = () => ({ title: random.pick(names), year: random.between(1979, 1982), kind: 'movie' as const });
  const drafts: (Partial<Entry> & Pick<Entry, 'entry'>)[] = [
    { entry: 'review', ...of(), rating: random.between(10, 100), comment: 'Imported', date: '2015-05-01' },
    { entry: 'play', ...of(), played: '2018-05-01', also: ['favorite'] },
    { entry: 'play', ...of(), played: '2017' },
    { entry: 'watchlist', ...of() },
    { entry: 'list_item', list: `List ${random.int(9)}`, ...of() },
  ];
  return (
    entryHeader + drafts.map((row, index) => entryRow({ file: 'a.csv', line: index + 2, ...row })).join('')
  );
}
