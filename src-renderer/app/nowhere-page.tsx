// An address that leads nowhere: a link from an older version, or a slip while typing one.
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';

export function NowherePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Page title={t('app.nowhere.title')} hideTitle>
      <EmptyState
        picture="search"
        title={t('app.nowhere.title')}
        action={<Button onPress={() => void navigate('/')}>{t('app.nowhere.home')}</Button>}
      >
        {t('app.nowhere.text')}
      </EmptyState>
    </Page>
  );
}
