// What somebody searched for lately in this window, newest first; each profile its own.
import { create } from 'zustand';

interface RecentState {
  readonly byUser: Readonly<Record<number, readonly string[]>>;
  remember(userId: number, text: string): void;
  forget(userId: number): void;
}

const most = 8;

export const useRecentSearches = create<RecentState>((set) => ({
  byUser: {},
  remember: (userId, text) =>
    set(({ byUser }) => {
      const others = (byUser[userId] ?? []).filter((other) => other.toLowerCase() !== text.toLowerCase());
      return { byUser: { ...byUser, [userId]: [text, ...others].slice(0, most) } };
    }),
  forget: (userId) => set(({ byUser }) => ({ byUser: { ...byUser, [userId]: [] } })),
}));
