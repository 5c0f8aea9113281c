// Lists that a profile makes: titles in an order of its own, with notes. And the watchlist as a page.
import * as z from 'zod';
import { mediaSummary } from './catalog.ts';
import {
  cursor,
  done,
  id,
  instant,
  line,
  mediaId,
  mediaKind,
  method,
  nothing,
  page,
  pageSize,
  prose,
  uid,
  type Method,
} from './contract.ts';
import { mediaReference } from './reviews.ts';

export const listId = id.brand<'ListId'>();
export type ListId = z.infer<typeof listId>;

export const longestListName = 250;
const name = line(longestListName);
const description = prose(5000);
const note = prose(2000);

export const titleList = z.strictObject({
  id: listId,
  uid,
  name: z.string(),
  description: z.string().nullable(),
  /** The order is a ranking, shown with numbers. */
  ranked: z.boolean(),
  count: z.int().nonnegative(),
  /** The first few titles, for a picture of the list. */
  covers: z.array(mediaReference),
  createdAt: instant,
  updatedAt: instant,
});
export type TitleList = z.infer<typeof titleList>;

export const listItem = mediaSummary.extend({
  note: z.string().nullable(),
  addedAt: instant,
});
export type ListItem = z.infer<typeof listItem>;

export const watchlistSorts = ['added', 'title', 'year', 'rating', 'length'] as const;
export type WatchlistSort = (typeof watchlistSorts)[number];

export const watchlistItem = mediaSummary.extend({ addedAt: instant, runtime: z.int().nullable() });
export type WatchlistItem = z.infer<typeof watchlistItem>;

const onList = z.strictObject({ id: listId, mediaId });

export const listMethods = {
  /** The latest changed first. */
  'lists.index': method('member', nothing, z.array(titleList)),
  'lists.get': method('member', z.strictObject({ id: listId }), titleList),
  /** In the list's own order. */
  'lists.items': method(
    'member',
    z.strictObject({ id: listId, cursor: cursor.nullable().default(null), limit: pageSize.default(100) }),
    page(listItem),
  ),
  /** A name that is taken is answered with `conflict`, whose details hold `listId`. */
  'lists.create': method(
    'member',
    z.strictObject({
      name,
      description: description.nullable().default(null),
      ranked: z.boolean().default(false),
      mediaIds: z.array(mediaId).max(500).default([]),
    }),
    titleList,
  ),
  /** A field that is left out stays as it was. */
  'lists.edit': method(
    'member',
    z.strictObject({
      id: listId,
      name: name.optional(),
      description: description.nullable().optional(),
      ranked: z.boolean().optional(),
    }),
    titleList,
  ),
  'lists.delete': method('member', z.strictObject({ id: listId }), done),
  'lists.restore': method('member', z.strictObject({ id: listId }), titleList),
  /** At the end. A title that is on the list already stays where it is; `added` tells. */
  'lists.add': method(
    'member',
    onList.extend({ note: note.nullable().default(null) }),
    z.strictObject({ added: z.boolean() }),
  ),
  'lists.remove': method('member', onList, done),
  /** Takes a removal back: the title stands where it stood, with its note. */
  'lists.putBack': method('member', onList, done),
  'lists.note': method('member', onList.extend({ note: note.nullable() }), done),
  /** Puts titles of the list, in the order given, before another one; null: at the end. */
  'lists.move': method(
    'member',
    z.strictObject({ id: listId, mediaIds: z.array(mediaId).min(1).max(500), before: mediaId.nullable() }),
    done,
  ),
  /** All lists of the profile, and whether the title is on each. */
  'lists.ofTitle': method(
    'member',
    z.strictObject({ mediaId }),
    z.array(z.strictObject({ id: listId, name: z.string(), count: z.int(), on: z.boolean() })),
  ),
  /** `total` counts all titles of the filter; only the first page (no cursor) carries it. */
  'watchlist.list': method(
    'member',
    z.strictObject({
      kind: mediaKind.optional(),
      sort: z.enum(watchlistSorts).default('added'),
      descending: z.boolean().default(true),
      cursor: cursor.nullable().default(null),
      limit: pageSize.default(60),
    }),
    page(watchlistItem).extend({ total: z.int().nullable() }),
  ),
  /** One at random, other than `except` where there is another; null where nothing waits. */
  'watchlist.pick': method(
    'member',
    z.strictObject({ kind: mediaKind.optional(), except: mediaId.optional() }),
    mediaSummary.nullable(),
  ),
} as const satisfies Record<string, Method>;
