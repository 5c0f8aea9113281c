// Lists: making, naming and ordering them, and which titles they hold. Only their owner sees or changes them.
import type Database from 'better-sqlite3';
import type { UserId } from '#shared/api/contract.ts';
import type { TitleList } from '#shared/api/lists.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../clock.ts';
import { transact, type Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { merged } from '../merged.ts';
import { assertTitle } from '../reviews/reviews.ts';
import { positionBetween } from './fractional-index.ts';
import { listItemPage, readLists } from './list-rows.ts';
import { createListWriter, type ListFacts, type StoredList } from './list-writer.ts';

export interface ListsDeps {
  readonly db: Db;
  /** The connection under `db`: the writer's statements run on it, inside `transact`. */
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  readonly events: Events;
}

export function createLists({ db, sqlite, clock, events }: ListsDeps): Handlers<'lists'> {
  const writer = createListWriter(sqlite);
  const now = () => clock.now().toISOString();

  /** The profile's own list. Throws `not_found` for somebody else's, too. */
  function own(id: number, userId: UserId, isDeleted = false): StoredList {
    const list = writer.find(id);
    if (list?.userId === userId && list.deleted === isDeleted) return list;
    throw new AppError('not_found', `You have no list with the id ${id}.`, { listId: id });
  }

  function assertNameFree(name: string, userId: UserId, except?: number): void {
    const there = writer.findByName(userId, name);
    if (!there || there.id === except) return;
    throw new AppError('conflict', `You have a list of this name already: ${name}, id ${there.id}.`, {
      reason: 'duplicate_list',
      field: 'name',
      listId: there.id,
    });
  }

  function assertOn(list: StoredList, mediaId: number): void {
    const item = writer.findItem(list.id, mediaId);
    if (item?.deleted === false) return;
    throw new AppError('not_found', `The title ${mediaId} is not on the list ${list.name}.`, { mediaId });
  }

  async function read(tx: Db, id: number, userId: UserId): Promise<TitleList> {
    const [list] = await readLists(tx, userId, id);
    if (list) return list;
    throw new AppError('not_found', `You have no list with the id ${id}.`, { listId: id });
  }

  /** Everything that changes a list: in one transaction, with its date, told after the commit. */
  async function change<T>(
    person: Person,
    id: number,
    work: (tx: Db, list: StoredList, time: string) => Promise<T> | T,
    isDeleted = false,
  ): Promise<T> {
    return await transact(db, async (tx, afterCommit) => {
      const list = own(id, person.id, isDeleted);
      const time = now();
      const result = await work(tx, list, time);
      afterCommit(() => events.publish('lists.changed', { listId: list.id, userId: person.id }, person.id));
      return result;
    });
  }

  return {
    'lists.index': (_input, { person }) => readLists(db, person.id),

    'lists.get': ({ id }, { person }) => read(db, id, person.id),

    'lists.items': async ({ id, cursor, limit }, { person }) => {
      own(id, person.id);
      return await listItemPage(db, person.id, id, cursor, limit);
    },

    'lists.create': ({ name, description, ranked, mediaIds }, { person }) =>
      transact(db, async (tx, afterCommit) => {
        assertNameFree(name, person.id);
        const time = now();
        const facts = { name, description: emptyToNull(description), ranked, tags: [] };
        const id = writer.insert({ userId: person.id, facts, createdAt: time, time });
        for (const mediaId of mediaIds) {
          await assertTitle(tx, mediaId);
          writer.putItem({ listId: id, mediaId, note: null, createdAt: time, time });
        }
        afterCommit(() => events.publish('lists.changed', { listId: id, userId: person.id }, person.id));
        return await read(tx, id, person.id);
      }),

    'lists.edit': ({ id, ...input }, { person }) =>
      change(person, id, async (tx, list, time) => {
        const facts = merged<ListFacts>(list, input);
        assertNameFree(facts.name, person.id, id);
        writer.update(id, { ...facts, description: emptyToNull(facts.description) }, time);
        return await read(tx, id, person.id);
      }),

    'lists.delete': ({ id }, { person }) =>
      change(person, id, (_tx, _list, time) => {
        writer.remove(id, time);
        return {};
      }),

    'lists.restore': ({ id }, { person }) =>
      change(
        person,
        id,
        async (tx, list, time) => {
          assertNameFree(list.name, person.id);
          writer.restore(id, time);
          return await read(tx, id, person.id);
        },
        true,
      ),

    'lists.add': ({ id, mediaId, note }, { person }) =>
      change(person, id, async (tx, list, time) => {
        await assertTitle(tx, mediaId);
        if (writer.findItem(id, mediaId)?.deleted === false) return { added: false };
        writer.putItem({ listId: id, mediaId, note: emptyToNull(note), createdAt: time, time });
        writer.update(id, list, time);
        return { added: true };
      }),

    'lists.remove': ({ id, mediaId }, { person }) =>
      change(person, id, (_tx, list, time) => {
        assertOn(list, mediaId);
        writer.removeItem(id, mediaId, time);
        writer.update(id, list, time);
        return {};
      }),

    'lists.putBack': ({ id, mediaId }, { person }) =>
      change(person, id, async (tx, list, time) => {
        await assertTitle(tx, mediaId);
        const item = writer.findItem(id, mediaId);
        if (!item) {
          throw new AppError('not_found', `The title ${mediaId} was never on this list.`, { mediaId });
        }
        const { position, note, createdAt } = item;
        writer.putItem({ listId: id, mediaId, position, note, createdAt, time });
        writer.update(id, list, time);
        return {};
      }),

    'lists.note': ({ id, mediaId, note }, { person }) =>
      change(person, id, (_tx, list, time) => {
        assertOn(list, mediaId);
        const createdAt = writer.findItem(id, mediaId)?.createdAt ?? time;
        writer.putItem({ listId: id, mediaId, note: emptyToNull(note), createdAt, time });
        writer.update(id, list, time);
        return {};
      }),

    'lists.move': ({ id, mediaIds, before }, { person }) =>
      change(person, id, (_tx, list, time) => {
        for (const mediaId of mediaIds) assertOn(list, mediaId);
        if (before !== null) assertOn(list, before);
        if (before !== null && mediaIds.includes(before)) {
          throw new AppError('invalid_input', 'before: a title cannot stand before itself', {
            field: 'before',
          });
        }
        const after = before === null ? null : (writer.findItem(id, before)?.position ?? null);
        let last = writer.positionBefore(id, after, mediaIds);
        for (const mediaId of mediaIds) {
          last = positionBetween(last, after);
          writer.moveItem(id, mediaId, last, time);
        }
        writer.update(id, list, time);
        return {};
      }),

    'lists.ofTitle': async ({ mediaId }, { person }) => {
      await assertTitle(db, mediaId);
      const lists = await readLists(db, person.id);
      return lists
        .map(({ id, name, count }) => ({
          id,
          name,
          count,
          on: writer.findItem(id, mediaId)?.deleted === false,
        }))
        .sort((one, other) => one.name.localeCompare(other.name));
    },
  };
}

function emptyToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.trim();
}
