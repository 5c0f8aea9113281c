// Which of day and month comes first in a file whose dates leave it open.
import { useTranslation } from 'react-i18next';
import { Select } from '#renderer/ui/select.tsx';
import type { Reading } from '#shared/api/import-formats.ts';

export interface DateOrderFieldProps {
  readonly order: Reading['dateOrder'];
  readonly onChange: (order: Reading['dateOrder']) => void;
}

export function DateOrderField({ order, onChange }: DateOrderFieldProps) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('import.set.ask.dateOrder')}
      placeholder={t('import.set.choose')}
      value={order}
      onChange={onChange}
      options={[
        { value: 'day-first', label: t('import.set.dayFirst') },
        { value: 'month-first', label: t('import.set.monthFirst') },
      ]}
    />
  );
}
