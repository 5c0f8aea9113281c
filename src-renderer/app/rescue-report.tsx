// What came back, and what didn't: every table that had rows, in true numbers.
import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Wordmark } from '#renderer/ui/wordmark.tsx';
import type { RescueReport, SalvagedTable } from '#shared/api/rescue.ts';
import styles from './failed-page.module.css';
import tableStyles from './rescue-report.module.css';

export interface RescueReportScreenProps {
  readonly report: RescueReport;
  readonly onOpen: () => void;
}

export function RescueReportScreen({ report, onOpen }: RescueReportScreenProps) {
  const { t } = useTranslation();
  const shell = useShellActions();
  const { from, tables, fromBackup, standIns, aside } = report;
  const words = useWords(report);
  return (
    <main className={styles['screen']}>
      <div className={styles['sheet']}>
        <Wordmark size={24} />
        <h1 ref={takeFocus} id="page-title" tabIndex={-1} className={styles['title']}>
          {t(`app.failed.report.${from}`)}
        </h1>
        <p className={styles['text']}>{words}</p>
        {tables.some(({ lost }) => lost !== 0) && <Losses tables={tables} />}
        {fromBackup > 0 && (
          <p className={styles['text']}>{t('app.failed.report.parents', { count: fromBackup })}</p>
        )}
        {standIns > 0 && (
          <p className={styles['text']}>{t('app.failed.report.standIns', { count: standIns })}</p>
        )}
        <div className={styles['actions']}>
          <Button variant="primary" size="large" onPress={onOpen}>
            {t('app.failed.report.open')}
          </Button>
          <Button
            size="large"
            icon={<FolderOpen />}
            onPress={() => void shell.showDataFolder().catch(() => undefined)}
          >
            {t('app.failed.showDataFolder')}
          </Button>
        </div>
        <dl className={styles['file']}>
          <dt>{t('app.failed.report.aside')}</dt>
          <dd>{aside}</dd>
        </dl>
      </div>
    </main>
  );
}

/** What a screen is about is said first. */
export function takeFocus(heading: HTMLElement | null): void {
  heading?.focus();
}

function useWords({ from, backup, titles, reviews, tables }: RescueReport): string {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = {
    titles: t('app.failed.titles', { count: titles }),
    reviews: t('app.failed.reviews', { count: reviews }),
  };
  if (from === 'nothing') return t('app.failed.report.empty');
  if (from === 'backup')
    return t('app.failed.report.fromBackup', { ...facts, date: format.dateTime(backup?.createdAt ?? '') });
  const isWhole = tables.every(({ lost }) => lost === 0);
  return t(isWhole ? 'app.failed.report.allSaved' : 'app.failed.report.someLost', facts);
}

function Losses({ tables }: { readonly tables: readonly SalvagedTable[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={tableStyles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('app.failed.report.what')}</th>
          <th scope="col">{t('app.failed.report.saved')}</th>
          <th scope="col">{t('app.failed.report.lost')}</th>
        </tr>
      </thead>
      <tbody>
        {byKind(tables).map(({ kind, saved, lost }) => (
          <tr key={kind} {...(lost !== 0 && { 'data-lost': true })}>
            <th scope="row">{t(`app.failed.table.${kind}`)}</th>
            <td>{format.number(saved)}</td>
            <td>{lost === null ? t('app.failed.report.unknown') : format.number(lost)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const named = [
  'media', 'reviews', 'plays', 'lists', 'list_items', 'favorites', 'watchlist', 'users', 'dismissed', 'genres',
  'media_genres', 'external_ids', 'imports', 'settings', 'notifications',
] as const; // prettier-ignore
type Kind = (typeof named)[number] | 'import' | 'history' | 'other';
const order: readonly Kind[] = [...named, 'import', 'history', 'other'];

interface KindSum {
  readonly kind: Kind;
  readonly saved: number;
  readonly lost: number | null;
}

/** Tables in the words of people; what they don't know by a name is summed up. */
function byKind(tables: readonly SalvagedTable[]): KindSum[] {
  const sums = new Map<Kind, KindSum>();
  for (const { table, saved, lost } of tables) {
    const kind = kindOf(table);
    const before = sums.get(kind) ?? { kind, saved: 0, lost: 0 };
    sums.set(kind, {
      kind,
      saved: before.saved + saved,
      lost: lost === null || before.lost === null ? null : before.lost + lost,
    });
  }
  return order.flatMap((kind) => sums.get(kind) ?? []);
}

function kindOf(table: string): Kind {
  const known = named.find((name) => name === table);
  if (known !== undefined) return known;
  if (table.startsWith('import_')) return 'import';
  return table.endsWith('_history') ? 'history' : 'other';
}
