// The three ways to begin a library: the starter catalogue, one's own file, or nothing at all.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ImportJob } from '#shared/api/imports.ts';
import { useErrorText } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useProfile } from '#renderer/data/session.ts';
import { useStarter } from '#renderer/data/starter.ts';
import { useRestoreFromFile } from '#renderer/media/restore-from-file.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { BeginPicture } from './begin-picture.tsx';
import styles from './begin-choices.module.css';

export interface BeginChoicesProps {
  /** The starter catalogue is in, or nothing was wanted. */
  readonly onDone: () => void;
  /** Without the empty beginning and the pictures: for a library that has begun. */
  readonly isShort?: boolean;
}

export function BeginChoices({ onDone, isShort = false }: BeginChoicesProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const restore = useRestoreFromFile(false);
  const isAdmin = useProfile().role === 'admin';
  const starter = useStarter();
  const isIn = starter.job?.state === 'done';
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    if (isIn) done.current();
  }, [isIn]);
  const error = starter.error ?? (starter.job?.state === 'failed' ? starter.job.error : null);

  if (isShort) {
    return (
      <div className={styles['short']}>
        {starter.isRunning ? (
          <StarterProgress job={starter.job} />
        ) : (
          <Button onPress={starter.start}>{t('home.begin.starter')}</Button>
        )}
        <Button onPress={() => void navigate('/import')}>{t('home.begin.importFile')}</Button>
      </div>
    );
  }
  return (
    <>
      {error !== null && (
        <div className={styles['error']}>
          <Banner tone="danger" title={errorText(error).title}>
            {errorText(error).text}
          </Banner>
        </div>
      )}
      <ul className={styles['choices']}>
        <li className={styles['choice']}>
          <BeginPicture name="starter" />
          <h3 className={styles['name']}>{t('home.begin.starterName')}</h3>
          <p className={styles['text']}>{t('home.begin.starterText')}</p>
          <div className={styles['action']}>
            {starter.isRunning ? (
              <StarterProgress job={starter.job} />
            ) : (
              <Button variant="primary" size="large" onPress={starter.start} isDisabled={isIn}>
                {t('home.begin.starter')}
              </Button>
            )}
          </div>
        </li>
        <li className={styles['choice']}>
          <BeginPicture name="import" />
          <h3 className={styles['name']}>{t('home.begin.import')}</h3>
          <p className={styles['text']}>{t('home.begin.importText')}</p>
          <div className={styles['action']}>
            <Button size="large" onPress={() => void navigate('/import')} isDisabled={starter.isRunning}>
              {t('home.begin.importFile')}
            </Button>
          </div>
        </li>
        <li className={styles['choice']}>
          <BeginPicture name="blank" />
          <h3 className={styles['name']}>{t('home.begin.blank')}</h3>
          <p className={styles['text']}>{t('home.begin.blankText')}</p>
          <div className={styles['action']}>
            <Button size="large" onPress={() => void navigate('/library')} isDisabled={starter.isRunning}>
              {t('home.begin.blankAction')}
            </Button>
          </div>
        </li>
      </ul>
      {isAdmin && (
        <p className={styles['restore']}>
          {t('home.begin.restoreText')} {restore.button}
          {restore.dialog}
        </p>
      )}
    </>
  );
}

function StarterProgress({ job }: { readonly job: ImportJob | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const progress = job?.progress;
  const value = progress && progress.bytesTotal > 0 ? progress.bytesDone / progress.bytesTotal : undefined;
  return (
    <ProgressBar
      label={t('home.begin.starterRunning')}
      value={value}
      {...(job && { detail: format.number(job.outcomes.rows) })}
    />
  );
}
