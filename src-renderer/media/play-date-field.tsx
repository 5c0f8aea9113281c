// When something was played, as precisely as somebody knows: a year, with a month or without, with a day or without, or
// not at all. Today and yesterday are one press away.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { today, usePlayDate } from '#renderer/data/play-date.ts';
import { ToggleChip } from '#renderer/ui/chip.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { addDays, daysInMonth, type PartialDate } from '#shared/domain/partial-date.ts';
import { dateOf, draftOf, type DateDraft } from './play-form.ts';
import styles from './play-date-field.module.css';

export interface PlayDateFieldProps {
  readonly draft: DateDraft;
  readonly onChange: (draft: DateDraft) => void;
  readonly error: string | undefined;
}

const months = Array.from({ length: 12 }, (_nothing, index) => index + 1);

export function PlayDateField({ draft, onChange, error }: PlayDateFieldProps) {
  const { t } = useTranslation();
  const dates = usePlayDate();
  const { year, month, day } = draft;
  const date = dateOf(draft);
  const now = today();
  const quick: [label: string, date: PartialDate | null][] = [
    [t('media.play.today'), now],
    [t('media.play.yesterday'), addDays(now, -1)],
    [t('media.play.unknown'), null],
  ];
  const dayCount = month === null ? 31 : daysInMonth(Number(year) || 2000, month);
  const dayOptions = useMemo(
    () => [
      { value: 'none', label: t('media.play.noDay') },
      ...Array.from({ length: dayCount }, (_nothing, index) => ({
        value: String(index + 1),
        label: String(index + 1),
      })),
    ],
    [dayCount, t],
  );

  return (
    <fieldset className={styles['field']}>
      <legend className={styles['legend']}>{t('media.play.when')}</legend>
      <div className={styles['quick']}>
        {quick.map(([label, choice]) => (
          <ToggleChip key={label} isSelected={date === choice} onChange={() => onChange(draftOf(choice))}>
            {label}
          </ToggleChip>
        ))}
        <span className={styles['said']}>
          {date ? (date.length === 10 ? dates.full(date) : dates.say(date)) : ''}
        </span>
      </div>
      <div className={styles['parts']}>
        <TextField
          label={t('media.play.year')}
          inputMode="numeric"
          maxLength={4}
          value={year}
          placeholder={t('media.play.yearPlaceholder')}
          onChange={(next) => onChange(next.trim() === '' ? draftOf(null) : { ...draft, year: next })}
          error={error}
        />
        <Select
          label={t('media.play.month')}
          value={month === null ? 'none' : String(month)}
          isDisabled={year === ''}
          onChange={(next) =>
            onChange(next === 'none' ? { year, month: null, day: null } : { ...draft, month: Number(next) })
          }
          options={[
            { value: 'none', label: t('media.play.noMonth') },
            ...months.map((number) => ({ value: String(number), label: dates.monthName(number) })),
          ]}
        />
        <Select
          label={t('media.play.day')}
          value={day === null ? 'none' : String(Math.min(day, dayCount))}
          isDisabled={year === '' || month === null}
          onChange={(next) => onChange({ ...draft, day: next === 'none' ? null : Number(next) })}
          options={dayOptions}
        />
      </div>
    </fieldset>
  );
}
