// A real core for tests of the page, on today's clock: the page says "now" and "yesterday" by the system's.
import { scratchFolder, testClock, testCore, type TestCore } from '../../support/core.ts';

export async function pageCore(
  dataFolder = scratchFolder(),
  clock = testClock(new Date().toISOString()),
): Promise<TestCore> {
  return await testCore(dataFolder, clock);
}
