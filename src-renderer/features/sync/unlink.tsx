// The end of a link: nothing is lost by it, here or there, but what wasn't sent yet stays here alone.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorText } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { Note, Part } from './part.tsx';
import styles from './sync-section.module.css';

export function Unlink({ waiting }: { readonly waiting: number }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Part title={t('sync.unlink.title')} className={styles['part']}>
      <Note>{t('sync.unlink.note')}</Note>
      <Button onPress={() => setIsOpen(true)}>{t('sync.unlink.open')}</Button>
      {isOpen && <UnlinkDialog waiting={waiting} onClose={() => setIsOpen(false)} />}
    </Part>
  );
}

function UnlinkDialog({ waiting, onClose }: { readonly waiting: number; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const unlink = useMutation({
    mutationFn: () => api.call('sync.unlink', {}),
    onSuccess: (status) => {
      queries.setQueryData(keys.syncStatus, status);
      toast({ message: t('sync.unlink.done'), tone: 'success' });
      onClose();
    },
  });
  return (
    <Dialog
      title={t('sync.unlink.ask')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="danger" isPending={unlink.isPending} onPress={() => unlink.mutate()}>
            {t('sync.unlink.open')}
          </Button>
        </>
      }
    >
      <p>{t('sync.unlink.note')}</p>
      {waiting > 0 && <p>{t('sync.unlink.waiting', { count: waiting })}</p>}
      {unlink.error !== null && (
        <Banner tone="danger" title={errorText(unlink.error).title}>
          {errorText(unlink.error).text}
        </Banner>
      )}
    </Dialog>
  );
}
