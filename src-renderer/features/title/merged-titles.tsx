// Titles that went into this one, each to be taken apart again.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { MediaId } from '#shared/api/contract.ts';
import styles from './merge-dialog.module.css';
import { useMerges, usePartTitles } from './merge-query.ts';

export function MergedTitles({ id }: { readonly id: MediaId }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useMerges(id);
  const part = usePartTitles();
  return data?.map(({ mergeId, title, year, mergedAt, allowed }) => (
    <p key={mergeId} className={styles['merged']}>
      <span>
        {t('title.merge.in', {
          title: year === null ? title : `${title} (${year})`,
          when: format.date(mergedAt),
        })}
      </span>
      {allowed && (
        <Button variant="quiet" onPress={() => void part(mergeId)}>
          {t('title.merge.part')}
        </Button>
      )}
    </p>
  ));
}
