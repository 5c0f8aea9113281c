// The title that was dealt, on top of its deck; and what is there when the deck has run out.
import { useTranslation } from 'react-i18next';
import type { Suggestion } from '#shared/api/discovery.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useDetails } from '#renderer/media/details.ts';
import { useReasonText } from '#renderer/media/reason-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import styles from './dealt-title.module.css';

export function DealtTitle({ suggestion }: { readonly suggestion: Suggestion }) {
  const { t } = useTranslation();
  const details = useDetails();
  const because = useReasonText();
  const scale = useRatingScale();
  return (
    <div className={styles['dealt']}>
      <div className={cx(styles['pile'], suggestion.kind === 'song' && styles['song'])}>
        <i className={styles['under']} aria-hidden />
        <i className={styles['lower']} aria-hidden />
        <span className={styles['cover']}>
          <Cover media={suggestion} />
        </span>
      </div>
      <div className={styles['words']}>
        <h3 className={styles['title']} dir="auto">
          {suggestion.title}
        </h3>
        <p className={styles['details']} dir="auto">
          {details({ ...suggestion, genres: [] }) || t(`media.kind.${suggestion.kind}`)}
        </p>
        <p className={styles['details']}>{suggestion.genres.slice(0, 3).join(', ')}</p>
        {suggestion.averageRating !== null && (
          <p className={styles['rating']}>
            <RatingBadge rating={suggestion.averageRating} scale={scale} />
          </p>
        )}
        <p className={styles['why']} dir="auto">
          {because(suggestion.reason)}
        </p>
      </div>
    </div>
  );
}

export interface EmptyDeckProps {
  readonly canReshuffle: boolean;
  readonly onReshuffle: () => void;
  readonly onAnything: () => void;
}

export function EmptyDeck({ canReshuffle, onReshuffle, onAnything }: EmptyDeckProps) {
  const { t } = useTranslation();
  return (
    <div className={styles['empty']}>
      <h3 className={styles['title']}>
        {t(canReshuffle ? 'discovery.pick.allSeen' : 'discovery.pick.nothing')}
      </h3>
      <p className={styles['details']}>
        {t(canReshuffle ? 'discovery.pick.allSeenText' : 'discovery.pick.nothingText')}
      </p>
      <Button onPress={canReshuffle ? onReshuffle : onAnything}>
        {t(canReshuffle ? 'discovery.pick.reshuffle' : 'discovery.pick.anything')}
      </Button>
    </div>
  );
}
