// Which period and which kind: years that there is something in, all time, or two dates of one's own.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { Period } from '#shared/api/stats.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { parsePartialDate } from '#shared/domain/partial-date.ts';
import styles from './selection-bar.module.css';
import { periodOf, yearOfPeriod } from './statistics-address.ts';
import type { Selection } from './statistics-query.ts';
import { useDateWords } from './use-date-words.ts';

export interface SelectionBarProps {
  readonly selection: Selection;
  readonly years: readonly number[];
  readonly onChange: (selection: Selection) => void;
}

const [allTime, custom] = ['all', 'custom'];

export function SelectionBar({ selection, years, onChange }: SelectionBarProps) {
  const { t } = useTranslation();
  const words = useDateWords();
  const [isChoosing, setIsChoosing] = useState(false);
  const { period, kind } = selection;
  const year = yearOfPeriod(period);
  const isAll = period.from === undefined && period.to === undefined;
  const isOwn = !isAll && year === undefined;
  const change = (next: Period) => onChange({ period: next, ...(kind && { kind }) });
  const choose = (value: string) => {
    if (value === custom) setIsChoosing(true);
    else if (value === allTime) change({});
    else if (value !== 'own') change(periodOf(value, value));
  };
  const shown = year === undefined || years.includes(year) ? years : [year, ...years];
  return (
    <div className={styles['bar']}>
      <Select
        label={t('statistics.period')}
        hideLabel
        inline
        options={[
          { value: allTime, label: t('statistics.allTime') },
          ...(isOwn ? [{ value: 'own', label: words.period(period) }] : []),
          ...shown.map((one) => ({ value: String(one), label: String(one) })),
          { value: custom, label: t('statistics.custom') },
        ]}
        value={isAll ? allTime : isOwn ? 'own' : String(year)}
        onChange={choose}
      />
      <SegmentedControl
        label={t('statistics.head.kind')}
        segments={[
          { value: 'all', label: t('media.allKinds') },
          ...mediaKinds.map((one) => ({ value: one, label: t(`media.kinds.${one}`) })),
        ]}
        value={kind ?? 'all'}
        onChange={(value) => onChange({ period, ...(value !== 'all' && { kind: value }) })}
      />
      <PeriodDialog
        key={String(isChoosing)}
        isOpen={isChoosing}
        period={period}
        onClose={() => setIsChoosing(false)}
        onChoose={change}
      />
    </div>
  );
}

interface PeriodDialogProps {
  readonly isOpen: boolean;
  readonly period: Period;
  readonly onClose: () => void;
  readonly onChoose: (period: Period) => void;
}

function PeriodDialog({ isOpen, period, onClose, onChoose }: PeriodDialogProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState<string>(period.from ?? '');
  const [to, setTo] = useState<string>(period.to ?? '');
  const isDate = (text: string) => text.trim() === '' || parsePartialDate(text) !== undefined;
  const chosen = periodOf(from, to);
  const isOrdered = from.trim() === '' || to.trim() === '' || chosen.from !== undefined;
  const isRight = isDate(from) && isDate(to) && isOrdered;
  const apply = () => {
    if (!isRight) return;
    onChoose(chosen);
    onClose();
  };
  return (
    <Dialog
      title={t('statistics.customTitle')}
      subtitle={t('statistics.customNote')}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" onPress={apply} isDisabled={!isRight}>
            {t('statistics.show')}
          </Button>
        </>
      }
    >
      <form
        className={styles['ends']}
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <TextField
          label={t('statistics.from')}
          value={from}
          onChange={setFrom}
          placeholder="2024-01"
          {...(!isDate(from) && { error: t('statistics.noDate') })}
        />
        <TextField
          label={t('statistics.to')}
          value={to}
          onChange={setTo}
          placeholder="2024-06-30"
          {...(!isDate(to)
            ? { error: t('statistics.noDate') }
            : !isOrdered && { error: t('statistics.wrongOrder') })}
        />
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
