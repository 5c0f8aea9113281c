// The keys under which answers of core are kept. Everything that a query depends on stands behind its first word,
// which is what events invalidate (invalidate.ts):
//
//   ['catalog', 'list' | 'search' | 'topRated' | 'genres' | 'counts', input]   lists over titles
//   ['catalog', 'discovery', method, input]                                    suggestions and their kin
//   ['title', id, …]             one title and what belongs to it alone (my review)
//   ['drafts', profile, title]   that an unsaved review was looked for
//   ['reviews', 'media' | 'recent', …]                                         what people wrote
//   ['notifications', …]  ['imports', …]  ['profiles', …]  ['settings']  ['diagnostics']  ['sync', …]
import type { ImportId, MediaId, UserId } from '#shared/api/contract.ts';
import type { PlayFilter } from '#shared/api/diary.ts';
import type { ListId } from '#shared/api/lists.ts';
import type { MethodInput } from '#shared/api/index.ts';

export const keys = {
  catalog: ['catalog'],
  catalogList: (input: MethodInput<'catalog.list'>) => ['catalog', 'list', input] as const,
  catalogSearch: (input: MethodInput<'catalog.search'>) => ['catalog', 'search', input] as const,
  savedSearches: ['searches', 'saved'],
  recentSearches: ['searches', 'recent'],
  searchValues: (input: MethodInput<'search.values'>) => ['searches', 'values', input] as const,
  topRated: (input: MethodInput<'catalog.topRated'>) => ['catalog', 'topRated', input] as const,
  genres: (input: MethodInput<'catalog.genres'>) => ['catalog', 'genres', input] as const,
  counts: ['catalog', 'counts'],
  updates: ['updates'],
  /** Under 'catalog', so that ratings and shelves are mended in them and events ask them again. */
  discovery: ['catalog', 'discovery'],
  discoveryOf: (method: string, input: object) => ['catalog', 'discovery', method, input] as const,
  // Titles with something beside them: mended, like lists of titles, when one of them changes.
  watchlist: (input: MethodInput<'watchlist.list'>) => ['catalog', 'watchlist', input] as const,
  listItems: (id: ListId) => ['catalog', 'onList', id] as const,
  titles: ['title'],
  title: (id: MediaId) => ['title', id] as const,
  myReview: (id: MediaId) => ['title', id, 'mine'] as const,
  recalledDraft: (userId: UserId, id: MediaId) => ['drafts', userId, id] as const,
  reviews: ['reviews'],
  reviewsOf: (id: MediaId) => ['reviews', 'media', id] as const,
  recentReviews: (input: MethodInput<'reviews.recent'>) => ['reviews', 'recent', input] as const,
  diary: ['diary'],
  diaryList: (filter: PlayFilter) => ['diary', 'list', filter] as const,
  diaryYears: ['diary', 'years'],
  diaryMonth: (year: number, month: number) => ['diary', 'month', year, month] as const,
  diaryDays: (year: number) => ['diary', 'days', year] as const,
  diaryTags: ['diary', 'tags'],
  diaryOfTitle: (id: MediaId) => ['diary', 'title', id] as const,
  lists: ['lists'],
  listIndex: ['lists', 'index'],
  list: (id: ListId) => ['lists', 'one', id] as const,
  listsOfTitle: (id: MediaId) => ['lists', 'title', id] as const,
  notifications: ['notifications'],
  notificationList: (input: MethodInput<'notifications.list'>) => ['notifications', input] as const,
  imports: ['imports'],
  importRejects: (id: ImportId) => ['imports', 'rejects', id] as const,
  profiles: ['profiles'],
  statisticsAll: ['statistics'],
  statistics: (input: MethodInput<'stats.get'>) => ['statistics', 'figures', input] as const,
  statisticsTitles: (input: MethodInput<'stats.titles'>) => ['statistics', 'titles', input] as const,
  everyone: (input: MethodInput<'stats.everyone'>) => ['statistics', 'everyone', input] as const,
  match: (userId: UserId) => ['statistics', 'match', userId] as const,
  together: (input: MethodInput<'people.together'>) => ['catalog', 'discovery', 'together', input] as const,
  settings: ['settings'],
  diagnostics: ['diagnostics'],
  exportSummary: ['reviews', 'exportSummary'],
  backups: ['backups'],
  syncStatus: ['sync', 'status'],
  syncDevices: ['sync', 'devices'],
  syncConflicts: ['sync', 'conflicts'],
  syncRefused: ['sync', 'refused'],
} as const;
