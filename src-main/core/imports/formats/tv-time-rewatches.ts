// How often something was watched again, where TV Time's files say it by a count beside the first time: plays without
// a date, as many as no row of their own tells.
import type { Entry } from './entry.ts';
import { wholeNumber, type Out } from './format.ts';

export interface Rewatches {
  /** A play was written of what goes by this key; the row says that it was watched again so many times. */
  seen(key: string, about: Omit<Entry, 'entry'>, count: string): void;
  /** Writes what is missing. Call when all files are read. */
  write(): void;
}

/** What no person does: a count beyond it is an error of the file. */
const most = 1000;

export function createRewatches(out: Out): Rewatches {
  const known = new Map<string, { about: Omit<Entry, 'entry'>; plays: number; again: number }>();
  return {
    seen(key, about, text) {
      const count = wholeNumber(text) ?? 0;
      const again = count > most ? 0 : count;
      const before = known.get(key);
      if (before === undefined) known.set(key, { about, plays: 1, again });
      else {
        before.plays++;
        before.again = Math.max(before.again, again);
      }
    },
    write() {
      for (const { about, plays, again } of known.values())
        for (let missing = again + 1 - plays; missing > 0; missing--)
          out.add({ ...about, entry: 'play', played: '', rewatch: true });
      known.clear();
    },
  };
}
