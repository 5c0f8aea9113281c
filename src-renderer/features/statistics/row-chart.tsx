// Bars that lie under one another, each with its name: genres and the people behind titles.
import { cx } from '#renderer/ui/cx.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { Chart, type ChartProps, type Datum } from './chart.tsx';
import styles from './row-chart.module.css';

export interface RowDatum extends Datum {
  /** At the end of the row. */
  readonly note: string;
}

export interface RowChartProps extends Omit<ChartProps<RowDatum>, 'children'> {
  /** Rows beyond it are in the table only. */
  readonly most?: number;
}

export function RowChart({ most = 10, ...chart }: RowChartProps) {
  const longest = Math.max(1, ...chart.data.map(({ value }) => value));
  return (
    <Chart {...chart}>
      {(along) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the buttons inside
        <ol className={styles['rows']} {...along.listProps}>
          {chart.data.slice(0, most).map((datum, index) => (
            <li key={datum.key}>
              <button {...along.barProps(index)} className={styles['row']}>
                <VisuallyHidden>{along.says(index)}</VisuallyHidden>
                <span aria-hidden className={styles['name']} dir="auto">
                  {datum.name}
                </span>
                <span aria-hidden className={styles['room']}>
                  <span className={styles['bar']} style={{ width: `${(datum.value / longest) * 100}%` }} />
                </span>
                <span aria-hidden className={cx(styles['value'])}>
                  {datum.cells[0]}
                </span>
                <span aria-hidden className={styles['note']}>
                  {datum.note}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </Chart>
  );
}
