import { describe, expect, test } from 'vitest';
import {
  missedPurge,
  positionAfter,
  positionToken,
  readHighWater,
  readPosition,
  highWaterToken,
} from '#shared/sync/cursor.ts';
import {
  beginsGeneration,
  forkPoint,
  highWaterAt,
  highWaterOf,
  withGeneration,
  type Generation,
} from '#shared/sync/generations.ts';

/** Run one confirmed 100 changes; its replica had 80 of them when it took over, and wrote 30 more. */
const generations: readonly Generation[] = [
  { id: 'a', run: 'one', start: 1 },
  { id: 'b', run: 'two', start: 81 },
];

describe('generations', () => {
  test('tell a device where its past ends', () => {
    expect(forkPoint(generations, 110, { generation: 'a', head: 100 })).toBe(80);
    expect(forkPoint(generations, 110, { generation: 'a', head: 70 })).toBeUndefined();
    expect(forkPoint(generations, 110, { generation: 'b', head: 110 })).toBeUndefined();
    expect(forkPoint(generations, 110, { generation: 'b', head: 111 })).toBe(110);
    expect(forkPoint(generations, 110, { generation: 'never heard of', head: 1 })).toBe(0);
    expect(forkPoint([], 0, { generation: 'a', head: 100 })).toBe(0);
    expect(forkPoint([], 0, { generation: '', head: 0 })).toBeUndefined();
  });

  test('begin with the first write of another run', () => {
    expect(beginsGeneration([], 'one')).toBe(true);
    expect(beginsGeneration(generations, 'two')).toBe(false);
    expect(beginsGeneration(generations, 'one')).toBe(true);
  });

  test('are forgotten when there were many since: who saw only those sends everything again', () => {
    let many = generations;
    for (let start = 111; start <= 174; start++)
      many = withGeneration(many, { id: `g${start}`, run: `${start}`, start });
    expect(many).toHaveLength(64);
    expect(forkPoint(many, 174, { generation: 'b', head: 110 })).toBe(0);
    expect(forkPoint(many, 174, { generation: 'g111', head: 111 })).toBeUndefined();
  });

  test('name the state that both sides have after a fork', () => {
    for (const common of [0, 1, 80, 81, 110]) {
      const seen = highWaterAt(generations, common);
      expect(seen.head).toBe(common);
      expect(forkPoint(generations, 110, seen)).toBeUndefined();
    }
    expect(highWaterAt(generations, 80).generation).toBe('a');
    expect(highWaterOf(generations, 110)).toEqual({ generation: 'b', head: 110 });
  });
});

describe('tokens', () => {
  test('are read as they were written', () => {
    for (const position of [{ seq: 0 }, { seq: 7, scanHead: 9 }]) {
      expect(readPosition(positionToken(position))).toEqual({ scanHead: undefined, ...position });
    }
    const seen = { generation: 'kV3_x-9', head: 12 };
    expect(readHighWater(highWaterToken(seen))).toEqual(seen);
  });

  test('that were not written here are not read', () => {
    for (const token of ['', 'p.', 'p.-1', 'p.1.2.3', 'p.1e3', 'h.1', 'p.99999999999999999999']) {
      expect(readPosition(token)).toBeUndefined();
    }
    for (const token of ['', 'h.1', 'h.x.a', 'p.1', 'h.1.a b']) expect(readHighWater(token)).toBeUndefined();
  });
});

describe('a purge of tombstones', () => {
  test('was missed by who stood before it, unless everything is new to them', () => {
    expect(missedPurge({ seq: 10 }, { generation: 'a', head: 10 }, 10)).toBe(false);
    expect(missedPurge({ seq: 9 }, { generation: 'a', head: 10 }, 10)).toBe(true);
    expect(missedPurge(undefined, undefined, 10)).toBe(false);
    expect(missedPurge(undefined, { generation: 'a', head: 10 }, 10)).toBe(true);
    expect(missedPurge(undefined, { generation: 'a', head: 10 }, 0)).toBe(false);
  });

  test('during a scan is judged by where the scan began', () => {
    expect(missedPurge({ seq: 2, scanHead: 10 }, undefined, 10)).toBe(false);
    expect(missedPurge({ seq: 2, scanHead: 10 }, undefined, 11)).toBe(true);
    expect(positionAfter({ seq: 2, scanHead: 10 }, 9)).toEqual({ seq: 9, scanHead: 10 });
    expect(positionAfter({ seq: 2, scanHead: 10 }, 10)).toEqual({ seq: 10 });
  });
});
