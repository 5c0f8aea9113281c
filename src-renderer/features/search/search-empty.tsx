// Before a search (what one can type, and what was searched lately) and after one that found nothing.
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useProfile } from '#renderer/data/session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useRecentSearches } from './recent-searches.ts';
import styles from './search-page.module.css';

const none: readonly string[] = [];

export function SearchStart({ onChoose }: { readonly onChoose: (text: string) => void }) {
  const { t } = useTranslation();
  const { id } = useProfile();
  const recent = useRecentSearches((state) => state.byUser[id] ?? none);
  const forget = useRecentSearches((state) => state.forget);
  if (recent.length === 0) {
    return (
      <EmptyState picture="search" title={t('search.teach')}>
        {t('search.teachText')}
      </EmptyState>
    );
  }
  return (
    <section aria-labelledby="recent" className={styles['recent']}>
      <header className={styles['recentHead']}>
        <h2 id="recent">{t('search.recent')}</h2>
        <Button variant="quiet" onPress={() => forget(id)}>
          {t('search.forget')}
        </Button>
      </header>
      <ul>
        {recent.map((text) => (
          <li key={text}>
            <button type="button" className={styles['once']} onClick={() => onChoose(text)}>
              <History aria-hidden />
              <span dir="auto">{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export interface NothingFoundProps {
  readonly text: string;
  readonly isNarrowed: boolean;
  readonly onWiden: () => void;
  readonly onAdd: () => void;
}

export function NothingFound({ text, isNarrowed, onWiden, onAdd }: NothingFoundProps) {
  const { t } = useTranslation();
  return (
    <EmptyState
      picture="search"
      title={t('search.nothing', { text })}
      action={
        <Button onPress={isNarrowed ? onWiden : onAdd}>
          {isNarrowed ? t('search.allKinds') : t('search.add', { text })}
        </Button>
      }
    >
      {t(isNarrowed ? 'search.nothingKind' : 'search.nothingText')}
    </EmptyState>
  );
}
