// Movies, web shows and songs as shares of one bar.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { cx } from '#renderer/ui/cx.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { Statistics } from '#shared/api/stats.ts';
import { Chart, type Datum } from './chart.tsx';
import styles from './kind-split.module.css';
import type { Figure } from './statistics-query.ts';
import { useDateWords } from './use-date-words.ts';

export interface KindSplitProps {
  readonly kinds: Statistics['kinds'];
  readonly onOpen: (figure: Figure) => void;
}

export function KindSplit({ kinds, onOpen }: KindSplitProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useDateWords();
  const rating = useRatingText(useRatingScale());
  if (kinds.length < 2) return null;
  const data = kinds.map(({ kind, titles, minutes, average }): Datum & { readonly kind: typeof kind } => {
    const name = t(`media.kinds.${kind}`);
    return {
      kind,
      key: kind,
      name,
      label: name,
      value: titles,
      cells: [
        format.number(titles),
        minutes === 0 ? '' : words.hours(minutes),
        average === null ? '' : rating(Math.round(average)),
      ],
      onOpen: () => onOpen({ facet: 'kind', value: kind, name }),
    };
  });
  return (
    <Chart
      title={t('statistics.kinds')}
      heads={[
        t('statistics.head.kind'),
        t('statistics.head.titles'),
        t('statistics.head.time'),
        t('statistics.head.average'),
      ]}
      data={data}
    >
      {(along) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the buttons inside
        <ol className={styles['split']} {...along.listProps}>
          {data.map((datum, index) => (
            <li key={datum.key} className={styles['part']} style={{ flexGrow: datum.value }}>
              <button {...along.barProps(index)} className={styles['button']}>
                <VisuallyHidden>{along.says(index)}</VisuallyHidden>
                <span aria-hidden className={cx(styles['bar'], styles[datum.kind])} />
                <span aria-hidden className={styles['name']}>
                  {datum.name}
                </span>
                <span aria-hidden className={styles['fact']}>
                  {datum.cells.slice(0, 2).filter(Boolean).join(' · ')}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </Chart>
  );
}
