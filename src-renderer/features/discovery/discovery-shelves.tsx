// What else there is to find: what is going on here, what few know and rate highly, what is thought best, this day in
// other years. What there is nothing of takes up no room.
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { MediaStrip } from '#renderer/media/media-strip.tsx';
import { useOnThisDay } from '#renderer/media/suggestion-queries.ts';
import { cx } from '#renderer/ui/cx.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import styles from '#renderer/media/shelf-head.module.css';
import { useHiddenGems, useTrending } from './discovery-queries.ts';

export function DiscoveryShelves({ kind }: { readonly kind: MediaKind | undefined }) {
  const { t } = useTranslation();
  const number = useRatingText(useRatingScale());
  const gems = useHiddenGems(kind);
  const trending = useTrending(kind);
  const day = useOnThisDay(20);
  const memories = (day.data ?? []).filter(({ media }) => kind === undefined || media.kind === kind);
  const yearOf = new Map(memories.map(({ media, playedOn }) => [media.id, playedOn.slice(0, 4)]));
  const top = `/top${kind ? `?kind=${kind}` : ''}`;
  return (
    <>
      <Shelf
        title={t('discovery.gems.title')}
        note={t('discovery.gems.note')}
        titles={gems.data ?? []}
        caption={({ averageRating, ratingCount }) =>
          t('discovery.gems.caption', { count: ratingCount, rating: number(averageRating ?? 0) })
        }
      />
      <Shelf
        title={t('discovery.trending.title')}
        note={t('discovery.trending.note')}
        titles={trending.data ?? []}
        link={
          <Link href={top} className={cx(styles['all'])}>
            {t('discovery.toTop')}
            <ChevronRight aria-hidden />
          </Link>
        }
      />
      <Shelf
        title={t('discovery.day.title')}
        note={t('discovery.day.note')}
        titles={[...new Map(memories.map(({ media }) => [media.id, media])).values()]}
        caption={({ id }) => t('discovery.day.caption', { year: yearOf.get(id) })}
      />
    </>
  );
}

interface ShelfProps {
  readonly title: string;
  readonly note: string;
  readonly titles: readonly MediaSummary[];
  readonly caption?: (media: MediaSummary) => string;
  readonly link?: ReactNode;
}

function Shelf({ title, note, titles, caption, link }: ShelfProps) {
  if (titles.length === 0) return null;
  return (
    <section>
      <div className={styles['head']}>
        <h2 className={styles['title']}>{title}</h2>
        <p className={styles['note']}>{note}</p>
        {link}
      </div>
      <MediaStrip label={title} titles={titles} {...(caption && { note: caption })} />
    </section>
  );
}
