// The writers of plays and lists on a migrated database, as the import worker uses them.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { createPlayWriter, type PlayFacts } from '#main/core/diary/play-writer.ts';
import { createListWriter } from '#main/core/lists/list-writer.ts';
import { migrations } from '#migrations/index.ts';
import { addTitle, testCore } from '../../support/core.ts';

const time = '2026-03-01T10:00:00.000Z';
const later = '2026-03-02T10:00:00.000Z';
const d = (text: string) => text as PartialDate;

function play(rest: Partial<PlayFacts> = {}): PlayFacts {
  return {
    playedOn: d('2019-05-01'), playedAt: null, season: null, episode: null, rewatch: false, rating: null, note: null, tags: [], ...rest,
  }; // prettier-ignore
}

async function setup() {
  const core = await testCore();
  const { client, profile } = await core.register('Ada');
  const mediaId = await addTitle(client, 'Heat');
  const other = await addTitle(client, 'Ran');
  const sqlite = openSqlite(join(core.dataFolder, 'mediary.sqlite3'), migrations.length);
  onTestFinished(() => void sqlite.close());
  return { sqlite, userId: profile.id, mediaId, other };
}

test('a play is written whole, changed, removed softly and restored', async () => {
  const { sqlite, userId, mediaId } = await setup();
  const writer = createPlayWriter(sqlite);
  const facts = play({
    playedAt: '2019-05-01T20:00:00.000Z',
    rewatch: true,
    rating: 87,
    note: 'Again 🎬',
    tags: ['cinema', '35 mm'],
  });
  const uid = randomBytes(16);
  const id = writer.insert({ userId, mediaId, facts, createdAt: time, time, uid });
  const stored = { ...facts, id, uid, userId, mediaId, createdAt: time, updatedAt: time, deleted: false };
  expect(writer.find(id)).toEqual(stored);
  expect(writer.findByUid(uid)).toEqual(stored);
  const changed = play({ playedOn: d('2019'), season: 2, episode: 3 });
  writer.update(id, changed, later);
  expect(writer.find(id)).toEqual({ ...stored, ...changed, updatedAt: later });
  writer.remove(id, later);
  expect(writer.find(id)?.deleted).toBe(true);
  expect(writer.findSame(userId, mediaId, changed)).toEqual([]);
  writer.restore(id, later);
  expect(writer.find(id)?.deleted).toBe(false);
  expect(writer.find(999)).toBeUndefined();
});

test('the same play is found as precisely as both are known, exact ones first', async () => {
  const { sqlite, userId, mediaId } = await setup();
  const writer = createPlayWriter(sqlite);
  const put = (facts: Partial<PlayFacts>) =>
    writer.insert({ userId, mediaId, facts: play(facts), createdAt: time, time });
  const day = put({ playedOn: d('2019-05-01') });
  const moment = put({ playedOn: d('2019-05-01'), playedAt: '2019-05-01T20:00:00.000Z' });
  const year = put({ playedOn: d('2019') });
  const unknown = put({ playedOn: null });
  put({ playedOn: d('2020-01-01') });
  put({ playedOn: d('2019-05-01'), season: 1, episode: 2 });
  const same = (facts: Partial<PlayFacts>) =>
    writer.findSame(userId, mediaId, play(facts)).map(({ id }) => id);
  expect(same({ playedOn: d('2019-05-01') })).toEqual([day, year, unknown, moment]);
  expect(same({ playedOn: d('2019-05') })).toEqual([day, year, unknown, moment]);
  expect(same({ playedOn: d('2019-05-01'), playedAt: '2019-05-01T20:00:00.000Z' })).toEqual([
    moment,
    day,
    year,
    unknown,
  ]);
  expect(same({ playedOn: d('2019-05-01'), playedAt: '2019-05-01T09:00:00.000Z' })).toEqual([
    day,
    year,
    unknown,
  ]);
  expect(same({ playedOn: d('2019-06') })).toEqual([year, unknown]);
  expect(same({ playedOn: d('2019-05-01'), season: 1, episode: 3 })).toEqual([]);
});

test('a list and its items are written, found by name, moved, removed and put back', async () => {
  const { sqlite, userId, mediaId, other } = await setup();
  const writer = createListWriter(sqlite);
  const facts = { name: 'Best of', description: 'The best', ranked: true, tags: ['x'] };
  const listId = writer.insert({ userId, facts, createdAt: time, time });
  expect(writer.findByName(userId, 'Best of')).toMatchObject({
    ...facts,
    id: listId,
    userId,
    deleted: false,
  });
  expect(writer.findByName(userId, 'best of')).toBeUndefined();
  const put = (media: number, note: string | null = null) =>
    writer.putItem({ listId, mediaId: media, note, createdAt: time, time });
  const first = put(mediaId, 'Why');
  const second = put(other);
  expect(first < second).toBe(true);
  expect(writer.lastPosition(listId)).toBe(second);
  expect(put(mediaId, 'Because')).toBe(first);
  expect(writer.findItem(listId, mediaId)).toMatchObject({ note: 'Because', position: first });
  writer.removeItem(listId, mediaId, later);
  expect(writer.findItem(listId, mediaId)).toMatchObject({ deleted: true });
  expect(put(mediaId) > second).toBe(true);
  writer.moveItem(listId, mediaId, first, later);
  expect(writer.findItem(listId, mediaId)).toMatchObject({ position: first, deleted: false });
  writer.update(listId, { ...facts, name: 'Worst of' }, later);
  writer.remove(listId, later);
  expect(writer.findByName(userId, 'Worst of')).toBeUndefined();
  writer.restore(listId, later);
  expect(writer.findByName(userId, 'Worst of')?.id).toBe(listId);
});
