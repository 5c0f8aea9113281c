// Gives a search a name, or a saved one another.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';

export interface SaveSearchProps {
  readonly query: string;
  /** Of a search that gets another name. */
  readonly name?: string;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
}

export function SaveSearch({ query, name: before, onSave, onClose }: SaveSearchProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(before ?? query.slice(0, 100));
  const wanted = name.trim();
  const save = () => {
    if (wanted === '') return;
    onSave(wanted);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(before === undefined ? 'search.save' : 'search.rename')}
      subtitle={<span dir="auto">{query}</span>}
      footer={
        <Button variant="primary" onPress={save} isDisabled={wanted === ''}>
          {t(before === undefined ? 'search.save' : 'search.rename')}
        </Button>
      }
    >
      <TextField
        label={t('search.name')}
        value={name}
        onChange={setName}
        maxLength={100}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is there for this field
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
        }}
      />
    </Dialog>
  );
}
