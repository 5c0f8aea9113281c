// A year in review: the poster, made to be shared as a picture or on paper, and beside it what it is made of, to open.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useBook } from '#renderer/data/book.ts';
import { useErrorLine, useErrorText } from '#renderer/data/errors.ts';
import { useProfile } from '#renderer/data/session.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { periodOf } from './statistics-address.ts';
import { useStatistics, type Figure } from './statistics-query.ts';
import { TitlesSheet } from './titles-sheet.tsx';
import { YearFacts } from './year-facts.tsx';
import styles from './year-page.module.css';
import { YearPoster } from './year-poster.tsx';

export function YearPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { name } = useProfile();
  const params = useParams();
  const [thisYear] = useState(() => new Date().getFullYear());
  const [figure, setFigure] = useState<Figure | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const year = /^\d{4}$/.test(params['year'] ?? '') ? Number(params['year']) : thisYear;
  const selection = { period: periodOf(String(year), String(year)) };
  const { data, error, refetch, isPlaceholderData } = useStatistics(selection);
  const years = data?.years ?? [];
  const goTo = (next: number) => void navigate(`/year/${next}`, { replace: true });
  const isEmpty = data?.totals.titles === 0;
  const open = (next: Figure) => {
    setFigure(next);
    setIsOpen(true);
  };
  return (
    <Page
      title={t('statistics.review.title', { year })}
      actions={
        <>
          <YearPicker year={year} years={years} onChange={goTo} />
          <Button variant="quiet" onPress={() => void navigate(`/statistics?from=${year}&to=${year}`)}>
            {t('statistics.review.toStatistics')}
          </Button>
        </>
      }
      mainAction={
        data &&
        !isEmpty && (
          <>
            <SaveBook year={year} />
            <SavePicture year={year} />
          </>
        )
      }
    >
      {error && (
        <Banner
          tone="danger"
          title={errorText(error).title}
          action={<Button onPress={() => void refetch()}>{t('errors.tryAgain')}</Button>}
        >
          {errorText(error).text}
        </Banner>
      )}
      {!data && !error && <Skeleton height="640px" />}
      {data && isEmpty && (
        <EmptyState
          picture="shelf"
          title={t('statistics.review.empty', { year })}
          action={
            years[0] !== undefined && years[0] !== year ? (
              <Button onPress={() => goTo(years[0] ?? year)}>
                {t('statistics.review.title', { year: years[0] })}
              </Button>
            ) : (
              <Button onPress={() => void navigate('/library')}>{t('statistics.emptyAction')}</Button>
            )
          }
        >
          {t('statistics.review.emptyText', { year })}
        </EmptyState>
      )}
      {data && !isEmpty && (
        <div className={styles['review']} aria-busy={isPlaceholderData}>
          <div className={styles['poster']}>
            <YearPoster year={year} name={name} figures={data} />
          </div>
          <YearFacts year={year} figures={data} onOpen={open} />
        </div>
      )}
      {figure && (
        <TitlesSheet selection={selection} figure={figure} isOpen={isOpen} onClose={() => setIsOpen(false)} />
      )}
    </Page>
  );
}

interface YearPickerProps {
  readonly year: number;
  /** Newest first. */
  readonly years: readonly number[];
  readonly onChange: (year: number) => void;
}

function YearPicker({ year, years, onChange }: YearPickerProps) {
  const { t } = useTranslation();
  const before = years.find((one) => one < year);
  const after = years.findLast((one) => one > year);
  const shown = years.includes(year) ? years : [year, ...years];
  return (
    <div className={styles['picker']}>
      <IconButton
        label={t('statistics.yearBefore')}
        icon={<ChevronLeft />}
        isDisabled={before === undefined}
        onPress={() => before !== undefined && onChange(before)}
      />
      <Select
        label={t('statistics.review.choose')}
        hideLabel
        inline
        options={shown.map((one) => ({ value: String(one), label: String(one) }))}
        value={String(year)}
        onChange={(value) => onChange(Number(value))}
      />
      <IconButton
        label={t('statistics.yearAfter')}
        icon={<ChevronRight />}
        isDisabled={after === undefined}
        onPress={() => after !== undefined && onChange(after)}
      />
    </div>
  );
}

/** The year's reviews on paper. */
function SaveBook({ year }: { readonly year: number }) {
  const { t } = useTranslation();
  const shell = useShellActions();
  const errorLine = useErrorLine();
  const { state, progress, error, print, stop } = useBook();
  useEffect(() => {
    if (error !== null) toast({ message: errorLine(error), tone: 'danger' });
  }, [error, errorLine]);
  const save = async () => {
    const target = await print({ year, withText: false });
    if (target === null) return;
    toast({
      message: t('statistics.review.savedBook', { name: target.name }),
      tone: 'success',
      action: { label: t('statistics.review.showBook'), onAction: () => void shell.showTarget(target.token) },
    });
  };
  if (state !== 'running')
    return <Button onPress={() => void save()}>{t('statistics.review.saveBook')}</Button>;
  return (
    <div className={styles['printing']}>
      <ProgressBar {...progress} />
      <Button onPress={stop}>{t('statistics.review.stopBook')}</Button>
    </div>
  );
}

function SavePicture({ year }: { readonly year: number }) {
  const { t } = useTranslation();
  const shell = useShellActions();
  const errorLine = useErrorLine();
  const [isPending, setIsPending] = useState(false);
  const save = async () => {
    setIsPending(true);
    try {
      const { saved } = await shell.saveYearPicture(year);
      if (saved) toast({ message: t('statistics.review.saved'), tone: 'success' });
    } catch (error) {
      toast({ message: errorLine(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  };
  return (
    <Button variant="primary" isPending={isPending} onPress={() => void save()}>
      {t('statistics.review.savePicture')}
    </Button>
  );
}
