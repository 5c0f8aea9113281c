// How the app is doing: versions, the database, the caches, the log. Read again every few seconds while it is looked at.
import { useQuery } from '@tanstack/react-query';
import { Copy, FolderOpen, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Diagnostics } from '#shared/api/diagnostics.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine, useErrorText } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { CacheTable } from './cache-table.tsx';
import { diagnosticsAsText } from './diagnostics-text.ts';
import styles from './diagnostics.module.css';
import { Facts } from './facts.tsx';

const refreshTime = 3000;

export function DiagnosticsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: keys.diagnostics,
    queryFn: () => api.call('diagnostics.get', {}),
    staleTime: 0,
    refetchInterval: refreshTime,
  });
  const copy = () => {
    if (!data) return;
    navigator.clipboard.writeText(diagnosticsAsText(data)).then(
      () => toast({ key: 'diagnostics', message: t('diagnostics.copied'), tone: 'success' }),
      () => toast({ key: 'diagnostics', message: t('diagnostics.copyFailed'), tone: 'danger' }),
    );
  };
  return (
    <Page
      title={t('diagnostics.title')}
      narrow
      mainAction={
        <Button icon={<Copy />} isDisabled={!data} onPress={copy}>
          {t('diagnostics.copy')}
        </Button>
      }
    >
      <p className={styles['intro']}>{t('diagnostics.intro')}</p>
      {error && !data && (
        <Banner tone="danger" title={t('diagnostics.failed')}>
          {errorText(error).text}
        </Banner>
      )}
      {data && <Figures data={data} />}
    </Page>
  );
}

function Figures({ data }: { readonly data: Diagnostics }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shell = useShellActions();
  const errorLine = useErrorLine();
  const { versions, database, log } = data;
  const none = t('diagnostics.none');
  const act = (action: () => Promise<unknown>) => () => {
    action().catch((error: unknown) => toast({ message: errorLine(error), tone: 'danger' }));
  };
  return (
    <div className={styles['sections']}>
      <section>
        <h2 className={styles['heading']}>{t('diagnostics.versions')}</h2>
        <Facts
          facts={[
            [t('diagnostics.version.app'), versions.app],
            [t('diagnostics.version.electron'), versions.electron ?? none],
            [t('diagnostics.version.chromium'), versions.chromium ?? none],
            [t('diagnostics.version.node'), versions.node],
            [t('diagnostics.version.sqlite'), versions.sqlite],
            [t('diagnostics.version.schema'), format.number(versions.schema)],
            [t('diagnostics.version.platform'), data.platform],
          ]}
        />
      </section>
      <section>
        <h2 className={styles['heading']}>{t('diagnostics.database')}</h2>
        <Facts
          facts={[
            [t('diagnostics.size'), format.bytes(database.bytes)],
            [t('diagnostics.wal'), format.bytes(database.walBytes)],
            [t('diagnostics.titles'), format.number(database.titles)],
            [t('diagnostics.reviews'), format.number(database.reviews)],
            [t('diagnostics.journal'), database.journalMode],
            [t('diagnostics.synchronous'), database.synchronous],
          ]}
        />
        <p className={styles['path']}>{database.file}</p>
        <Button icon={<FolderOpen />} onPress={act(shell.showDataFolder)}>
          {t('diagnostics.showFolder')}
        </Button>
      </section>
      <section>
        <h2 className={styles['heading']}>{t('diagnostics.caches')}</h2>
        <p className={styles['note']}>{t('diagnostics.cachesNote')}</p>
        <CacheTable caches={data.caches} />
      </section>
      <section>
        <h2 className={styles['heading']}>{t('diagnostics.log')}</h2>
        <p className={styles['note']}>{t('diagnostics.logNote')}</p>
        <p className={styles['path']}>
          {log.file} · {format.bytes(log.bytes)}
        </p>
        <Button icon={<ScrollText />} onPress={act(shell.showLog)}>
          {t('diagnostics.showLog')}
        </Button>
      </section>
    </div>
  );
}
