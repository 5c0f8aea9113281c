// Which lists a title is on: a tick puts it on one or takes it off; a new list is made in the same place.
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { longestListName } from '#shared/api/lists.ts';
import type { MediaReference } from '#shared/api/reviews.ts';
import { AppError } from '#shared/errors.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useListActions } from './list-actions.ts';
import styles from './lists-dialog.module.css';

export interface ListsDialogProps {
  readonly media: MediaReference;
  readonly onClose: () => void;
}

export function ListsDialog({ media, onClose }: ListsDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const { add, remove } = useListActions();
  const { data: lists } = useQuery({
    queryKey: keys.listsOfTitle(media.id),
    queryFn: () => api.call('lists.ofTitle', { mediaId: media.id }),
  });
  return (
    <Dialog
      title={t('media.lists.heading')}
      subtitle={<span dir="auto">{media.title}</span>}
      isOpen
      onClose={onClose}
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('media.lists.done')}
        </Button>
      }
    >
      {lists && (
        <div className={styles['body']}>
          {lists.length === 0 && <p className={styles['none']}>{t('media.lists.none')}</p>}
          <ul className={styles['lists']}>
            {lists.map((list) => (
              <li key={list.id}>
                <Checkbox
                  isSelected={list.on}
                  onChange={(on) => void (on ? add(list, media) : remove(list, media))}
                  note={t('media.lists.count', { count: list.count })}
                >
                  <span dir="auto">{list.name}</span>
                </Checkbox>
              </li>
            ))}
          </ul>
          <NewList media={media} />
        </div>
      )}
    </Dialog>
  );
}

function NewList({ media }: { readonly media: MediaReference }) {
  const { t } = useTranslation();
  const api = useApi();
  const errorLine = useErrorLine();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const make = async () => {
    if (name.trim() === '') return;
    try {
      await api.call('lists.create', { name, mediaIds: [media.id] });
      setName('');
    } catch (failure) {
      const isTaken = failure instanceof AppError && failure.code === 'conflict';
      setError(isTaken ? t('media.lists.taken') : errorLine(failure));
    }
  };
  return (
    <form
      className={styles['new']}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <TextField
        label={t('media.lists.new')}
        placeholder={t('media.lists.newPlaceholder')}
        maxLength={longestListName}
        value={name}
        onChange={(next) => {
          setName(next);
          setError(undefined);
        }}
        error={error}
      />
      <Button type="submit" icon={<Plus />} isDisabled={name.trim() === ''}>
        {t('media.lists.make')}
      </Button>
    </form>
  );
}
