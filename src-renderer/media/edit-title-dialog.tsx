// The two dialogs over a title's facts: editing one that is there, and adding one.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { putTitle } from './title-cache.ts';
import { TitleDialog } from './title-dialog.tsx';
import { emptyForm, formOf, type TitleForm } from './title-form.ts';
import { useTitle } from './title-queries.ts';

export interface EditTitleDialogProps {
  readonly id: MediaId;
  readonly onClose: () => void;
}

export interface AddTitleDialogProps {
  readonly initial?: Partial<TitleForm>;
  readonly onClose: () => void;
}

export function EditTitleDialog({ id, onClose }: EditTitleDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const { data: media } = useTitle(id);
  useEffect(() => {
    if (!media || media.editable) return;
    toast({ key: `edit-${media.id}`, message: t('media.told.notEditable', { title: media.title }) });
    onClose();
  }, [media, onClose, t]);
  if (!media?.editable) return null;
  return (
    <TitleDialog
      key={media.id}
      heading={t('media.form.edit')}
      submit={t('media.form.submitEdit')}
      initial={formOf(media)}
      save={(draft) => api.call('catalog.edit', { id, draft })}
      onSaved={(saved) => {
        putTitle(queries, saved);
        toast({ message: t('media.form.edited', { title: saved.title }) });
        onClose();
      }}
      onClose={onClose}
    />
  );
}

export function AddTitleDialog({ initial, onClose }: AddTitleDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const navigate = useNavigate();
  return (
    <TitleDialog
      heading={t('media.form.add')}
      subtitle={t('media.form.addSubtitle')}
      submit={t('media.form.submitAdd')}
      initial={{ ...emptyForm, ...initial }}
      save={(draft) => api.call('catalog.add', draft)}
      onSaved={({ id, title }) => {
        const action = { label: t('media.form.show'), onAction: () => void navigate(`/title/${id}`) };
        toast({ message: t('media.form.added', { title }), action });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
