// On which scale this person sees ratings, with a rating to try it on.
import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ratingScales } from '#shared/domain/rating.ts';
import { useSettings } from '#renderer/data/session.ts';
import { useSaveSetting } from '#renderer/data/use-save-setting.ts';
import { cx } from '#renderer/ui/cx.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { StarRatingInput } from '#renderer/ui/star-rating-input.tsx';
import styles from './ratings-section.module.css';
import { Row } from './row.tsx';

export function RatingsSection() {
  const { t } = useTranslation();
  const { ratingScale } = useSettings();
  const { save, savedCount, error } = useSaveSetting();
  const [example, setExample] = useState<number | null>(87);
  const texts = {
    ten: useRatingText('ten'),
    stars: useRatingText('stars'),
    hundred: useRatingText('hundred'),
  };
  const choose = (value: string) => {
    const scale = ratingScales.find((one) => one === value);
    if (scale) save({ ratingScale: scale });
  };
  return (
    <>
      <Row
        name={t('settings.ratings.scale')}
        note={t('settings.ratings.scaleNote')}
        savedCount={savedCount}
        error={error}
        isTall
      >
        <RadioGroup
          aria-label={t('settings.ratings.scale')}
          value={ratingScale}
          onChange={choose}
          orientation="horizontal"
          className={cx(styles['scales'])}
        >
          {ratingScales.map((scale) => (
            <Radio key={scale} value={scale} className={cx(styles['scale'])}>
              <span className={styles['figure']} aria-hidden>
                {example === null ? '–' : texts[scale](example)}
              </span>
              <span className={styles['name']}>{t(`settings.ratings.scales.${scale}`)}</span>
              <span className={styles['note']}>{t(`settings.ratings.scaleNotes.${scale}`)}</span>
            </Radio>
          ))}
        </RadioGroup>
      </Row>
      <Row name={t('settings.ratings.example')} note={t('settings.ratings.exampleNote')}>
        <StarRatingInput
          label={t('settings.ratings.example')}
          rating={example}
          onChange={setExample}
          scale={ratingScale}
          size={28}
        />
      </Row>
    </>
  );
}
