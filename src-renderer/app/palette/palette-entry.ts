// One line of the palette, and the groups that lines stand in.
import type { ReactNode } from 'react';

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly note?: string;
  readonly end?: ReactNode;
  readonly run: () => void;
}

export interface PaletteSection {
  readonly name: string;
  readonly label: string;
  readonly entries: readonly PaletteEntry[];
}
