// Offered wherever it is mounted: an import that a crash or the end of the app cut short can go on.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '#renderer/data/format.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useImports } from './imports-query.ts';
import { useResumeImport } from './resume-import.ts';

export function InterruptedImports() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const resume = useResumeImport();
  const { data = [] } = useImports();
  const [isHidden, setIsHidden] = useState(false);
  const interrupted = data.filter(({ status }) => status === 'interrupted');
  const [first, second] = interrupted;
  if (!first || isHidden) return null;
  const percent = format.percent(first.fileSize === 0 ? 0 : first.bytesDone / first.fileSize);
  return (
    <Banner
      tone="info"
      title={t('import.interrupted.title', { count: interrupted.length })}
      onDismiss={() => setIsHidden(true)}
      action={
        second ? (
          <Button onPress={() => void navigate('/imports')}>{t('import.interrupted.show')}</Button>
        ) : (
          <Button onPress={() => void resume(first.id)}>{t('import.interrupted.resume')}</Button>
        )
      }
    >
      {t('import.interrupted.text', { name: first.fileName, percent })}
    </Banner>
  );
}
