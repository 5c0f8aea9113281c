// A year at a glance, the latest with something in it at first, and below it everything of that year.
import { useMemo, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '#renderer/data/play-date.ts';
import { HeatMap } from '#renderer/ui/heat-map.tsx';
import { datePartsOf, type PartialDate } from '#shared/domain/partial-date.ts';
import { DiaryList } from './diary-list.tsx';
import { useDays, useYears } from './diary-queries.ts';
import { PeriodBar } from './period-bar.tsx';

export interface YearViewProps {
  readonly at: PartialDate | null;
  readonly onAt: (at: PartialDate) => void;
  readonly onOpen: (day: PartialDate) => void;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

export function YearView({ at, onAt, onOpen, scroller }: YearViewProps) {
  const { t } = useTranslation();
  const now = today();
  const present = datePartsOf(now).year;
  const { data: years } = useYears();
  const year = at === null ? (years?.years[0]?.year ?? present) : datePartsOf(at).year;
  const { data } = useDays(year);
  const counts = useMemo(
    () => new Map<string, number>(data?.days.map(({ day, count }) => [day, count])),
    [data],
  );
  const period = useMemo(
    () => ({ from: String(year) as PartialDate, to: String(year) as PartialDate }),
    [year],
  );
  const hasAny = data !== undefined && data.days.length + data.vague > 0;
  const go = (to: number) => onAt(String(to) as PartialDate);
  return (
    <>
      <PeriodBar
        name={String(year)}
        before={() => go(year - 1)}
        after={year < present ? () => go(year + 1) : undefined}
        present={year === present ? undefined : () => go(present)}
        labels={{
          before: t('diary.year.before'),
          after: t('diary.year.after'),
          present: t('diary.year.present'),
        }}
        note={data && data.vague > 0 && t('diary.year.vague', { count: data.vague })}
      />
      <HeatMap
        label={t('diary.year.label', { year })}
        year={year}
        counts={counts}
        describe={(count) => t('diary.count', { count })}
        onOpen={(day) => counts.has(day) && onOpen(day)}
        today={now}
      />
      {hasAny && (
        <DiaryList
          key={year}
          filter={period}
          isNarrowed={false}
          scroller={scroller}
          onClear={() => undefined}
        />
      )}
    </>
  );
}
