// Newer versions of Mediary: whether to look for them, and the one that was found, with what it says of itself.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpdateState } from '#shared/api/updates.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { useProfile } from '#renderer/data/session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Row } from './row.tsx';
import styles from './updates-row.module.css';

/** Nothing is shown where this build can't look for newer versions: there is nothing to decide. */
export function UpdatesRow() {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const isAdmin = useProfile().role === 'admin';
  const { data: state } = useQuery({ queryKey: keys.updates, queryFn: () => api.call('shell.updates', {}) });
  useEffect(
    () => api.on('updates.changed', (next) => queries.setQueryData(keys.updates, next)),
    [api, queries],
  );
  const set = useMutation({ mutationFn: (on: boolean) => api.call('shell.setUpdates', { on }) });
  if (!state || state.feed === 'none') return null;
  const note = isAdmin ? t('settings.updates.note') : t('settings.updates.adminDecides');
  return (
    <>
      <Row name={t('settings.updates.name')} note={note} error={set.error}>
        {isAdmin ? (
          <SegmentedControl
            label={t('settings.updates.name')}
            segments={(['off', 'on'] as const).map((value) => ({
              value,
              label: t(`settings.updates.feed.${value}`),
            }))}
            value={state.feed}
            onChange={(value) => set.mutate(value === 'on')}
          />
        ) : (
          t(`settings.updates.feed.${state.feed}`)
        )}
      </Row>
      {state.feed === 'on' && <Newest state={state} isAdmin={isAdmin} />}
    </>
  );
}

function Newest({ state, isAdmin }: { readonly state: UpdateState; readonly isAdmin: boolean }) {
  const { t } = useTranslation();
  const api = useApi();
  const errorLine = useErrorLine();
  const { ago } = useFormat();
  const { phase, version, notes, progress, checkedAt, problem } = state;
  const step = useMutation({
    mutationFn: (name: 'checkForUpdate' | 'downloadUpdate' | 'installUpdate') =>
      api.call(`shell.${name}`, {}),
  });
  const when = checkedAt === null ? '' : t('settings.updates.checked', { when: ago(checkedAt) });
  return (
    <section className={styles['newest']} aria-label={t('settings.updates.newest')}>
      <output className={styles['words']}>
        <p className={styles['headline']}>
          {t(`settings.updates.phase.${phase}`, { version: version ?? '' })}
        </p>
        {when !== '' && <p className={styles['muted']}>{when}</p>}
        {problem !== null && <p className={styles['problem']}>{t(`settings.updates.problem.${problem}`)}</p>}
      </output>
      {step.error !== null && (
        <p role="alert" className={styles['problem']}>
          {errorLine(step.error)}
        </p>
      )}
      {phase === 'downloading' && (
        <div className={styles['progress']}>
          <ProgressBar
            label={t('settings.updates.phase.downloading', { version })}
            value={progress ?? undefined}
          />
        </div>
      )}
      {notes !== null && <p className={styles['notes']}>{notes}</p>}
      {isAdmin && (
        <div>
          {(phase === 'idle' || phase === 'current') && (
            <Button onPress={() => step.mutate('checkForUpdate')}>{t('settings.updates.check')}</Button>
          )}
          {phase === 'found' && (
            <Button variant="primary" onPress={() => step.mutate('downloadUpdate')}>
              {t('settings.updates.download')}
            </Button>
          )}
          {phase === 'ready' && (
            <Button variant="primary" onPress={() => step.mutate('installUpdate')}>
              {t('settings.updates.install')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
