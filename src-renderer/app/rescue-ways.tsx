// The ways back from a database that can't be used: the newest good backup, the rows that can still be read, an empty library.
import { FilePlus2, History, LifeBuoy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useShellActions, type RescueWay } from '#renderer/data/shell-actions.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import type { RescueOptions, RescueReport } from '#shared/api/rescue.ts';
import styles from './rescue-ways.module.css';

export interface RescueWaysProps {
  readonly onDone: (report: RescueReport) => void;
}

export function RescueWays({ onDone }: RescueWaysProps) {
  const { t } = useTranslation();
  const shell = useShellActions();
  const describe = useErrorText();
  const [options, setOptions] = useState<RescueOptions | null>(null);
  const [taken, setTaken] = useState<RescueWay | null>(null);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    shell.rescueOptions().then(setOptions, setError);
  }, [shell]);

  async function take(way: RescueWay) {
    setTaken(way);
    setError(null);
    try {
      onDone(await shell.rescue(way));
    } catch (failure) {
      setError(failure);
      setTaken(null);
    }
  }

  const way = { taken, onTake: (which: RescueWay) => void take(which) };
  return (
    <section className={styles['ways']} aria-busy={options === null && error === null}>
      {options === null && error === null && <p className={styles['looking']}>{t('app.failed.looking')}</p>}
      {options !== null && <BackupWay {...way} options={options} />}
      {options?.readable === true && (
        <Way
          {...way}
          way="salvage"
          isBest={options.backup === null}
          icon={<LifeBuoy />}
          title={t('app.failed.way.salvage')}
          act={t('app.failed.way.salvageAct')}
        >
          {t('app.failed.way.salvageText')}
        </Way>
      )}
      {options !== null && (
        <Way
          {...way}
          way="nothing"
          isBest={false}
          icon={<FilePlus2 />}
          title={t('app.failed.way.nothing')}
          act={t('app.failed.way.nothingAct')}
        >
          {t(options.reason === 'missing' ? 'app.failed.way.nothingMissing' : 'app.failed.way.nothingText')}
        </Way>
      )}
      {error !== null && (
        <Banner tone="danger" title={t('app.failed.failedAgain')}>
          {describe(error).text}
        </Banner>
      )}
    </section>
  );
}

interface Taking {
  readonly taken: RescueWay | null;
  readonly onTake: (way: RescueWay) => void;
}

function BackupWay({ options, ...way }: Taking & { readonly options: RescueOptions }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { backup, damagedBackups } = options;
  if (backup === null) return null;
  const facts = {
    titles: t('app.failed.titles', { count: backup.titles }),
    reviews: t('app.failed.reviews', { count: backup.reviews }),
  };
  return (
    <Way
      {...way}
      way="backup"
      isBest
      icon={<History />}
      title={t('app.failed.way.backup', { date: format.dateTime(backup.createdAt) })}
      act={t('app.failed.way.backupAct')}
    >
      {backup.profiles.length === 0
        ? t('app.failed.way.backupFactsAlone', facts)
        : t('app.failed.way.backupFacts', { ...facts, people: backup.profiles.join(', ') })}
      {damagedBackups > 0 && ` ${t('app.failed.way.skipped', { count: damagedBackups })}`}
    </Way>
  );
}

interface WayProps extends Taking {
  readonly way: RescueWay;
  readonly isBest: boolean;
  readonly icon: ReactNode;
  readonly title: string;
  readonly act: string;
  readonly children: ReactNode;
}

function Way({ way, taken, onTake, isBest, icon, title, act, children }: WayProps) {
  return (
    <article className={styles['way']}>
      <span className={styles['icon']} aria-hidden>
        {icon}
      </span>
      <div className={styles['words']}>
        <h2 className={styles['name']} id={`way-${way}`}>
          {title}
        </h2>
        <p className={styles['text']}>{children}</p>
      </div>
      <Button
        variant={isBest ? 'primary' : way === 'nothing' ? 'quiet' : 'secondary'}
        isPending={taken === way}
        isDisabled={taken !== null && taken !== way}
        onPress={() => onTake(way)}
      >
        {act}
      </Button>
    </article>
  );
}
