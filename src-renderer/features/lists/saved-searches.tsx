// Saved searches stand among the lists: lists that fill themselves.
import { Bookmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { searchPlace, useSavedSearches } from '#renderer/media/saved-searches.ts';
import styles from './lists-page.module.css';

export function SavedSearches() {
  const { t } = useTranslation();
  const { saved } = useSavedSearches();
  if (saved.length === 0) return null;
  return (
    <section aria-labelledby="saved-searches" className={styles['searches']}>
      <h2 id="saved-searches">{t('lists.searches')}</h2>
      <p>{t('lists.searchesText')}</p>
      <ul>
        {saved.map(({ id, name, query }) => {
          const [to, { state }] = searchPlace(query);
          return (
            <li key={id}>
              <Link to={to} state={state} className={styles['search']}>
                <Bookmark aria-hidden />
                <span className={styles['searchName']} dir="auto">
                  {name}
                </span>
                <span className={styles['searchQuery']} dir="auto">
                  {query}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
