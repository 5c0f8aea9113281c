// The facts under a title, in the order that the kind table gives and in the reader's words.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { kindTable, type MediaKind } from '#shared/domain/media-kind.ts';

/** What of a title the line is made from: a summary, a reference or a whole title. */
export interface DetailFacts {
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly genres?: readonly string[];
  readonly runtime?: number | null;
}

/** "1999 · Lana Wachowski · 2 h 16 min"; genres stand in where nobody is known to have made it. */
export function useDetails(): (media: DetailFacts) => string {
  const runtime = useRuntime();
  return useCallback(
    (media: DetailFacts) => {
      const parts = kindTable[media.kind].details({ ...media, genres: [], runtime: null });
      const genres = media.creator === null ? (media.genres ?? []).slice(0, 2) : [];
      return [...parts, ...genres, runtime(media.kind, media.runtime ?? null)].filter(Boolean).join(' · ');
    },
    [runtime],
  );
}

/** Minutes as the reader's language says them, and what they measure; '' when unknown. */
export function useRuntime(): (kind: MediaKind, minutes: number | null) => string {
  const { t } = useTranslation();
  return useCallback(
    (kind: MediaKind, total: number | null) => {
      if (total === null) return '';
      const [hours, minutes] = [Math.floor(total / 60), total % 60];
      const key = hours === 0 ? 'minutes' : minutes === 0 ? 'hours' : 'hoursMinutes';
      const time = t(`media.${key}`, { hours, minutes });
      return kind === 'web_show' ? t('media.perEpisode', { time }) : time;
    },
    [t],
  );
}
