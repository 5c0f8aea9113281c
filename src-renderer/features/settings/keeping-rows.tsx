// Taking data out, keeping it safe, and checking that it is sound.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckFinding } from '#shared/api/jobs.ts';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useApi } from '#renderer/data/api.ts';
import { useLongJob } from '#renderer/data/long-job.ts';
import { useProfile } from '#renderer/data/session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { ExportDialog } from './export-dialog.tsx';
import styles from './keeping-rows.module.css';
import { Row } from './row.tsx';

export function ExportRow() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Row name={t('settings.export.name')} note={t('settings.export.note')}>
      <Button onPress={() => setIsOpen(true)}>{t('settings.export.open')}</Button>
      {isOpen && <ExportDialog onClose={() => setIsOpen(false)} />}
    </Row>
  );
}

export function CheckRow() {
  const { t } = useTranslation();
  const api = useApi();
  const isAdmin = useProfile().role === 'admin';
  const { job, isRunning, error, start } = useLongJob();
  const check = (mend: boolean) => start(() => api.call('backups.check', { mend }));
  const findings = job?.result?.kind === 'check' ? job.result.findings : [];
  const wrong = findings.filter(({ state }) => state === 'wrong');
  const isMendable = wrong.some(({ mendable }) => mendable);
  return (
    <>
      <Row name={t('settings.check.name')} note={t('settings.check.note')} error={error}>
        {isRunning ? (
          <div className={styles['progress']}>
            <ProgressBar
              label={t('settings.check.running')}
              value={job && job.total > 0 ? job.done / job.total : undefined}
            />
          </div>
        ) : (
          <Button onPress={() => check(false)}>{t('settings.check.now')}</Button>
        )}
      </Row>
      {findings.length > 0 && (
        <output className={styles['report']}>
          <ul className={styles['findings']}>
            {findings.map((finding) => (
              <Finding key={finding.check} finding={finding} />
            ))}
          </ul>
          {wrong.length === 0 && <p className={styles['verdict']}>{t('settings.check.allWell')}</p>}
          {isMendable && isAdmin && (
            <div className={styles['way']}>
              <Button variant="primary" onPress={() => check(true)}>
                {t('settings.check.mend')}
              </Button>
              <span className={styles['muted']}>{t('settings.check.mendNote')}</span>
            </div>
          )}
          {wrong.length > 0 && !isMendable && (
            <p className={styles['muted']}>{t('settings.check.cannotMend')}</p>
          )}
        </output>
      )}
    </>
  );
}

function Finding({ finding: { check, state, count, examples } }: { readonly finding: CheckFinding }) {
  const { t } = useTranslation();
  const isWrong = state === 'wrong';
  return (
    <li className={cx(styles['finding'], isWrong && styles['wrong'])}>
      {isWrong ? <TriangleAlert aria-hidden /> : <CircleCheck aria-hidden />}
      <div>
        {state === 'ok' ? t(`settings.check.ok.${check}`) : t(`settings.check.wrong.${check}`, { count })}
        {state === 'mended' && <span className={styles['mended']}> · {t('settings.check.mended')}</span>}
        {state !== 'ok' && examples.map((one) => <p key={one}>{one}</p>)}
      </div>
    </li>
  );
}
