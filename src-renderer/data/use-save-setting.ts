// Saving one setting: shown at once; whoever asks learns whether it was kept.
import { useCallback, useState } from 'react';
import type { Settings } from '#shared/api/profiles.ts';
import { useSession } from './session.ts';

export interface SaveSetting {
  readonly save: (changes: Partial<Settings>) => void;
  /** Grows with each setting that was kept. */
  readonly savedCount: number;
  readonly error: unknown;
}

export function useSaveSetting(): SaveSetting {
  const change = useSession((state) => state.change);
  const [savedCount, setSavedCount] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const save = useCallback(
    (changes: Partial<Settings>) => {
      setError(null);
      change(changes).then(() => setSavedCount((count) => count + 1), setError);
    },
    [change],
  );
  return { save, savedCount, error };
}
