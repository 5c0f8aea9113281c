// The conditions that need more than a click: genre, creator, years, everyone's rating. They apply as they are set.
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useGenres } from '#renderer/media/title-queries.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ToggleChip } from '#renderer/ui/chip.tsx';
import { cx } from '#renderer/ui/cx.ts';
import popover from '#renderer/ui/popover.module.css';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { MediaFilter } from '#shared/api/catalog.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { CreatorField } from './creator-field.tsx';
import styles from './filter-panel.module.css';
import { countConditions } from './library-address.ts';

export interface FilterPanelProps {
  readonly filter: MediaFilter;
  /** Fields set to undefined are taken out. */
  readonly onChange: (part: { readonly [K in keyof MediaFilter]: MediaFilter[K] | undefined }) => void;
}

const anything = 'any';
const decades = [1960, 1970, 1980, 1990, 2000, 2010, 2020];
const points = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((point) => String(point * 10));

export function FilterPanel({ filter, onChange }: FilterPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: genres = [] } = useGenres();
  const rating = useRatingText(useRatingScale());
  const count = countConditions(filter);
  const ratings = [
    { value: anything, label: t('library.any') },
    ...points.map((point) => ({ value: point, label: rating(Number(point)) })),
  ];
  const toRating = (value: string) => (value === anything ? undefined : (Number(value) as Rating));

  return (
    <DialogTrigger>
      <Button variant="quiet" icon={<ListFilter />}>
        {t('library.filter')}
        {count > 0 && <span className={styles['count']}>{format.number(count)}</span>}
      </Button>
      <Popover className={cx(popover['popover'], styles['popover'])} offset={4} placement="bottom start">
        <Dialog aria-label={t('library.filters')} className={cx(styles['panel'])}>
          <Select
            label={t('library.genre')}
            value={filter.genre ?? anything}
            onChange={(genre) => onChange({ genre: genre === anything ? undefined : genre })}
            options={[
              { value: anything, label: t('library.anyGenre') },
              ...genres.map(({ name, count: titles }) => ({
                value: name,
                label: name,
                note: t('library.count', { count: titles }),
              })),
            ]}
          />
          <CreatorField creator={filter.creator} onChange={(creator) => onChange({ creator })} />
          <fieldset className={styles['group']}>
            <legend className={styles['legend']}>{t('library.years')}</legend>
            <div className={styles['chips']}>
              {decades.map((from) => {
                const isOn = filter.yearFrom === from && filter.yearTo === from + 9;
                return (
                  <ToggleChip
                    key={from}
                    isSelected={isOn}
                    onChange={() =>
                      onChange(
                        isOn
                          ? { yearFrom: undefined, yearTo: undefined }
                          : { yearFrom: from, yearTo: from + 9 },
                      )
                    }
                  >
                    {t('library.decade', { year: from })}
                  </ToggleChip>
                );
              })}
            </div>
            <div className={styles['pair']}>
              <YearField
                label={t('library.yearFrom')}
                year={filter.yearFrom}
                onChange={(yearFrom) => onChange({ yearFrom })}
              />
              <YearField
                label={t('library.yearTo')}
                year={filter.yearTo}
                onChange={(yearTo) => onChange({ yearTo })}
              />
            </div>
          </fieldset>
          <fieldset className={styles['group']}>
            <legend className={styles['legend']}>{t('library.ratingRange')}</legend>
            <div className={styles['pair']}>
              <Select
                label={t('library.ratingFrom')}
                value={String(filter.ratingFrom ?? anything)}
                onChange={(value) => onChange({ ratingFrom: toRating(value) })}
                options={ratings}
              />
              <Select
                label={t('library.ratingTo')}
                value={String(filter.ratingTo ?? anything)}
                onChange={(value) => onChange({ ratingTo: toRating(value) })}
                options={ratings}
              />
            </div>
          </fieldset>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface YearFieldProps {
  readonly label: string;
  readonly year: number | undefined;
  readonly onChange: (year: number | undefined) => void;
}

/** Takes effect once the year is whole. */
function YearField({ label, year, onChange }: YearFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string) => {
    const isWhole = /^\d{4}$/u.test(text);
    setTyped(isWhole || text === '' ? null : text);
    if (isWhole || text === '') onChange(isWhole ? Number(text) : undefined);
  };
  return (
    <TextField
      label={label}
      value={typed ?? String(year ?? '')}
      onChange={change}
      onBlur={() => setTyped(null)}
      inputMode="numeric"
      maxLength={4}
    />
  );
}
