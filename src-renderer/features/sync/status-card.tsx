// How sync stands, in one card: what is so, since when, what is in the way, and what can be done about it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CirclePause, CloudOff, RefreshCw, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SyncState, SyncStatus } from '#shared/api/sync.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine, useErrorText } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { problemError } from './sync-query.ts';
import styles from './status-card.module.css';

export interface StatusCardProps {
  readonly status: SyncStatus;
  readonly onSignIn: () => void;
}

const icons: Readonly<Record<SyncState, LinkedIcon>> = {
  off: { icon: CircleCheck, tone: 'calm' },
  signed_out: { icon: TriangleAlert, tone: 'act' },
  paused: { icon: CirclePause, tone: 'calm' },
  asking: { icon: TriangleAlert, tone: 'act' },
  elsewhere: { icon: CircleCheck, tone: 'calm' },
  waiting: { icon: CloudOff, tone: 'calm' },
  syncing: { icon: RefreshCw, tone: 'calm' },
  idle: { icon: CircleCheck, tone: 'good' },
  stuck: { icon: TriangleAlert, tone: 'act' },
};

interface LinkedIcon {
  readonly icon: LucideIcon;
  readonly tone: 'good' | 'calm' | 'act';
}

export function StatusCard({ status, onSignIn }: StatusCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, syncedAt, question, moved } = status;
  const { icon: Icon, tone } = icons[state];
  const since = syncedAt === null ? t('sync.never') : t('sync.since', { when: format.ago(syncedAt) });
  return (
    <section className={styles['card']} aria-label={t('sync.statusName')}>
      <div className={styles['head']}>
        <Icon aria-hidden className={cx(styles['icon'], styles[tone])} />
        <output className={styles['words']}>
          <p className={styles['headline']}>
            {state === 'idle' && status.refused > 0 ? t('sync.inStepBut') : t(`sync.state.${state}`)}
          </p>
          <p className={styles['muted']}>{since}</p>
          {moved !== null && moved.sent + moved.fetched > 0 && (
            <p className={styles['muted']}>{t('sync.moved', { ...moved })}</p>
          )}
        </output>
        <Actions status={status} onSignIn={onSignIn} />
      </div>
      <Details status={status} />
      {question !== null && <Question {...question} />}
    </section>
  );
}

/** What waits, and what is in the way: read out when it changes. */
function Details({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const format = useFormat();
  const { problem, waiting, refused, failingSince, triedAt } = status;
  if (problem === null && waiting + refused === 0) return null;
  return (
    <output className={styles['details']}>
      {waiting > 0 && <p className={styles['muted']}>{t('sync.waiting', { count: waiting })}</p>}
      {refused > 0 && <p className={styles['muted']}>{t('sync.refused', { count: refused })}</p>}
      {problem !== null && (
        <p className={styles['problem']}>
          <strong>{errorText(problemError(problem)).title}.</strong> {errorText(problemError(problem)).text}
        </p>
      )}
      {failingSince !== null &&
        triedAt !== null &&
        Date.parse(triedAt) - Date.parse(failingSince) > 60_000 && (
          <p className={styles['muted']}>
            {t('sync.failing', { since: format.ago(failingSince), tried: format.ago(triedAt) })}
          </p>
        )}
    </output>
  );
}

function Actions({ status, onSignIn }: StatusCardProps) {
  const { t } = useTranslation();
  const step = useStep();
  const { state } = status;
  if (state === 'signed_out')
    return (
      <Button variant="primary" onPress={onSignIn}>
        {t('sync.signInAgain')}
      </Button>
    );
  if (state === 'elsewhere') return null;
  return (
    <div className={styles['actions']}>
      {state === 'paused' ? (
        <Button variant="primary" isPending={step.isPending} onPress={() => step.mutate('resume')}>
          {t('sync.resume')}
        </Button>
      ) : (
        <>
          <Button
            icon={<RefreshCw />}
            isPending={step.isPending && step.variables === 'now'}
            isDisabled={state === 'asking'}
            onPress={() => step.mutate('now')}
          >
            {t('sync.now')}
          </Button>
          <Button variant="quiet" onPress={() => step.mutate('pause')}>
            {t('sync.pause')}
          </Button>
        </>
      )}
      {step.error !== null && <StepError error={step.error} />}
    </div>
  );
}

function Question({ deletions, of }: { readonly deletions: number; readonly of: number }) {
  const { t } = useTranslation();
  const step = useStep();
  return (
    <Banner tone="warning" title={t('sync.question.title', { count: deletions })}>
      <p>{t('sync.question.text', { count: deletions, of })}</p>
      <div className={styles['answers']}>
        <Button variant="primary" isDisabled={step.isPending} onPress={() => step.mutate('keep')}>
          {t('sync.question.keep')}
        </Button>
        <Button variant="danger" isDisabled={step.isPending} onPress={() => step.mutate('delete')}>
          {t('sync.question.delete')}
        </Button>
      </div>
      {step.error !== null && <StepError error={step.error} />}
    </Banner>
  );
}

function StepError({ error }: { readonly error: unknown }) {
  const errorLine = useErrorLine();
  return (
    <p role="alert" className={styles['problem']}>
      {errorLine(error)}
    </p>
  );
}

/** What a person has done about it; the card shows what comes of it. */
function useStep() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (what: 'now' | 'pause' | 'resume' | 'keep' | 'delete') => {
      if (what === 'now') {
        const { sent: _sent, fetched: _fetched, ...status } = await api.call('sync.now', {});
        return status;
      }
      if (what === 'keep' || what === 'delete') return await api.call('sync.answer', { answer: what });
      return await api.call('sync.pause', { paused: what === 'pause' });
    },
    onSuccess: (status) => queries.setQueryData(keys.syncStatus, status),
  });
}
