// Charts that only count: decades and years of release, days of the week, hours of the day.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { Statistics } from '#shared/api/stats.ts';
import { ColumnChart, type ColumnDatum } from './column-chart.tsx';
import type { Figure } from './statistics-query.ts';
import { useDateWords } from './use-date-words.ts';

export interface PlainChartProps {
  readonly figures: Statistics;
  readonly onOpen: (figure: Figure) => void;
}

export function ReleaseChart({ figures: { releases, decades }, onOpen }: PlainChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rating = useRatingText(useRatingScale());
  const [grain, setGrain] = useState<'decade' | 'release'>('decade');
  const isDecade = grain === 'decade';
  if (releases.length === 0) return null;
  const groups = isDecade ? decades.map(({ decade, ...rest }) => ({ year: decade, ...rest })) : releases;
  const data = filled(groups, isDecade ? 10 : 1).map(({ year, titles, average }): ColumnDatum => {
    const name = isDecade ? t('statistics.decade', { decade: year }) : String(year);
    return {
      key: String(year),
      name,
      label: isDecade || year % 10 === 0 ? String(year) : '',
      value: titles,
      cells: [format.number(titles), average === null ? '' : rating(Math.round(average))],
      ...(titles > 0 && { onOpen: () => onOpen({ facet: grain, value: String(year), name }) }),
    };
  });
  return (
    <ColumnChart
      title={t('statistics.releases')}
      heads={[
        t(isDecade ? 'statistics.head.decade' : 'statistics.head.release'),
        t('statistics.head.titles'),
        t('statistics.head.average'),
      ]}
      data={data}
      hasNumbers={isDecade}
      actions={
        <SegmentedControl
          label={t('statistics.grain')}
          segments={[
            { value: 'decade', label: t('statistics.decades') },
            { value: 'release', label: t('statistics.years') },
          ]}
          value={grain}
          onChange={setGrain}
        />
      }
    />
  );
}

export function WeekdayChart({ figures: { weekdays }, onOpen }: PlainChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useDateWords();
  if (weekdays.every((count) => count === 0)) return null;
  const data = weekdays.map((count, index): ColumnDatum => {
    const name = words.weekday(index, 'long');
    return {
      key: String(index),
      name,
      label: words.weekday(index, 'short'),
      value: count,
      cells: [format.number(count)],
      ...(count > 0 && { onOpen: () => onOpen({ facet: 'weekday', value: String(index), name }) }),
    };
  });
  return (
    <ColumnChart
      title={t('statistics.weekdays')}
      heads={[t('statistics.head.weekday'), t('statistics.head.entries')]}
      data={data}
      hasNumbers
    />
  );
}

export function HourChart({ figures: { hours }, onOpen }: PlainChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useDateWords();
  if (hours === null) return null;
  const data = hours.map((count, hour): ColumnDatum => {
    const name = words.hour(hour);
    return {
      key: String(hour),
      name,
      label: hour % 6 === 0 ? name : '',
      value: count,
      cells: [format.number(count)],
      ...(count > 0 && { onOpen: () => onOpen({ facet: 'hour', value: String(hour), name }) }),
    };
  });
  return (
    <ColumnChart
      title={t('statistics.timeOfDay')}
      heads={[t('statistics.head.hour'), t('statistics.head.entries')]}
      data={data}
      summary={t('statistics.timeOfDayNote')}
    />
  );
}

/** Years without a title stand between the others, so that the axis is time. */
function filled(
  groups: readonly { readonly year: number; readonly titles: number; readonly average: number | null }[],
  step: number,
) {
  const [first, last] = [groups[0]?.year ?? 0, groups.at(-1)?.year ?? 0];
  const byYear = new Map(groups.map((group) => [group.year, group]));
  return Array.from({ length: (last - first) / step + 1 }, (_nothing, at) => {
    const year = first + at * step;
    return byYear.get(year) ?? { year, titles: 0, average: null };
  });
}
