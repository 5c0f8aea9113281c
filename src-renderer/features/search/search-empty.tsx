// Before a search (saved and recent ones, and what one can type) and after one that found nothing.
import { Bookmark, Ellipsis, History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useSavedSearches } from '#renderer/media/saved-searches.ts';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import type { SavedSearch } from '#shared/api/search.ts';
import { useRecentSearches } from './kept-searches.ts';
import { SaveSearch } from './save-search.tsx';
import styles from './search-page.module.css';

const mostShown = 8;

export function SearchStart({ onChoose }: { readonly onChoose: (text: string) => void }) {
  const { t } = useTranslation();
  const { recent, forget } = useRecentSearches();
  const { saved, rename, forget: forgetSaved } = useSavedSearches();
  const [renaming, setRenaming] = useState<SavedSearch>();
  if (recent.length === 0 && saved.length === 0) {
    return (
      <EmptyState picture="search" title={t('search.teach')} action={<Examples onChoose={onChoose} />}>
        {t('search.teachText')}
      </EmptyState>
    );
  }
  return (
    <div className={styles['start']}>
      {saved.length > 0 && (
        <section aria-labelledby="saved" className={styles['recent']}>
          <header className={styles['recentHead']}>
            <h2 id="saved">{t('search.saved')}</h2>
          </header>
          <ul>
            {saved.map((search) => (
              <li key={search.id} className={styles['savedRow']}>
                <button type="button" className={styles['once']} onClick={() => onChoose(search.query)}>
                  <Bookmark aria-hidden />
                  <span dir="auto">{search.name}</span>
                  <span className={styles['savedQuery']} dir="auto">
                    {search.query}
                  </span>
                </button>
                <Menu
                  label={t('search.savedMenu', { name: search.name })}
                  trigger={
                    <IconButton label={t('search.savedMenu', { name: search.name })} icon={<Ellipsis />} />
                  }
                >
                  <MenuItem onAction={() => setRenaming(search)}>{t('search.rename')}</MenuItem>
                  <MenuItem isDanger onAction={() => forgetSaved(search)}>
                    {t('search.delete')}
                  </MenuItem>
                </Menu>
              </li>
            ))}
          </ul>
        </section>
      )}
      {recent.length > 0 && (
        <section aria-labelledby="recent" className={styles['recent']}>
          <header className={styles['recentHead']}>
            <h2 id="recent">{t('search.recent')}</h2>
            <Button variant="quiet" onPress={() => forget()}>
              {t('search.forget')}
            </Button>
          </header>
          <ul>
            {recent.slice(0, mostShown).map((text) => (
              <li key={text}>
                <button type="button" className={styles['once']} onClick={() => onChoose(text)}>
                  <History aria-hidden />
                  <span dir="auto">{text}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {renaming && (
        <SaveSearch
          query={renaming.query}
          name={renaming.name}
          onSave={(name) => rename({ id: renaming.id, name })}
          onClose={() => setRenaming(undefined)}
        />
      )}
    </div>
  );
}

/** Filters are understood by trying one. */
const examples = ['kind:song year:1970s', 'genre:horror sort:newest', 'rating:>8 mine:unrated'] as const;

function Examples({ onChoose }: { readonly onChoose: (text: string) => void }) {
  return (
    <div className={styles['examples']}>
      {examples.map((text) => (
        <button key={text} type="button" className={styles['example']} onClick={() => onChoose(text)}>
          {text}
        </button>
      ))}
    </div>
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
      title={text === '' ? t('search.nothingMeets') : t('search.nothing', { text })}
      action={
        <Button onPress={isNarrowed ? onWiden : onAdd}>
          {isNarrowed ? t('search.withoutFilters') : t('search.add', { text })}
        </Button>
      }
    >
      {t(isNarrowed ? 'search.nothingFiltered' : 'search.nothingText')}
    </EmptyState>
  );
}
