// The simulator's devices, with their records in the tables of the app; more schedules are in simulator.long.test.ts.
import { expect, test } from 'vitest';
import { mixes } from '../../shared/sync/simulator/mixes.ts';
import { violationsOf } from './sqlite-schedules.ts';

test.each(mixes)(
  'devices with real tables and a server agree in the end, whatever comes of $name',
  async (mix) => {
    expect(await violationsOf(mix, 1)).toEqual([]);
  },
);
