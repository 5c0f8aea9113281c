// One list: its titles in their order, moved by dragging or with Alt and the arrows, each with a note.
import { Ellipsis, ListPlus, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useListActions } from '#renderer/media/list-actions.ts';
import { openTitleOverlay } from '#renderer/media/title-overlays.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { listId, type ListId, type TitleList } from '#shared/api/lists.ts';
import { AppError } from '#shared/errors.ts';
import { ListDialog } from './list-dialog.tsx';
import { ListItems } from './list-items.tsx';
import styles from './list-page.module.css';
import { useList } from './list-queries.ts';

export function ListPage() {
  const parsed = listId.safeParse(Number(useParams()['id']));
  return parsed.success ? <Known key={parsed.data} id={parsed.data} /> : <Gone />;
}

function Known({ id }: { readonly id: ListId }) {
  const { data, error } = useList(id);
  if (error instanceof AppError && error.code === 'not_found') return <Gone />;
  return data ? <Shown list={data} /> : null;
}

function Shown({ list }: { readonly list: TitleList }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { add, deleteList } = useListActions();
  const [isEditing, setIsEditing] = useState(false);
  const addTitle = () =>
    openTitleOverlay({ name: 'choose', heading: t('lists.addTo', { list: list.name }), onChoose: (media) => void add(list, media) }); // prettier-ignore
  const remove = async () => {
    if (await deleteList(list)) void navigate('/lists');
  };
  const addButton = (
    <Button variant="primary" icon={<ListPlus />} onPress={addTitle}>
      {t('lists.add')}
    </Button>
  );
  return (
    <Page
      title={list.name}
      subtitle={t('media.lists.count', { count: list.count })}
      actions={
        <Menu
          label={t('lists.more')}
          trigger={<IconButton label={t('lists.more')} icon={<Ellipsis />} outlined />}
        >
          <MenuItem icon={<Pencil />} onAction={() => setIsEditing(true)}>
            {t('lists.edit')}
          </MenuItem>
          <MenuItem icon={<Trash2 />} isDanger onAction={() => void remove()}>
            {t('lists.delete')}
          </MenuItem>
        </Menu>
      }
      mainAction={addButton}
    >
      {list.description !== null && (
        <p className={styles['about']} dir="auto">
          {list.description}
        </p>
      )}
      {list.count === 0 ? (
        <EmptyState picture="list" title={t('lists.nothing.title')}>
          {t('lists.nothing.text')}
        </EmptyState>
      ) : (
        <ListItems list={list} />
      )}
      {isEditing && <ListDialog list={list} onClose={() => setIsEditing(false)} />}
    </Page>
  );
}

function Gone() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Page title={t('lists.gone.title')} hideTitle>
      <EmptyState
        picture="search"
        title={t('lists.gone.title')}
        action={<Button onPress={() => void navigate('/lists')}>{t('lists.gone.action')}</Button>}
      >
        {t('lists.gone.text')}
      </EmptyState>
    </Page>
  );
}
