// Many schedules of the simulator with records in the tables of the app; killed workers are in the mixes that say so.
import { expect, test } from 'vitest';
import { mixes } from '../../shared/sync/simulator/mixes.ts';
import { violationsOf } from './sqlite-schedules.ts';

test.each(mixes)(
  'devices with real tables and a server agree in the end, whatever comes of $name',
  async (mix) => {
    expect(await violationsOf(mix, 60)).toEqual([]);
  },
  120_000,
);
