// The note beside a title of a list.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';
import type { ListItem, TitleList } from '#shared/api/lists.ts';

export interface NoteDialogProps {
  readonly list: TitleList;
  readonly item: ListItem;
  readonly onClose: () => void;
}

export function NoteDialog({ list, item, onClose }: NoteDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const errorLine = useErrorLine();
  const [note, setNote] = useState(item.note ?? '');
  const [error, setError] = useState<string>();
  const save = async () => {
    try {
      await api.call('lists.note', { id: list.id, mediaId: item.id, note: note.trim() === '' ? null : note });
      onClose();
    } catch (failure) {
      setError(errorLine(failure));
    }
  };
  return (
    <Dialog
      title={t('lists.noteOf')}
      subtitle={<span dir="auto">{item.title}</span>}
      isOpen
      onClose={onClose}
      isDismissable={note === (item.note ?? '')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" onPress={() => void save()}>
            {t('lists.saveNote')}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('lists.note')}
        hideLabel
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is there to be written in
        autoFocus
        maxLength={2000}
        value={note}
        onChange={setNote}
        error={error}
      />
    </Dialog>
  );
}
