// The frame of every chart: its name, what is pointed at in words, and the same figures as a table. A chart is one stop
// for Tab; arrows go along it and Enter opens the titles behind a bar.
import { Table2 } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import styles from './chart.module.css';

/** One bar: a row of the table. */
export interface Datum {
  readonly key: string;
  /** "The 1990s", "May 2024". */
  readonly name: string;
  /** Under the bar; '' leaves the place empty. */
  readonly label: string;
  readonly value: number;
  /** What the heads say of it, in words and numbers. */
  readonly cells: readonly string[];
  /** Opens the titles behind it. */
  readonly onOpen?: () => void;
}

export interface ChartProps<D extends Datum> {
  readonly title: string;
  /** Of the table's columns: what the names are, then one for each cell. */
  readonly heads: readonly string[];
  readonly data: readonly D[];
  /** Said while nothing is pointed at. */
  readonly summary?: ReactNode;
  /** Beside the title: another order, another grain. */
  readonly actions?: ReactNode;
  readonly children: (along: Along) => ReactNode;
}

/** For the bars of a chart. */
export interface Along {
  readonly listProps: { readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void };
  readonly barProps: (index: number) => BarProps;
  /** A bar's name: what it shows is hidden from assistive technology. */
  readonly says: (index: number) => string;
}

export interface BarProps {
  readonly type: 'button';
  readonly tabIndex: 0 | -1;
  readonly 'data-bar': number;
  readonly onClick: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
}

export function Chart<D extends Datum>({ title, heads, data, summary, actions, children }: ChartProps<D>) {
  const { t } = useTranslation();
  const [isTable, setIsTable] = useState(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const current = Math.min(active, Math.max(data.length - 1, 0));

  const along: Along = {
    listProps: {
      onKeyDown(event) {
        const to = moved(current, event.key, data.length);
        if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        setActive(to);
        event.currentTarget.querySelector<HTMLElement>(`[data-bar="${to}"]`)?.focus();
      },
    },
    barProps: (index) => ({
      type: 'button',
      tabIndex: index === current ? 0 : -1,
      'data-bar': index,
      onClick: () => data[index]?.onOpen?.(),
      onFocus() {
        setActive(index);
        setPointed(index);
      },
      onBlur: () => setPointed(null),
      onPointerEnter: () => setPointed(index),
      onPointerLeave: () => setPointed(null),
    }),
    says: (index) => sentence(data[index], heads),
  };
  const said = pointed === null ? undefined : data[pointed];

  return (
    <section className={styles['chart']} aria-label={title}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{title}</h2>
        <p className={styles['said']} aria-hidden>
          {said ? sentence(said, heads) : summary}
        </p>
        <div className={styles['actions']}>
          {actions}
          <IconButton
            label={t('statistics.asTable', { chart: title })}
            icon={<Table2 />}
            isOn={isTable}
            onPress={() => setIsTable(!isTable)}
          />
        </div>
      </header>
      {isTable ? <Figures title={title} heads={heads} data={data} /> : children(along)}
    </section>
  );
}

function Figures({ title, heads, data }: Pick<ChartProps<Datum>, 'title' | 'heads' | 'data'>) {
  const { t } = useTranslation();
  return (
    <section
      className={styles['scroller']}
      aria-label={t('statistics.asTable', { chart: title })}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls by itself, so the keyboard must reach it
      tabIndex={0}
    >
      <table className={styles['table']}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map(({ key, name, cells, value, onOpen }) => (
            <tr key={key}>
              <th scope="row" dir="auto">
                {onOpen && value > 0 ? (
                  <button type="button" className={styles['open']} onClick={onOpen}>
                    {name}
                  </button>
                ) : (
                  name
                )}
              </th>
              {cells.map((cell, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- the columns don't move
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** "May 2024: titles 12, your average 7.8". */
function sentence(datum: Datum | undefined, heads: readonly string[]): string {
  if (!datum) return '';
  const parts = datum.cells.map((cell, at) => (cell === '' ? '' : `${heads[at + 1] ?? ''} ${cell}`));
  return `${datum.name}: ${parts.filter(Boolean).join(' · ')}`;
}

function moved(from: number, key: string, count: number): number | undefined {
  const last = count - 1;
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(from + 1, last);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(from - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
}
