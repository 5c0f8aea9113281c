// The devices that are signed in to the account. Another one can be signed out from here; what it has stays on it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { Part, Problem } from './part.tsx';
import styles from './devices.module.css';

export function Devices() {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const format = useFormat();
  const errorLine = useErrorLine();
  // Each time that the page is opened: the server alone knows.
  const { data: devices, error } = useQuery({
    queryKey: keys.syncDevices,
    queryFn: () => api.call('sync.devices', {}),
    staleTime: 0,
    retry: false,
  });
  const signOut = useMutation({
    mutationFn: (ids: string[]) => api.call('sync.signOutDevices', { ids }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.syncDevices }),
  });
  const others = devices?.filter(({ isThis }) => !isThis) ?? [];
  const problem = signOut.error ?? (devices === undefined ? error : null);
  return (
    <Part title={t('sync.devices.title')} className={styles['part']}>
      {problem !== null && <Problem>{errorLine(problem)}</Problem>}
      {devices === undefined && error === null && <Skeleton />}
      {devices && (
        <ul className={styles['list']}>
          {devices.map(({ id, name, seenAt, isThis }) => (
            <li key={id} className={styles['device']}>
              <span className={styles['name']}>
                <bdi>{name}</bdi>
                <span className={styles['muted']}>
                  {isThis ? t('sync.devices.this') : t('sync.devices.seen', { when: format.ago(seenAt) })}
                </span>
              </span>
              {!isThis && (
                <Button
                  variant="quiet"
                  aria-label={t('sync.devices.signOutOf', { name })}
                  isPending={signOut.isPending && signOut.variables.includes(id)}
                  onPress={() => signOut.mutate([id])}
                >
                  {t('sync.devices.signOut')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {others.length > 1 && (
        <Button isPending={signOut.isPending} onPress={() => signOut.mutate(others.map(({ id }) => id))}>
          {t('sync.devices.signOutOthers', { count: others.length })}
        </Button>
      )}
    </Part>
  );
}
