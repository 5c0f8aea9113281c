// Plays that the server has have no record of their own until somebody edits them, and nobody can tell.
import { expect, test } from 'vitest';
import { createCapture } from '#main/core/sync/capture.ts';
import { createSqliteStore } from '#main/core/sync/sqlite-store.ts';
import { edit, type SyncRecord } from '#shared/sync/record.ts';
import { msOf, noStamp, stampAfter } from '#shared/sync/stamp.ts';
import { addTitle, testCore } from '../../support/core.ts';
import { acknowledge, linkedStore, openDatabase, waiting } from '../../support/sync.ts';

/** A profile that is linked with so many plays, noted as 1, 2 and so on, all of one moment. */
async function withPlays(count: number) {
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const mediaId = await addTitle(client, 'Alien');
  const log = async (note: string) =>
    await client.call('diary.log', { mediaId, playedOn: null, rating: null, note, tags: [] });
  for (let play = 1; play <= count; play++) await log(String(play));
  const window = openDatabase(app);
  window.exec('UPDATE plays SET updated_at = (SELECT min(updated_at) FROM plays)');
  const loggedAt = window.prepare<[], string>('SELECT updated_at FROM plays').pluck().get() ?? '';
  app.clock.advance(3600);
  const { sqlite, store } = linkedStore(app, profile.id);
  const wallMs = () => app.clock.now().getTime();
  const restarted = () => createSqliteStore({ sqlite, userId: profile.id, wallMs });
  const rows = (table: string) =>
    sqlite.prepare<[], number>(`SELECT count(*) FROM ${table} WHERE coll = 3`).pluck().get();
  const uidOf = (id: number) =>
    sqlite.prepare<[number], string>('SELECT lower(hex(uid)) FROM plays WHERE id = ?').pluck().get(id) ?? '';
  return { app, client, window, store, restarted, log, loggedAt, wallMs, uidOf, rows };
}

const notesOf = (store: Parameters<typeof waiting>[0]) =>
  [...waiting(store)].filter(([member]) => member.startsWith('play/')).map(([, { v }]) => v['note']);

test('plays of one moment are sent as one run, and each is still a record', async () => {
  const { store, restarted, rows, loggedAt, uidOf } = await withPlays(5);
  acknowledge(store, 7);
  expect([rows('sync_records'), rows('sync_sent')]).toEqual([0, 1]);
  for (const each of [store, restarted()]) {
    expect(waiting(each).size).toBe(0);
    expect(each.counts()).toEqual({ waiting: 0, refused: 0 });
    expect(each.aliveCount()).toBe(5);
    const row = each.transact(() => each.row('play', uidOf(3)));
    expect(row).toMatchObject({ dirty: false, ackedAt: 7, scan: 0, refused: null });
    expect(row?.record.v).toMatchObject({ _x: 0, note: '3' });
    expect(new Date(msOf(row?.record.r ?? noStamp)).toISOString()).toBe(loggedAt);
  }
});

test('what the server did not confirm waits on, also after a restart', async () => {
  const { store, restarted, rows } = await withPlays(6);
  const confirmed = new Set<unknown>(['1', '2', '4']);
  store.transact(() => {
    const plays = store.dirtyRows(100).filter(({ c }) => c === 'play');
    for (const { c, k, row } of plays)
      if (confirmed.has(row.record.v['note'])) store.saveRow(c, k, { ...row, dirty: false, ackedAt: 7 });
  });
  expect(rows('sync_records')).toBe(1);
  for (const each of [store, restarted()]) expect(notesOf(each)).toEqual(['3', '5', '6']);
  expect(store.counts().waiting).toBe(4);
  acknowledge(store, 8);
  expect(notesOf(restarted())).toEqual([]);
});

test('what is under way is not taken twice', async () => {
  const { store } = await withPlays(6);
  const names = (limit: number, except: ReadonlySet<string>) =>
    store.transact(() => store.dirtyRows(limit, except).map(({ c, k }) => `${c}/${k}`));
  const all = names(100, new Set());
  const some = names(3, new Set());
  const next = names(3, new Set(some));
  const rest = names(3, new Set([...some, ...next]));
  expect(all).toHaveLength(7);
  expect([...some, ...next, ...rest].toSorted()).toEqual(all.toSorted());
});

test('an edit of a play that was sent stamps what it changed, and nothing else', async () => {
  const { client, app, store, uidOf, loggedAt } = await withPlays(3);
  acknowledge(store);
  app.clock.advance(3600);
  await client.call('diary.edit', { id: 2, note: 'again' });
  const [[member, record] = ['', undefined]] = waiting(store);
  expect(member).toBe(`play/${uidOf(2)}`);
  expect(record?.v['note']).toBe('again');
  expect(Object.keys(record?.o ?? {})).toContain('media');
  expect(new Date(msOf(record?.o?.['media'] ?? noStamp)).toISOString()).toBe(loggedAt);
});

test('a play that is erased is told if it was sent, and not if it never was', async () => {
  const { window, store, log, uidOf } = await withPlays(3);
  acknowledge(store);
  await log('late');
  const [sent, late] = [uidOf(2), uidOf(4)];
  window.exec('DELETE FROM plays WHERE id IN (2, 4)');
  const told = waiting(store);
  expect([...told.keys()]).toEqual([`play/${sent}`]);
  expect(told.get(`play/${sent}`)?.v['_x']).toBe(1);
  store.transact(() => expect(store.row('play', late)).toBeUndefined());
});

test('the newest plays are told when they are erased, and their numbers may come again at once', async () => {
  const { window, store, uidOf, wallMs } = await withPlays(3);
  acknowledge(store);
  const [second, third] = [uidOf(2), uidOf(3)];
  window
    .transaction(() => {
      window.exec(`DELETE FROM plays WHERE id > 1;
        INSERT INTO plays (uid, user_id, media_id, note, created_at, updated_at)
          SELECT randomblob(16), user_id, media_id, 'new', created_at, updated_at FROM plays;
        INSERT INTO plays (uid, user_id, media_id, note, created_at, updated_at)
          SELECT randomblob(16), user_id, media_id, 'newer', created_at, updated_at FROM plays WHERE id = 1`);
      createCapture(window, wallMs).settle();
    })
    .immediate();
  const told = waiting(store);
  for (const uid of [second, third]) expect(told.get(`play/${uid}`)?.v['_x']).toBe(1);
  expect([...told.values()].map(({ v }) => v['note']).filter(Boolean)).toEqual(['new', 'newer']);
  acknowledge(store);
  expect(store.aliveCount()).toBe(3);
});

test('what the server lost, or a full scan did not meet, is found', async () => {
  const { store, rows } = await withPlays(3);
  acknowledge(store, 7);
  const unmet = (scan: number) => store.transact(() => store.unmetRows(scan).filter(({ c }) => c === 'play'));
  expect(unmet(0)).toEqual([]);
  expect(unmet(1).map(({ row }) => row.record.v['note'])).toEqual(['1', '2', '3']);
  store.transact(() => store.forgetAcksAbove(7));
  expect(notesOf(store)).toEqual([]);
  store.transact(() => store.forgetAcksAbove(6));
  expect(notesOf(store)).toEqual(['1', '2', '3']);
  expect(unmet(1)).toEqual([]);
  expect(rows('sync_records')).toBe(0);
});

/** Another computer of the account, and what the first one sent. */
async function withArrivals(count: number) {
  const first = await withPlays(count);
  const sent = waiting(first.store);
  const app = await testCore();
  const { client, profile } = await app.register('Ada');
  const { sqlite, store } = linkedStore(app, profile.id);
  const rows = (table: string) =>
    sqlite.prepare<[], number>(`SELECT count(*) FROM ${table} WHERE coll = 3`).pluck().get();
  const keyOf = (note: string) => first.uidOf(Number(note));
  /** As a page brings them, each with a number of its own. Call inside a transaction. */
  const bring = (records: ReadonlyMap<string, SyncRecord>) => {
    let ackedAt = 7;
    for (const [member, record] of records) {
      const [c = '', k = ''] = member.split('/');
      store.saveRow(c, k, { record, dirty: false, ackedAt: ackedAt++, scan: 0, refused: null });
    }
  };
  return { app, client, store, sent, rows, keyOf, bring };
}

test('plays that come with one stamp lie in one run, and each is the record that came', async () => {
  const { store, sent, rows, bring, client } = await withArrivals(5);
  store.transact(() => {
    bring(sent);
    // Before it is written down, too.
    for (const [member, record] of sent)
      expect(store.row(...(member.split('/') as [string, string]))?.record).toEqual(record);
  });
  expect([rows('sync_records'), rows('sync_sent')]).toEqual([0, 1]);
  store.transact(() => {
    for (const [member, record] of sent) {
      const row = store.row(...(member.split('/') as [string, string]));
      expect(row).toMatchObject({ record, dirty: false, scan: 0, refused: null });
      expect(row?.ackedAt).toBeGreaterThanOrEqual(7);
    }
  });
  expect(store.counts()).toEqual({ waiting: 0, refused: 0 });
  expect(store.aliveCount()).toBe(5);
  expect((await client.call('diary.list', {})).items).toHaveLength(5);
});

test('what one stamp does not say of a play that comes is kept in a record of its own', async () => {
  const { store, sent, rows, keyOf, bring } = await withArrivals(4);
  const member = (note: string) => `play/${keyOf(note)}`;
  const recordOf = (note: string) => sent.get(member(note)) ?? expect.fail(`no play ${note}`);
  const later = stampAfter(recordOf('1').r, store.clock().node);
  const odd = new Map([
    [member('1'), edit(recordOf('1'), { note: '1' }, later, 1)],
    [member('2'), { ...recordOf('2'), v: { ...recordOf('2').v, mood: 'calm' } }],
    [member('3'), { ...recordOf('3'), v: { ...recordOf('3').v, _x: 0 as const } }],
  ]);
  const { rating: _, ...withoutRating } = recordOf('4').v;
  odd.set(member('4'), { ...recordOf('4'), v: withoutRating });
  const titles = [...sent].filter(([name]) => name.startsWith('title/'));
  store.transact(() => bring(new Map([...titles, ...odd])));
  expect([rows('sync_records'), rows('sync_sent')]).toEqual([3, 1]);
  store.transact(() => {
    for (const [name, record] of odd)
      expect(store.row('play', name.slice('play/'.length))?.record).toEqual(record);
  });
});

test('a page that could not be settled leaves no run behind', async () => {
  const { store, sent, rows, bring } = await withArrivals(3);
  expect(() =>
    store.transact(() => {
      bring(sent);
      throw new Error('no room');
    }),
  ).toThrow('no room');
  expect(rows('sync_sent')).toBe(0);
  store.transact(() => bring(sent));
  expect([rows('sync_records'), rows('sync_sent')]).toEqual([0, 1]);
});

test('a play that came is edited and erased like any other', async () => {
  const { app, client, store, sent, keyOf, bring } = await withArrivals(3);
  store.transact(() => bring(sent));
  const { items } = await client.call('diary.list', {});
  const idOf = (note: string) => items.find((play) => play.note === note)?.id ?? expect.fail(note);
  app.clock.advance(3600);
  await client.call('diary.edit', { id: idOf('2'), note: 'again' });
  await client.call('diary.delete', { ids: [idOf('3')] });
  const told = waiting(store);
  expect([...told.keys()].toSorted()).toEqual([`play/${keyOf('2')}`, `play/${keyOf('3')}`].toSorted());
  expect(told.get(`play/${keyOf('2')}`)?.v['note']).toBe('again');
  expect(told.get(`play/${keyOf('2')}`)?.o?.['media']).toBe(sent.get(`play/${keyOf('2')}`)?.r);
  expect(told.get(`play/${keyOf('3')}`)?.v['_x']).toBe(1);
});
