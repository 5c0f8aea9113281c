// Some schedules of each mix; the many, and what happens without each rule, are in simulator.long.test.ts.
import { describe, expect, test } from 'vitest';
import { mixes } from './simulator/mixes.ts';
import { runSchedule } from './simulator/schedule.ts';

describe('devices and server agree in the end', () => {
  test.each(mixes)('whatever comes of $name', (mix) => {
    for (let seed = 1; seed <= 60; seed++) {
      expect({ seed, violation: runSchedule(seed, mix).violation }).toEqual({ seed, violation: undefined });
    }
  });
});

test('the same seed gives the same schedule, message by message', () => {
  for (const mix of mixes) {
    const traces = new Set<number>();
    for (let seed = 1; seed <= 10; seed++) {
      const { trace } = runSchedule(seed, mix);
      expect(runSchedule(seed, mix).trace).toBe(trace);
      traces.add(trace);
    }
    expect(traces.size).toBe(10);
  }
});
