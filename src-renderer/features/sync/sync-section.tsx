// The settings of sync: before there is an account, what it would be good for; with one, how it stands and all that a
// person decides about it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MonitorSmartphone } from 'lucide-react';
import { Button } from '#renderer/ui/button.tsx';
import { Conflicts, NoConflicts } from './conflicts.tsx';
import { Devices } from './devices.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { StatusCard } from './status-card.tsx';
import { useSyncStatus } from './sync-query.ts';
import { Note, Part } from './part.tsx';
import { Refused } from './refused.tsx';
import styles from './sync-section.module.css';
import { Unlink } from './unlink.tsx';

export function SyncSection() {
  const { t } = useTranslation();
  const status = useSyncStatus();
  const [isLinking, setIsLinking] = useState(false);
  const [hadConflicts, setHadConflicts] = useState(false);
  if (!status) return null;
  // What is to be decided comes first, and stays there until the page is left: the focus is on it when the last is settled.
  if (status.conflicts > 0 && !hadConflicts) setHadConflicts(true);
  const { link, keeper, state } = status;
  return (
    <>
      {link === null ? (
        <section className={styles['intro']}>
          <MonitorSmartphone aria-hidden className={styles['picture']} />
          <p className={styles['lead']}>{t('sync.intro')}</p>
          <Note>{t('sync.introServer')}</Note>
          <Button variant="primary" onPress={() => setIsLinking(true)}>
            {t('sync.link.open')}
          </Button>
        </section>
      ) : (
        <>
          <StatusCard status={status} onSignIn={() => setIsLinking(true)} />
          {status.refused > 0 && <Refused count={status.refused} />}
          {hadConflicts && <Conflicts count={status.conflicts} />}
          <Part title={t('sync.account')} className={styles['part']}>
            <p className={styles['account']}>
              <bdi>{link.account.name}</bdi> <span className={styles['muted']}>{link.account.email}</span>
            </p>
            <p className={styles['muted']}>{link.server}</p>
            {(keeper === 'memory' || keeper === 'closed') && <Note>{t(`sync.keeper.${keeper}`)}</Note>}
          </Part>
        </>
      )}
      {link !== null && (
        <>
          {!hadConflicts && <NoConflicts />}
          {state !== 'signed_out' && state !== 'elsewhere' && <Devices />}
        </>
      )}
      <Part title={t('sync.what.title')} className={styles['part']}>
        <Note>{t('sync.what.goes')}</Note>
        <Note>{t('sync.what.stays')}</Note>
      </Part>
      {link !== null && <Unlink waiting={status.waiting} />}
      {isLinking && <LinkDialog status={status} onClose={() => setIsLinking(false)} />}
    </>
  );
}
