// How much there is of each kind: large numerals that lead into the library.
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { useFormat } from '#renderer/data/format.ts';
import { cx } from '#renderer/ui/cx.ts';
import styles from './count-line.module.css';

export interface CountLineProps {
  readonly counts: Readonly<Record<MediaKind, number>>;
}

export function CountLine({ counts }: CountLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={styles['line']} aria-label={t('home.counts')}>
      {mediaKinds
        .filter((kind) => counts[kind] > 0)
        .map((kind) => (
          <li key={kind}>
            <Link href={`/library?kind=${kind}`} className={cx(styles['count'], styles[kind])}>
              <span className={styles['number']}>{format.number(counts[kind])}</span>{' '}
              <span className={styles['word']}>{t(`home.count_${kind}`, { count: counts[kind] })}</span>
            </Link>
          </li>
        ))}
    </ul>
  );
}
