// Everything out, into an empty profile on another computer, and out again: the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { exportDocument } from '#shared/exports/document.ts';
import { addTitle, scratchFolder, testClock, testCore, type TestCore } from '../../support/core.ts';
import { finished } from '../imports/support.ts';
import { addDiary, addList, endOfJob, sideDoor } from '../jobs/support.ts';

const texts = [
  '=HYPERLINK("x")\r\n"quotes", commas; and\ttabs\n\n \'end\'  ',
  "'", "''=1", '  blanks at both ends  ', '@home', '-', '+1', '\t', 'ends in a comma,', '深夜食堂\n\n🎬', 'a|b\\c', 'Ｆ＝１', '\u2060=hidden',
].filter((text) => text.trim() !== ''); // prettier-ignore

async function write(core: TestCore, client: Client, path: string): Promise<void> {
  const format = path.endsWith('.json') ? 'json' : 'csv';
  const { token } = core.core.targets.grant(path, { overwrite: true });
  const job = await endOfJob(client, await client.call('exports.start', { token, options: { format } }));
  if (job.state !== 'done') throw new Error(JSON.stringify(job.error));
}

/** The document as what it says, without the moments at which rows came to this computer. */
function said(path: string): unknown {
  const { titles, reviews, plays, watchlist, favorites, lists, listItems } = exportDocument.parse(
    JSON.parse(readFileSync(path, 'utf8')),
  );
  const names = new Map(lists.map(({ uid, name }) => [uid, name]));
  const sorted = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).toSorted();
  return {
    titles: sorted(titles),
    reviews: sorted(reviews.map(({ createdAt: _c, updatedAt: _u, ...rest }) => rest)),
    plays: sorted(plays.map(({ uid: _uid, createdAt: _c, updatedAt: _u, ...rest }) => rest)),
    watchlist: sorted(watchlist.map(({ title }) => title)),
    favorites: sorted(favorites.map(({ title }) => title)),
    lists: sorted(lists.map(({ uid: _uid, createdAt: _c, updatedAt: _u, ...rest }) => rest)),
    listItems: sorted(
      listItems.map(({ list, addedAt: _addedAt, ...rest }) => ({ list: names.get(list), ...rest })),
    ),
  };
}

test.for(['all.json', 'all.zip'])(
  '%s read into an empty profile gives the same, to the byte',
  { timeout: 60_000 },
  async (name) => {
    const folder = scratchFolder();
    const here = await testCore();
    const { client, profile } = await here.register('Ada');
    const ids = [];
    for (const [at, body] of texts.entries()) {
      const mediaId = await addTitle(client, `Film ${at}`, { year: 1990 + at });
      await client.call('reviews.save', {
        mediaId,
        rating: (10 + at * 7) as Rating,
        body,
        spoiler: at % 2 === 0,
      });
      ids.push(mediaId);
    }
    const one = await addTitle(client, 'Pinocchio', { year: 2022, externalIds: { imdb: 'tt1488589' } });
    const other = await addTitle(client, 'Pinocchio', {
      year: 2022,
      disambiguator: 'the other one',
      genres: ['A|B', 'C\\D'],
    });
    const show = await addTitle(client, '深夜食堂', {
      kind: 'web_show',
      year: 2009,
      creator: 'Joji Matsuoka',
      description: 'Two\nlines',
    });
    const song = await addTitle(client, "'74 Jailbreak", { kind: 'song', year: null, creator: '=AC/DC' });
    for (const mediaId of [one, other]) await client.call('reviews.save', { mediaId, rating: 55 as Rating });
    await client.call('favorites.set', { mediaId: song, on: true });
    await client.call('watchlist.set', { mediaId: show, on: true });
    const sqlite = sideDoor(here);
    addDiary(sqlite, profile.id, [
      { mediaId: one, on: '2020-05-01', tags: ['=a', 'b|c', 'd'], rating: 80 },
      { mediaId: one, on: '2021-06', rewatch: 1, note: texts[0] ?? '' },
      { mediaId: show, on: '2019', season: 1, episode: 3 },
      { mediaId: show, on: '2019', season: 1, episode: 4 },
      { mediaId: song, on: null },
    ]);
    addList(sqlite, profile.id, '+Best', [
      { mediaId: song, position: 'a2' },
      { mediaId: one, position: 'a1', note: '@me' },
      { mediaId: other, position: 'a0' },
    ]);
    sqlite.close();
    await write(here, client, join(folder, 'before.json'));
    await write(here, client, join(folder, name));

    const there = await testCore(scratchFolder(), testClock('2026-03-02T10:00:00.000Z'));
    const bea = await there.register('Bea');
    const { token } = there.core.files.grant(join(folder, name));
    const { suggestion } = await bea.client.call('imports.inspect', { token });
    const job = await finished(
      bea.client,
      await bea.client.call('imports.apply', { token, options: suggestion }),
    );
    expect(job).toMatchObject({ state: 'done', outcomes: { rejected: 0 } });
    await write(there, bea.client, join(folder, 'after.json'));
    expect(said(join(folder, 'after.json'))).toEqual(said(join(folder, 'before.json')));
  },
);
