// A quick look at a title without leaving the list: what it is, what everyone thinks, the own rating and review.
// j and k go on to its neighbours, Space or Escape closes.
import { Dices } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { KindChip } from '#renderer/ui/chip.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import { Sheet } from '#renderer/ui/sheet.tsx';
import { StarRatingInput } from '#renderer/ui/star-rating-input.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { useDetails } from './details.ts';
import { DiaryButtons } from './diary-buttons.tsx';
import styles from './peek-sheet.module.css';
import { ReviewEditor } from './review-editor.tsx';
import { ShelfButtons } from './shelf-buttons.tsx';
import { useRateTitle } from './title-actions.ts';
import { useTitle } from './title-queries.ts';

export interface PeekSheetProps {
  readonly media: MediaSummary;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** After it is gone, once the focus may move. */
  readonly onClosed?: () => void;
  readonly onEdit?: () => void;
  /** For a title that was drawn by lot: draws another. R does the same. */
  readonly onAnother?: () => void;
}

export function PeekSheet({ media, isOpen, onClose, onClosed, onEdit, onAnother }: PeekSheetProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = () => {
    onClose();
    void navigate(`/title/${media.id}`);
  };
  return (
    <Sheet
      title={media.title}
      hideTitle
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button variant="primary" onPress={open}>
            {t('media.open')}
            <Kbd keys={['Enter']} onInverse />
          </Button>
          {onEdit && (
            <Button variant="quiet" onPress={onEdit}>
              {t('media.edit')}
            </Button>
          )}
          {onAnother ? (
            <Button icon={<Dices />} onPress={onAnother}>
              {t('media.another')}
              <Kbd keys={['r']} />
            </Button>
          ) : (
            <span className={styles['keys']} aria-hidden>
              <Kbd keys={['j']} />
              <Kbd keys={['k']} />
            </span>
          )}
        </>
      }
    >
      <Look key={media.id} summary={media} />
      {onClosed && <WhenGone tell={onClosed} />}
    </Sheet>
  );
}

function Look({ summary }: { readonly summary: MediaSummary }) {
  const { t } = useTranslation();
  const details = useDetails();
  const scale = useRatingScale();
  const format = useFormat();
  const rate = useRateTitle();
  const { data } = useTitle(summary.id);
  const media = { ...summary, ...data, mine: summary.mine };
  const { mine } = media;
  return (
    <div className={styles['look']}>
      <div className={styles['top']}>
        <span className={styles['cover']}>
          <Cover media={media} />
        </span>
        <div className={styles['facts']}>
          <KindChip kind={media.kind}>{t(`media.kind.${media.kind}`)}</KindChip>
          <h2 className={styles['title']} dir="auto">
            {media.title}
          </h2>
          <p className={styles['details']}>{details({ ...media, genres: [] })}</p>
          <p className={styles['details']}>{media.genres.join(', ')}</p>
          <p className={styles['everyone']}>
            <RatingBadge rating={media.averageRating} scale={scale} />
            <span>
              {media.ratingCount === 0
                ? t('media.noRatings')
                : t('media.ratings', { count: media.ratingCount })}
            </span>
          </p>
        </div>
      </div>
      <div className={styles['mine']}>
        <StarRatingInput
          label={t('media.yourRatingOf', { title: media.title })}
          rating={mine.rating}
          scale={scale}
          size={28}
          onChange={(rating) => void rate(media, rating)}
        />
        <span className={styles['shelves']}>
          <ShelfButtons media={media} />
          <DiaryButtons media={media} />
        </span>
      </div>
      <ReviewEditor media={media} />
      {data?.description && (
        <p className={styles['description']} dir="auto">
          {data.description}
        </p>
      )}
      {data && <p className={styles['added']}>{t('media.addedOn', { date: format.date(data.createdAt) })}</p>}
    </div>
  );
}

/** Tells once it has left the page, two frames later: by then the sheet has given the focus back. */
function WhenGone({ tell }: { readonly tell: () => void }) {
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => () => void requestAnimationFrame(() => requestAnimationFrame(() => latest.current())), []);
  return null;
}
