// Reviews, favourites, the watchlist, and news of other people's reviews.
import * as z from 'zod';
import {
  cursor,
  done,
  instant,
  mediaId,
  mediaKind,
  method,
  nothing,
  page,
  pageSize,
  prose,
  rating,
  uid,
  userId,
  type Method,
} from './contract.ts';

/** Short facts of a title where it is only pointed at. */
export const mediaReference = z.strictObject({
  id: mediaId,
  uid,
  kind: mediaKind,
  title: z.string(),
  year: z.number().nullable(),
  creator: z.string().nullable(),
});
export type MediaReference = z.infer<typeof mediaReference>;

export const reviewBody = prose(20_000);

export const review = z.strictObject({
  mediaId,
  author: z.strictObject({ id: userId, name: z.string(), hue: z.int() }),
  rating: rating.nullable(),
  body: z.string().nullable(),
  spoiler: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  own: z.boolean(),
});
export type Review = z.infer<typeof review>;

export const notification = z.strictObject({
  id: z.int(),
  media: mediaReference,
  author: z.strictObject({ id: userId, name: z.string(), hue: z.int() }),
  rating: rating.nullable(),
  createdAt: instant,
  read: z.boolean(),
});
export type Notification = z.infer<typeof notification>;

const onOff = z.strictObject({ mediaId, on: z.boolean() });

export const reviewMethods = {
  /** One review per person and title: saving again edits it. A field that is left out stays as it was. */
  'reviews.save': method(
    'member',
    z.strictObject({
      mediaId,
      rating: rating.nullable().optional(),
      body: reviewBody.nullable().optional(),
      spoiler: z.boolean().optional(),
    }),
    review,
  ),
  'reviews.delete': method('member', z.strictObject({ mediaId }), done),
  'reviews.mine': method('member', z.strictObject({ mediaId }), review.nullable()),
  /** Newest first, the session's own left out. */
  'reviews.listForMedia': method(
    'member',
    z.strictObject({ mediaId, cursor: cursor.nullable().default(null), limit: pageSize.default(20) }),
    page(review),
  ),
  /** What people on this computer rated and wrote lately. */
  'reviews.recent': method(
    'member',
    z.strictObject({ by: z.enum(['me', 'everyone']).default('everyone'), limit: pageSize.default(12) }),
    z.array(review.extend({ media: mediaReference })),
  ),
  'favorites.set': method('member', onOff, done),
  'watchlist.set': method('member', onOff, done),
  'notifications.list': method(
    'member',
    z.strictObject({ unreadOnly: z.boolean().default(false), limit: pageSize.default(50) }),
    z.strictObject({ items: z.array(notification), unread: z.int() }),
  ),
  'notifications.markRead': method('member', nothing, done),
} as const satisfies Record<string, Method>;
