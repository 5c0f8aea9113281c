// The places of the window, in the order of the rail: their addresses, icons and the letter that goes there after "g".
import {
  Bell,
  Bookmark,
  CalendarDays,
  ChartNoAxesColumn,
  House,
  Import,
  Library,
  ListOrdered,
  Search,
  Settings,
  Sparkles,
  Trophy,
  Stethoscope,
  type LucideIcon,
} from 'lucide-react';

export type PlaceName =
  | 'home'
  | 'forYou'
  | 'library'
  | 'diary'
  | 'lists'
  | 'watchlist'
  | 'top'
  | 'statistics'
  | 'search'
  | 'imports'
  | 'notifications'
  | 'settings'
  | 'diagnostics';

export interface Place {
  /** Also the key of its words: `app.place.<name>`. */
  readonly name: PlaceName;
  readonly path: string;
  readonly icon: LucideIcon;
  readonly letter: string;
}

export const places: readonly Place[] = [
  { name: 'home', path: '/', icon: House, letter: 'h' },
  { name: 'forYou', path: '/for-you', icon: Sparkles, letter: 'r' },
  { name: 'library', path: '/library', icon: Library, letter: 'b' },
  { name: 'diary', path: '/diary', icon: CalendarDays, letter: 'd' },
  { name: 'lists', path: '/lists', icon: ListOrdered, letter: 'l' },
  { name: 'watchlist', path: '/watchlist', icon: Bookmark, letter: 'w' },
  { name: 'top', path: '/top', icon: Trophy, letter: 't' },
  { name: 'statistics', path: '/statistics', icon: ChartNoAxesColumn, letter: 'a' },
  { name: 'search', path: '/search', icon: Search, letter: 's' },
  { name: 'imports', path: '/imports', icon: Import, letter: 'i' },
  { name: 'notifications', path: '/notifications', icon: Bell, letter: 'n' },
  { name: 'settings', path: '/settings', icon: Settings, letter: 'p' },
  { name: 'diagnostics', path: '/diagnostics', icon: Stethoscope, letter: 'x' },
];

/** The place that an address belongs to; a title's page belongs to the library. */
export function placeOf(pathname: string): PlaceName | undefined {
  const first = `/${pathname.split('/')[1] ?? ''}`;
  if (first === '/title') return 'library';
  if (first === '/import') return 'imports';
  if (first === '/year' || first === '/together') return 'statistics';
  return places.find((place) => place.path === first)?.name;
}
