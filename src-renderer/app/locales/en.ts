// All English texts, each under the name of the part that says them.
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

export const en = {
  app: appTexts.en,
  data: dataTexts.en,
  diagnostics: diagnosticsTexts.en,
  diary: diaryTexts.en,
  discovery: discoveryTexts.en,
  errors: errorTexts.en,
  home: homeTexts.en,
  import: importTexts.en,
  leaderboard: leaderboardTexts.en,
  library: libraryTexts.en,
  lists: listsTexts.en,
  media: mediaTexts.en,
  notifications: notificationsTexts.en,
  print: printTexts.en,
  profiles: profilesTexts.en,
  search: searchTexts.en,
  settings: settingsTexts.en,
  statistics: statisticsTexts.en,
  sync: syncTexts.en,
  title: titleTexts.en,
  together: togetherTexts.en,
  ui: uiTexts.en,
  watchlist: watchlistTexts.en,
} as const;
