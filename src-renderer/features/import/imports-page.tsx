// The history of imports: what each did, what it refused and why; those that stopped can go on.
import { Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { ImportEntry } from './import-entry.tsx';
import styles from './imports-page.module.css';
import { useImports } from './imports-query.ts';

export function ImportsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { data, error, refetch } = useImports();
  const failure = error && errorText(error);
  const start = (
    // The first import moves it from the empty page to its bar: by the id it has the focus back there.
    <Button id="import-start" variant="primary" icon={<Upload />} onPress={() => void navigate('/import')}>
      {t('import.history.new')}
    </Button>
  );
  return (
    <Page title={t('import.history.title')} narrow mainAction={data?.length === 0 ? undefined : start}>
      {failure && (
        <Banner
          tone="danger"
          title={failure.title}
          action={<Button onPress={() => void refetch()}>{t('media.retry')}</Button>}
        >
          {failure.text}
        </Banner>
      )}
      {!data && !failure && (
        <div className={styles['waiting']}>
          <Skeleton height="72px" />
          <Skeleton height="72px" />
        </div>
      )}
      {data?.length === 0 && (
        <EmptyState picture="import" title={t('import.history.emptyTitle')} action={start}>
          {t('import.history.emptyText')}
        </EmptyState>
      )}
      <ul className={styles['list']}>
        {data?.map((record) => (
          <li key={record.id} className={styles['entry']}>
            <ImportEntry record={record} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
