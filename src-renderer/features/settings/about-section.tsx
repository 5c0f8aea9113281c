// What this is, which version, and the way to the keys.
import { useQuery } from '@tanstack/react-query';
import { Keyboard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Wordmark } from '#renderer/ui/wordmark.tsx';
import styles from './about-section.module.css';
import { Row } from './row.tsx';
import { UpdatesRow } from './updates-row.tsx';

export function AboutSection({ onShowKeys }: { readonly onShowKeys: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const { data } = useQuery({ queryKey: keys.diagnostics, queryFn: () => api.call('diagnostics.get', {}) });
  return (
    <>
      <div className={styles['about']}>
        <Wordmark size={36} />
        <p className={styles['text']}>{t('settings.about.text')}</p>
      </div>
      <Row name={t('settings.about.keys')} note={t('settings.about.keysNote')}>
        <Button icon={<Keyboard />} onPress={onShowKeys}>
          {t('settings.about.showKeys')}
        </Button>
      </Row>
      <Row name={t('settings.about.version')}>
        <span className="tabular">{data?.versions.app}</span>
      </Row>
      <UpdatesRow />
      <Row name={t('settings.about.licence')}>MIT</Row>
    </>
  );
}
