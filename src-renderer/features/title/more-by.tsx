// What else the library has by whoever made this title, best first.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { MediaStrip } from '#renderer/media/media-strip.tsx';
import type { Media } from '#shared/api/catalog.ts';
import styles from './more-by.module.css';

const most = 20;

export function MoreBy({ media }: { readonly media: Media }) {
  const { t } = useTranslation();
  const api = useApi();
  const creator = media.creator ?? '';
  const input = { filter: { creator }, sort: 'rating' as const, descending: true, limit: most + 1 };
  const { data } = useQuery({
    queryKey: keys.catalogList(input),
    queryFn: () => api.call('catalog.list', input),
    enabled: creator !== '',
  });
  const others = (data?.items ?? []).filter(({ id }) => id !== media.id).slice(0, most);
  if (others.length === 0) return null;
  const label = t('title.moreBy', { creator });
  return (
    <section className={styles['more']} aria-label={label}>
      <h3 className={styles['heading']}>{label}</h3>
      <MediaStrip label={label} titles={others} />
    </section>
  );
}
