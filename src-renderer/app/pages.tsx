// Which page an address shows. Home comes with the window; the others load their code when they are first opened.
import { lazy, Suspense } from 'react';
import type { RouteObject } from 'react-router';
import { HomePage } from '#renderer/features/home/home-page.tsx';
import { NowherePage } from './nowhere-page.tsx';

const DiscoveryPage = lazy(async () => ({
  default: (await import('#renderer/features/discovery/discovery-page.tsx')).DiscoveryPage,
}));
const LibraryPage = lazy(async () => ({
  default: (await import('#renderer/features/library/library-page.tsx')).LibraryPage,
}));
const TitlePage = lazy(async () => ({
  default: (await import('#renderer/features/title/title-page.tsx')).TitlePage,
}));
const SearchPage = lazy(async () => ({
  default: (await import('#renderer/features/search/search-page.tsx')).SearchPage,
}));
const ImportsPage = lazy(async () => ({
  default: (await import('#renderer/features/import/imports-page.tsx')).ImportsPage,
}));
const InterruptedImports = lazy(async () => ({
  default: (await import('#renderer/features/import/interrupted-imports.tsx')).InterruptedImports,
}));
const LeaderboardPage = lazy(async () => ({
  default: (await import('#renderer/features/leaderboard/leaderboard-page.tsx')).LeaderboardPage,
}));
const DiaryPage = lazy(async () => ({
  default: (await import('#renderer/features/diary/diary-page.tsx')).DiaryPage,
}));
const ListsPage = lazy(async () => ({
  default: (await import('#renderer/features/lists/lists-page.tsx')).ListsPage,
}));
const ListPage = lazy(async () => ({
  default: (await import('#renderer/features/lists/list-page.tsx')).ListPage,
}));
const WatchlistPage = lazy(async () => ({
  default: (await import('#renderer/features/watchlist/watchlist-page.tsx')).WatchlistPage,
}));
const NotificationsPage = lazy(async () => ({
  default: (await import('#renderer/features/notifications/notifications-page.tsx')).NotificationsPage,
}));
const StatisticsPage = lazy(async () => ({
  default: (await import('#renderer/features/statistics/statistics-page.tsx')).StatisticsPage,
}));
const YearPage = lazy(async () => ({
  default: (await import('#renderer/features/statistics/year-page.tsx')).YearPage,
}));
const TogetherPage = lazy(async () => ({
  default: (await import('#renderer/features/together/together-page.tsx')).TogetherPage,
}));
const SettingsPlace = lazy(async () => ({ default: (await import('./settings-place.tsx')).SettingsPlace }));
const DiagnosticsPage = lazy(async () => ({
  default: (await import('#renderer/features/diagnostics/diagnostics-page.tsx')).DiagnosticsPage,
}));

export const pageRoutes: RouteObject[] = [
  {
    path: '/',
    element: (
      <HomePage
        notice={
          <Suspense fallback={null}>
            <InterruptedImports />
          </Suspense>
        }
      />
    ),
  },
  { path: '/for-you', element: <DiscoveryPage /> },
  { path: '/library', element: <LibraryPage /> },
  { path: '/title/:id', element: <TitlePage /> },
  { path: '/diary', element: <DiaryPage /> },
  { path: '/lists', element: <ListsPage /> },
  { path: '/lists/:id', element: <ListPage /> },
  { path: '/watchlist', element: <WatchlistPage /> },
  { path: '/search', element: <SearchPage /> },
  { path: '/imports', element: <ImportsPage /> },
  { path: '/top', element: <LeaderboardPage /> },
  { path: '/statistics', element: <StatisticsPage /> },
  { path: '/year/:year?', element: <YearPage /> },
  { path: '/together', element: <TogetherPage /> },
  { path: '/notifications', element: <NotificationsPage /> },
  { path: '/settings/:section?', element: <SettingsPlace /> },
  { path: '/diagnostics', element: <DiagnosticsPage /> },
  { path: '*', element: <NowherePage /> },
];
