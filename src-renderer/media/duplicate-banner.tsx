// "It is there already": the way to the title that is, bringing it back where it was deleted, and the way on for the rare
// case of two works of one name and year.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import type { MediaId } from '#shared/api/contract.ts';
import styles from './title-fields.module.css';

export interface DuplicateBannerProps {
  readonly duplicate: { readonly mediaId: number; readonly title: string; readonly isDeleted: boolean };
  readonly onLeave: () => void;
  readonly onAnother: (() => void) | undefined;
}

export function DuplicateBanner({ duplicate, onLeave, onAnother }: DuplicateBannerProps) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isRefused, setIsRefused] = useState(false);
  const { mediaId, title, isDeleted } = duplicate;

  const open = async () => {
    try {
      const id = mediaId as MediaId;
      if (isDeleted) queries.setQueryData(keys.title(id), await api.call('catalog.restore', { id }));
      onLeave();
      await navigate(`/title/${mediaId}`);
    } catch {
      // Only who added it may bring it back; the banner says so.
      setIsRefused(true);
    }
  };
  return (
    <Banner
      tone={isRefused ? 'danger' : 'warning'}
      title={t(isDeleted ? 'media.form.duplicateGone' : 'media.form.duplicate', { title })}
      action={
        <Button onPress={() => void open()}>
          {t(isDeleted ? 'media.form.restoreThere' : 'media.form.openThere')}
        </Button>
      }
    >
      {isRefused ? t('media.told.notEditable', { title }) : t('media.form.notSaved')}
      {onAnother && (
        <button type="button" className={styles['inline']} onClick={onAnother}>
          {t('media.form.another')}
        </button>
      )}
    </Banner>
  );
}
