// Schedules of the simulator over devices with real tables.
import { scratchFolder } from '../../support/core.ts';
import type { Mix } from '../../shared/sync/simulator/mixes.ts';
import { protocolRules, runSchedule } from '../../shared/sync/simulator/schedule.ts';
import { createSqliteDevice, emptyLibrary } from './sqlite-device.ts';

/** What breaks an invariant in the schedules of the seeds from 1; runSchedule repeats each exactly. */
export async function violationsOf(mix: Mix, seeds: number): Promise<string[]> {
  const library = await emptyLibrary();
  const folder = scratchFolder();
  const found: string[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const opened: ReturnType<typeof createSqliteDevice>[] = [];
    const { violation } = runSchedule(seed, mix, protocolRules, undefined, (options) => {
      const device = createSqliteDevice(library, folder, options);
      opened.push(device);
      return device;
    });
    for (const device of opened) device.close();
    if (violation !== undefined) found.push(`seed ${seed}: ${violation}`);
  }
  return found;
}
