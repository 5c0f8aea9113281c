// Rating by stars: one slider for assistive technology, half stars by pointer and arrows, tenths with Alt, digits for
// points. The exact number stands beside it, and a cross that takes the rating away.
import { X } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { highestRating, lowestRating, type RatingScale } from '#shared/domain/rating.ts';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';
import { useRatingText } from './rating-text.ts';
import { ratingAfterKey } from './star-rating-keys.ts';
import styles from './star-rating-input.module.css';
import { StarRow } from './star-row.tsx';
import { useStarsText } from './stars-text.ts';

export interface StarRatingInputProps {
  /** What is rated, for the slider's name: "Your rating of Ran". */
  readonly label: string;
  /** Tenths, 10 to 100; null when not rated. */
  readonly rating: number | null;
  readonly onChange: (rating: number | null) => void;
  readonly scale?: RatingScale;
  /** Pixels of one star; never under 24. */
  readonly size?: number;
  readonly isDisabled?: boolean;
}

export function StarRatingInput(props: StarRatingInputProps) {
  const { label, rating, onChange, scale = 'ten', size = 32, isDisabled = false } = props;
  const { t } = useTranslation();
  const number = useRatingText(scale);
  const stars = useStarsText();
  const helpId = useId();
  const [preview, setPreview] = useState<number | null>(null);
  const slider = useRef<HTMLInputElement>(null);
  const shown = preview ?? rating;

  const change = (next: number | null) => {
    setPreview(null);
    if (next !== rating) onChange(next);
  };
  const press = (event: KeyboardEvent) => {
    const next = ratingAfterKey(rating, event);
    if (next === undefined) return;
    // A list behind this must not rate, move or go back with the same key.
    event.preventDefault();
    event.stopPropagation();
    change(next);
  };
  // Keys are answered above; what still arrives here are a screen reader's own "more" and "less".
  const nudge = (value: number) => {
    const key = value > (rating ?? 0) ? 'ArrowUp' : 'ArrowDown';
    change(ratingAfterKey(rating, { ...plainKey, key }) ?? null);
  };
  const point = (event: MouseEvent<HTMLElement>) => {
    slider.current?.focus();
    change(ratingAt(event));
  };
  const clear = () => {
    change(null);
    slider.current?.focus();
  };

  return (
    <div className={cx(styles['rating'], isDisabled && styles['disabled'])}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the slider inside has the keys */}
      <div
        className={styles['stars']}
        {...(!isDisabled && {
          onPointerMove: (event) => setPreview(ratingAt(event)),
          onPointerLeave: () => setPreview(null),
          onClick: point,
        })}
      >
        <input
          ref={slider}
          type="range"
          min={0}
          max={highestRating}
          step={1}
          value={rating ?? 0}
          disabled={isDisabled}
          aria-label={label}
          aria-valuetext={stars(rating)}
          aria-describedby={helpId}
          className={styles['slider']}
          onKeyDown={press}
          onChange={(event) => nudge(event.currentTarget.valueAsNumber)}
        />
        <StarRow
          rating={shown ?? 0}
          size={Math.max(24, size)}
          isPreview={preview !== null && preview !== rating}
        />
      </div>
      <span id={helpId} hidden>
        {t('ui.ratingHelp')}
      </span>
      <span
        className={cx(
          styles['number'],
          shown === null && styles['none'],
          preview !== null && styles['preview'],
        )}
        aria-hidden
      >
        {shown === null ? t('ui.notRated') : number(shown)}
      </span>
      {rating !== null && !isDisabled && (
        <span className={styles['clear']}>
          <IconButton label={t('ui.clearRating')} icon={<X />} onPress={clear} />
        </span>
      )}
    </div>
  );
}

const plainKey = { code: '', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

/** The half star under the pointer, in tenths: the first half star is 10. */
function ratingAt(event: MouseEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
  const along = isRtl ? box.right - event.clientX : event.clientX - box.left;
  const halves = Math.ceil((along / Math.max(1, box.width)) * 10);
  return Math.min(highestRating, Math.max(lowestRating, halves * 10));
}
