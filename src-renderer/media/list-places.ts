// Where in each list somebody was, so that coming back finds the same place. For this window, until it is closed.
import { create } from 'zustand';

export interface ListPlace {
  readonly offset: number;
  readonly index: number;
}

interface PlaceState {
  readonly places: Readonly<Record<string, ListPlace>>;
  keep(list: string, place: ListPlace): void;
}

export const useListPlaces = create<PlaceState>((set) => ({
  places: {},
  keep: (list, place) => set(({ places }) => ({ places: { ...places, [list]: place } })),
}));
