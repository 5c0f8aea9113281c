// Bars that stand side by side: points, decades, weekdays, hours. An outline behind a bar shows what it is compared with.
import { cx } from '#renderer/ui/cx.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { Chart, type Along, type ChartProps, type Datum } from './chart.tsx';
import styles from './column-chart.module.css';

export interface ColumnDatum extends Datum {
  /** On a scale of its own: the share of another whole. */
  readonly beside?: number;
}

export interface ColumnChartProps extends Omit<ChartProps<ColumnDatum>, 'children'> {
  readonly tone?: 'plain' | 'rating';
  readonly height?: number;
  /** Numbers over the bars. */
  readonly hasNumbers?: boolean;
}

export function ColumnChart({
  tone = 'plain',
  height = 140,
  hasNumbers = false,
  ...chart
}: ColumnChartProps) {
  return (
    <Chart {...chart}>
      {(along) => <Columns {...{ along, tone, height, hasNumbers, data: chart.data }} />}
    </Chart>
  );
}

interface ColumnsProps extends Pick<ColumnChartProps, 'data'> {
  readonly along: Along;
  readonly tone: 'plain' | 'rating';
  readonly height: number;
  readonly hasNumbers: boolean;
}

function Columns({ along, tone, height, hasNumbers, data }: ColumnsProps) {
  // Both are shares of their own whole, so that ten ratings can stand beside a million.
  const total = data.reduce((sum, { value }) => sum + value, 0);
  const others = data.reduce((sum, { beside = 0 }) => sum + beside, 0);
  const share = (value: number, whole: number) => (whole === 0 ? 0 : value / whole);
  const most = Math.max(
    0,
    ...data.map(({ value, beside = 0 }) => Math.max(share(value, total), share(beside, others))),
  );
  const percent = (value: number, whole: number) =>
    most === 0 ? 0 : Math.max(value > 0 ? 1.5 : 0, (share(value, whole) / most) * 100);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the buttons inside
    <ol className={cx(styles['columns'], styles[tone])} {...along.listProps}>
      {data.map((datum, index) => (
        <li key={datum.key} className={styles['column']}>
          <button {...along.barProps(index)} className={styles['button']}>
            <VisuallyHidden>{along.says(index)}</VisuallyHidden>
            <span aria-hidden className={styles['room']} style={{ height }}>
              {datum.beside !== undefined && (
                <span className={styles['beside']} style={{ height: `${percent(datum.beside, others)}%` }} />
              )}
              <span className={styles['bar']} style={{ height: `${percent(datum.value, total)}%` }}>
                {hasNumbers && datum.value > 0 && <span className={styles['number']}>{datum.cells[0]}</span>}
              </span>
            </span>
            <span aria-hidden className={styles['label']}>
              {datum.label}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
