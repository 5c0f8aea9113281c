// What this window remembers between starts, outside the database: the look of the last person, so that the sign-in
// screen doesn't flash, and who was here last. Nothing private; losing it costs nothing.
import * as z from 'zod';
import { settings, type Settings } from '#shared/api/profiles.ts';

export interface Memory {
  look(): Partial<Settings>;
  lastProfile(): number | null;
  remember(facts: { readonly look?: Settings; readonly lastProfile?: number }): void;
}

const storageKey = 'mediary';

const stored = z.object({
  look: settings.partial().catch({}),
  lastProfile: z.number().nullable().catch(null),
});

/** `storage` is the window's localStorage, or undefined where there is none. */
export function createMemory(storage: Storage | undefined): Memory {
  function read() {
    const nothing = { look: {}, lastProfile: null };
    try {
      const text = storage?.getItem(storageKey);
      return stored.catch(nothing).parse(JSON.parse(text ?? '{}'));
    } catch {
      return nothing;
    }
  }
  return {
    look: () => withoutUndefined(read().look),
    lastProfile: () => read().lastProfile,
    remember(facts) {
      try {
        storage?.setItem(storageKey, JSON.stringify({ ...read(), ...facts }));
      } catch {
        // A full or forbidden storage: the next start shows the defaults for a moment.
      }
    },
  };
}

function withoutUndefined(look: { [K in keyof Settings]?: Settings[K] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined));
}
