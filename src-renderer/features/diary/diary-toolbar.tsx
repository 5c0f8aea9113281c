// What narrows the list: kind, tag, rewatches, and the year it begins with. Months and years show everything.
import { Repeat2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTags } from '#renderer/media/diary-queries.ts';
import { ToggleChip } from '#renderer/ui/chip.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { MethodOutput } from '#shared/api/index.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { parsePartialDate } from '#shared/domain/partial-date.ts';
import type { DiaryView } from './diary-address.ts';
import styles from './diary-toolbar.module.css';

export interface DiaryToolbarProps {
  readonly view: DiaryView;
  readonly years: MethodOutput<'diary.years'>;
  readonly onChange: (part: Partial<DiaryView>) => void;
}

export function DiaryToolbar({ view, years, onChange }: DiaryToolbarProps) {
  const { t } = useTranslation();
  const { data: tags = [] } = useTags();
  if (view.name !== 'list') return null;
  const { kind, tag, rewatches, until } = view;
  const tagOptions =
    tag === undefined || tags.some((one) => one.tag === tag) ? tags : [{ tag, count: 0 }, ...tags];
  return (
    <div className={styles['bar']}>
      <SegmentedControl
        label={t('diary.kindLabel')}
        value={kind ?? 'all'}
        onChange={(next) => onChange({ kind: next === 'all' ? undefined : next })}
        segments={[
          { value: 'all', label: t('diary.all') },
          ...mediaKinds.map((one) => ({ value: one, label: t(`media.kinds.${one}`) })),
        ]}
      />
      <ToggleChip isSelected={rewatches} onChange={(on) => onChange({ rewatches: on })}>
        <Repeat2 aria-hidden className={styles['icon']} />
        {t('diary.rewatches')}
      </ToggleChip>
      {tagOptions.length > 0 && (
        <Select
          inline
          label={t('diary.tagLabel')}
          value={tag ?? ''}
          onChange={(next) => onChange({ tag: next === '' ? undefined : next })}
          options={[
            { value: '', label: t('diary.anyTag') },
            ...tagOptions.map((one) => ({ value: one.tag, label: `#${one.tag}` })),
          ]}
        />
      )}
      <span className={styles['space']} />
      {years.years.length > 1 && (
        <Select
          inline
          label={t('diary.untilLabel')}
          value={until ?? ''}
          onChange={(next) => onChange({ until: parsePartialDate(next) })}
          options={[
            { value: '', label: t('diary.latest') },
            ...years.years.map(({ year, count }) => ({
              value: String(year),
              label: String(year),
              note: t('diary.count', { count }),
            })),
          ]}
        />
      )}
    </div>
  );
}
