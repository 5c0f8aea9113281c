// All lists of the profile, each as a stack of its first covers.
import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Button } from '#renderer/ui/button.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import type { TitleList } from '#shared/api/lists.ts';
import { ListDialog } from './list-dialog.tsx';
import { useLists } from './list-queries.ts';
import { SavedSearches } from './saved-searches.tsx';
import styles from './lists-page.module.css';

export function ListsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isMaking, setIsMaking] = useState(false);
  const { data: lists } = useLists();
  const make = (
    <Button variant="primary" icon={<ListPlus />} onPress={() => setIsMaking(true)}>
      {t('lists.new')}
    </Button>
  );
  return (
    <Page
      title={t('lists.title')}
      subtitle={lists && lists.length > 0 ? t('lists.count', { count: lists.length }) : ''}
      {...(lists?.length !== 0 && { mainAction: make })}
    >
      {lists?.length === 0 && (
        <EmptyState picture="list" title={t('lists.empty.title')} action={make}>
          {t('lists.empty.text')}
        </EmptyState>
      )}
      {lists && lists.length > 0 && (
        <ul className={styles['lists']}>
          {lists.map((list) => (
            <li key={list.id}>
              <Card list={list} />
            </li>
          ))}
        </ul>
      )}
      <SavedSearches />
      {isMaking && (
        <ListDialog
          list={null}
          onClose={() => setIsMaking(false)}
          onSaved={({ id }) => void navigate(`/lists/${id}`)}
        />
      )}
    </Page>
  );
}

function Card({ list }: { readonly list: TitleList }) {
  const { t } = useTranslation();
  return (
    <Link to={`/lists/${list.id}`} className={styles['card']}>
      <span className={styles['stack']} aria-hidden>
        {list.covers.length === 0 && <i className={styles['gap']} />}
        {list.covers.map((media) => (
          <span key={media.id} className={styles['cover']}>
            <Cover media={media} isSmall />
          </span>
        ))}
      </span>
      <span className={styles['name']} dir="auto">
        {list.name}
      </span>
      <span className={styles['facts']}>
        {t('media.lists.count', { count: list.count })}
        {list.ranked && ` · ${t('lists.ranked')}`}
      </span>
      {list.description !== null && (
        <span className={styles['about']} dir="auto">
          {list.description}
        </span>
      )}
    </Link>
  );
}
