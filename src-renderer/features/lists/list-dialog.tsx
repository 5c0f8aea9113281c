// Making a list, or changing its name, description and whether its order is a ranking.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { longestListName, type TitleList } from '#shared/api/lists.ts';
import { AppError } from '#shared/errors.ts';
import styles from './list-dialog.module.css';

export interface ListDialogProps {
  /** null: a new one. */
  readonly list: TitleList | null;
  readonly onClose: () => void;
  readonly onSaved?: (list: TitleList) => void;
}

export function ListDialog({ list, onClose, onSaved }: ListDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const errorLine = useErrorLine();
  const [name, setName] = useState(list?.name ?? '');
  const [description, setDescription] = useState(list?.description ?? '');
  const [ranked, setRanked] = useState(list?.ranked ?? false);
  const [error, setError] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);
  const save = async () => {
    if (name.trim() === '') return setError(t('lists.dialog.nameMissing'));
    setIsSaving(true);
    try {
      const facts = { name, description: description.trim() === '' ? null : description, ranked };
      const saved = await (list
        ? api.call('lists.edit', { id: list.id, ...facts })
        : api.call('lists.create', facts));
      onClose();
      onSaved?.(saved);
    } catch (failure) {
      const isTaken = failure instanceof AppError && failure.code === 'conflict';
      setError(isTaken ? t('media.lists.taken') : errorLine(failure));
      setIsSaving(false);
    }
  };
  return (
    <Dialog
      title={t(list ? 'lists.dialog.edit' : 'lists.dialog.new')}
      isOpen
      onClose={onClose}
      isDismissable={name === (list?.name ?? '') && description === (list?.description ?? '')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isSaving} onPress={() => void save()}>
            {t(list ? 'lists.dialog.save' : 'lists.dialog.create')}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t('lists.dialog.name')}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first thing that a list needs
          autoFocus
          maxLength={longestListName}
          value={name}
          onChange={(next) => {
            setName(next);
            setError(undefined);
          }}
          error={error}
        />
        <TextArea
          label={t('lists.dialog.description')}
          maxLength={5000}
          value={description}
          onChange={setDescription}
        />
        <Checkbox isSelected={ranked} onChange={setRanked} note={t('lists.dialog.rankedNote')}>
          {t('lists.dialog.ranked')}
        </Checkbox>
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
