// All German texts, each under the name of the part that says them.
import { dataTexts, errorTexts } from '#renderer/data/texts.ts';
import { diagnosticsTexts } from '#renderer/features/diagnostics/texts.ts';
import { diaryTexts } from '#renderer/features/diary/texts.ts';
import { discoveryTexts } from '#renderer/features/discovery/texts.ts';
import { homeTexts } from '#renderer/features/home/texts.ts';
import { importTexts } from '#renderer/features/import/texts.ts';
import { leaderboardTexts } from '#renderer/features/leaderboard/texts.ts';
import { libraryTexts } from '#renderer/features/library/texts.ts';
import { listsTexts } from '#renderer/features/lists/texts.ts';
import { notificationsTexts } from '#renderer/features/notifications/texts.ts';
import { printTexts } from '#renderer/features/print/texts.ts';
import { profilesTexts } from '#renderer/features/profiles/texts.ts';
import { searchTexts } from '#renderer/features/search/texts.ts';
import { settingsTexts } from '#renderer/features/settings/texts.ts';
import { syncTexts } from '#renderer/features/sync/texts.ts';
import { statisticsTexts } from '#renderer/features/statistics/texts.ts';
import { titleTexts } from '#renderer/features/title/texts.ts';
import { watchlistTexts } from '#renderer/features/watchlist/texts.ts';
import { togetherTexts } from '#renderer/features/together/texts.ts';
import { mediaTexts } from '#renderer/media/texts.ts';
import { uiTexts } from '#renderer/ui/texts.ts';
import { appTexts } from '../texts.ts';

export const de = {
  app: appTexts.de,
  data: dataTexts.de,
  diagnostics: diagnosticsTexts.de,
  diary: diaryTexts.de,
  discovery: discoveryTexts.de,
  errors: errorTexts.de,
  home: homeTexts.de,
  import: importTexts.de,
  leaderboard: leaderboardTexts.de,
  library: libraryTexts.de,
  lists: listsTexts.de,
  media: mediaTexts.de,
  notifications: notificationsTexts.de,
  print: printTexts.de,
  profiles: profilesTexts.de,
  search: searchTexts.de,
  settings: settingsTexts.de,
  statistics: statisticsTexts.de,
  sync: syncTexts.de,
  title: titleTexts.de,
  together: togetherTexts.de,
  ui: uiTexts.de,
  watchlist: watchlistTexts.de,
} as const;
