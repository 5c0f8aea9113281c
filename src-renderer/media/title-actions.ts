// What a person does with a title from anywhere: rate, make a favourite, put on the watchlist. Shown at once, taken
// back where saving fails, told by a toast that can undo it.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { Client } from '#shared/api/client.ts';
import { isRating } from '#shared/domain/rating.ts';
import { AppError } from '#shared/errors.ts';
import { mineInCache, patchMine, type Mine } from './title-cache.ts';

export type RateTitle = (media: MediaSummary, rating: number | null) => Promise<void>;
export type SetShelf = (media: MediaSummary, on: boolean) => Promise<void>;

/** Rates (tenths) or takes the rating away (null). */
export function useRateTitle(): RateTitle {
  const [api, queries] = [useApi(), useQueryClient()];
  const { t } = useTranslation();
  const number = useRatingText(useRatingScale());
  const errorLine = useErrorLine();

  return useCallback(
    async (media, rating) => {
      const { title, id } = media;
      const key = `rate-${id}`;
      const set = async (next: number | null): Promise<void> => {
        const before = mineInCache(queries, media).rating;
        await optimistic(queries, media, { rating: asRating(next) }, () => saveRating(api, media, next));
        toast({
          key,
          message:
            next === null
              ? t('media.told.unrated', { title })
              : t('media.told.rated', { title, rating: number(next) }),
          action: { label: t('media.undo'), onAction: () => void tell(set(before)) },
        });
      };
      const tell = (work: Promise<void>) =>
        work.catch((error: unknown) =>
          toast({
            key,
            tone: 'danger',
            message: t('media.told.rateFailed', { title, reason: errorLine(error) }),
          }),
        );
      if (mineInCache(queries, media).rating === rating) return;
      await tell(set(rating));
    },
    [api, queries, t, number, errorLine],
  );
}

export function useFavorite(): SetShelf {
  return useShelf('favorite');
}

export function useWatchlist(): SetShelf {
  return useShelf('watchlist');
}

/** All of them, for what offers all of them. */
export function useTitleActions(): {
  readonly rate: RateTitle;
  readonly favorite: SetShelf;
  readonly watchlist: SetShelf;
} {
  const [rate, favorite, watchlist] = [useRateTitle(), useFavorite(), useWatchlist()];
  return useMemo(() => ({ rate, favorite, watchlist }), [rate, favorite, watchlist]);
}

const shelves = {
  favorite: { method: 'favorites.set', on: 'favorited', off: 'unfavorited' },
  watchlist: { method: 'watchlist.set', on: 'watchlisted', off: 'unwatchlisted' },
} as const;

function useShelf(shelf: keyof typeof shelves): SetShelf {
  const [api, queries] = [useApi(), useQueryClient()];
  const { t } = useTranslation();
  const errorLine = useErrorLine();

  return useCallback(
    async (media, on) => {
      const { title, id } = media;
      const { method, ...told } = shelves[shelf];
      const key = `${shelf}-${id}`;
      const set = async (next: boolean): Promise<void> => {
        await optimistic(queries, media, { [shelf]: next }, () =>
          api.call(method, { mediaId: id, on: next }),
        );
        toast({
          key,
          message: t(`media.told.${next ? told.on : told.off}`, { title }),
          action: { label: t('media.undo'), onAction: () => void tell(set(!next)) },
        });
      };
      const tell = (work: Promise<void>) =>
        work.catch((error: unknown) =>
          toast({
            key,
            tone: 'danger',
            message: t('media.told.shelfFailed', { title, reason: errorLine(error) }),
          }),
        );
      await tell(set(on));
    },
    [api, queries, shelf, t, errorLine],
  );
}

/** Shows the change, saves it, and shows again what was there where saving fails and nothing newer was chosen meanwhile. */
async function optimistic(
  queries: QueryClient,
  media: MediaSummary,
  change: Partial<Mine>,
  save: () => Promise<unknown>,
): Promise<void> {
  const before = mineInCache(queries, media);
  patchMine(queries, media.id, change);
  try {
    await save();
  } catch (error) {
    const now = mineInCache(queries, media);
    const fields = (Object.keys(change) as (keyof Mine)[]).filter((field) => now[field] === change[field]);
    patchMine(queries, media.id, Object.fromEntries(fields.map((field) => [field, before[field]])));
    throw error;
  }
}

/** A review that holds nothing but the rating goes with it. */
async function saveRating(api: Client, { id: mediaId }: MediaSummary, rating: number | null): Promise<void> {
  try {
    await api.call('reviews.save', { mediaId, rating: asRating(rating) });
  } catch (error) {
    if (!(error instanceof AppError) || error.details?.['reason'] !== 'empty_review') throw error;
    await api.call('reviews.delete', { mediaId });
  }
}

function asRating(rating: number | null) {
  return rating !== null && isRating(rating) ? rating : null;
}
