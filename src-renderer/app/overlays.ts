// What lies over every page and can be opened from many places: the palette and the sheet of keys.
import { createContext, useContext } from 'react';

export interface Overlays {
  readonly showPalette: () => void;
  readonly showKeys: () => void;
}

export const OverlaysContext = createContext<Overlays | null>(null);

export function useOverlays(): Overlays {
  const overlays = useContext(OverlaysContext);
  if (!overlays) throw new Error('useOverlays needs the Shell above it');
  return overlays;
}
