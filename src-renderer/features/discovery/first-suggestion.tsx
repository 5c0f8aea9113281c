// The best suggestion, large: cover, name in the serif, why, and what one may do about it.
import { Bookmark, Sparkles, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Suggestion } from '#shared/api/discovery.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useDetails } from '#renderer/media/details.ts';
import { useReasonText } from '#renderer/media/reason-text.ts';
import { useDismiss } from '#renderer/media/suggestion-queries.ts';
import { useTitleActions } from '#renderer/media/title-actions.ts';
import { Button } from '#renderer/ui/button.tsx';
import { KindChip } from '#renderer/ui/chip.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import styles from './first-suggestion.module.css';
import { Why } from './why.tsx';

export function FirstSuggestion({ suggestion }: { readonly suggestion: Suggestion }) {
  const { t } = useTranslation();
  const details = useDetails();
  const because = useReasonText();
  const scale = useRatingScale();
  const dismiss = useDismiss();
  const { watchlist } = useTitleActions();
  const { mine, kind, title } = suggestion;
  return (
    <section className={styles['first']} aria-label={t('discovery.first')}>
      <Link
        to={`/title/${suggestion.id}`}
        className={cx(styles['cover'], kind === 'song' && styles['song'])}
        tabIndex={-1}
        aria-hidden
      >
        <Cover media={suggestion} />
      </Link>
      <div className={styles['words']}>
        <div className={styles['line']}>
          <KindChip kind={kind}>{t(`media.kind.${kind}`)}</KindChip>
          {suggestion.averageRating !== null && (
            <RatingBadge rating={suggestion.averageRating} scale={scale} />
          )}
        </div>
        <h2 className={cx(styles['title'], title.length > 34 && styles['long'])} dir="auto">
          <Link to={`/title/${suggestion.id}`}>{title}</Link>
        </h2>
        <p className={styles['details']} dir="auto">
          {[details({ ...suggestion, genres: [] }), suggestion.genres.slice(0, 3).join(', ')]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className={styles['why']}>
          <Sparkles aria-hidden />
          <Why suggestion={suggestion}>{because(suggestion.reason)}</Why>
        </p>
        <div className={styles['actions']}>
          <Button icon={<Bookmark />} onPress={() => void watchlist(suggestion, !mine.watchlist)}>
            {t(mine.watchlist ? 'media.removeWatchlist' : 'media.addWatchlist')}
          </Button>
          <Button variant="quiet" icon={<X />} onPress={() => void dismiss(suggestion)}>
            {t('media.notInterested')}
          </Button>
        </div>
      </div>
    </section>
  );
}
