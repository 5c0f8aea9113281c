// The covers of what has just come in: a glimpse of the wall it joins.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import styles from './new-covers.module.css';

const shown = 9;

export function NewCovers() {
  const api = useApi();
  const input = { sort: 'added' as const, descending: true, limit: shown };
  const { data } = useQuery({
    queryKey: keys.catalogList(input),
    queryFn: () => api.call('catalog.list', input),
  });
  if (!data) return null;
  return (
    <div className={styles['covers']} aria-hidden>
      {data.items.map((media) => (
        <span key={media.id} className={styles['cover']}>
          <Cover media={media} />
        </span>
      ))}
    </div>
  );
}
