// 20,000 schedules, and the table of mutations: without any one of the protocol's rules, a schedule breaks an invariant.
// A failure names mix and seed; runSchedule(seed, mix) repeats it exactly.
import { describe, expect, test } from 'vitest';
import { mixes, mixOf } from './simulator/mixes.ts';
import { mutations } from './simulator/mutations.ts';
import { runSchedule } from './simulator/schedule.ts';

const schedules = 20_000;
const perMix = Math.ceil(schedules / mixes.length);
const aMinute = 60_000;

describe('devices and server agree in the end', () => {
  test.each(mixes)(
    'whatever comes of $name',
    (mix) => {
      const failures: string[] = [];
      let mostRounds = 0;
      for (let seed = 1; seed <= perMix; seed++) {
        const { violation, rounds } = runSchedule(seed, mix);
        if (violation !== undefined) failures.push(`seed ${seed}: ${violation}`);
        mostRounds = Math.max(mostRounds, rounds);
      }
      expect(failures).toEqual([]);
      // What it took when this was written; more would be a discovery.
      expect(mostRounds).toBeLessThanOrEqual(4);
    },
    aMinute,
  );
});

describe('a schedule fails', () => {
  test.each(mutations)(
    'with this: $name',
    ({ mix, rules }) => {
      expect(firstFailure(mixOf(mix), rules)).toMatch(/^I[2-8]: /);
    },
    aMinute,
  );

  function firstFailure(...[mix, rules]: [ReturnType<typeof mixOf>, (typeof mutations)[number]['rules']]) {
    for (let seed = 1; seed <= schedules; seed++) {
      const { violation } = runSchedule(seed, mix, rules);
      if (violation !== undefined) return violation;
    }
    return `none in ${schedules} schedules`;
  }
});
