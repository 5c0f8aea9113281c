// What one watched and heard: great numbers first, then the calendar, taste over time, and what it was made of. Every
// bar opens the titles behind it, and every chart is a table too.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import type { Statistics } from '#shared/api/stats.ts';
import { Calendar } from './calendar.tsx';
import { CoverList } from './cover-list.tsx';
import { KindSplit } from './kind-split.tsx';
import { NamedChart } from './named-chart.tsx';
import { HourChart, ReleaseChart, WeekdayChart } from './plain-charts.tsx';
import { RatingChart } from './rating-chart.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { searchOf, selectionOf, yearOfPeriod } from './statistics-address.ts';
import styles from './statistics-page.module.css';
import { useStatistics, type Figure, type Selection } from './statistics-query.ts';
import { StatisticsSkeleton } from './statistics-skeleton.tsx';
import { TasteChart } from './taste-chart.tsx';
import { TitlesSheet } from './titles-sheet.tsx';
import { Totals } from './totals.tsx';

/** With fewer titles than this, groups of them say nothing. */
const fewTitles = 4;

export function StatisticsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [search, setSearch] = useSearchParams();
  const selection = selectionOf(search);
  const { data, error, refetch } = useStatistics(selection);
  const [figure, setFigure] = useState<Figure | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const open = (next: Figure) => {
    setFigure(next);
    setIsOpen(true);
  };
  const year = yearOfPeriod(selection.period) ?? data?.years[0];
  const isEmpty = data?.totals.titles === 0;

  return (
    <Page
      title={t('statistics.title')}
      actions={
        <>
          <Button variant="quiet" onPress={() => void navigate('/together')}>
            {t('statistics.together')}
          </Button>
          {data && data.years.length > 0 && (
            <Button onPress={() => void navigate(`/year/${year}`)}>{t('statistics.yearInReview')}</Button>
          )}
        </>
      }
      toolbar={
        <SelectionBar
          selection={selection}
          years={data?.years ?? []}
          onChange={(next) => setSearch(searchOf(next), { replace: true })}
        />
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
      {!data && !error && <StatisticsSkeleton />}
      {data && isEmpty && (
        <Nothing
          isEver={data.years.length > 0}
          onAll={() => setSearch({}, { replace: true })}
          onLibrary={() => void navigate('/library')}
        />
      )}
      {data && !isEmpty && <Figures figures={data} selection={selection} onOpen={open} />}
      {figure && (
        <TitlesSheet selection={selection} figure={figure} isOpen={isOpen} onClose={() => setIsOpen(false)} />
      )}
    </Page>
  );
}

interface NothingProps {
  /** There is something in another period. */
  readonly isEver: boolean;
  readonly onAll: () => void;
  readonly onLibrary: () => void;
}

function Nothing({ isEver, onAll, onLibrary }: NothingProps) {
  const { t } = useTranslation();
  return (
    <EmptyState
      picture="stars"
      title={t(isEver ? 'statistics.nothingHere' : 'statistics.emptyTitle')}
      action={
        <Button onPress={isEver ? onAll : onLibrary}>
          {t(isEver ? 'statistics.showAll' : 'statistics.emptyAction')}
        </Button>
      }
    >
      {t(isEver ? 'statistics.nothingHereText' : 'statistics.empty')}
    </EmptyState>
  );
}

interface FiguresProps {
  readonly figures: Statistics;
  readonly selection: Selection;
  readonly onOpen: (figure: Figure) => void;
}

function Figures({ figures, selection, onOpen }: FiguresProps) {
  const { t } = useTranslation();
  const rating = useRatingText(useRatingScale());
  const { totals } = figures;
  const isFew = totals.titles < fewTitles;
  return (
    <div className={styles['sections']}>
      <Totals figures={figures} onOpen={onOpen} />
      {isFew && <p className={styles['few']}>{t('statistics.few')}</p>}
      <Calendar figures={figures} year={yearOfPeriod(selection.period)} onOpen={onOpen} />
      {figures.time.points.length > 1 && <TasteChart time={figures.time} onOpen={onOpen} />}
      <div className={styles['pair']}>
        {totals.rated > 0 && <RatingChart figures={figures} kind={selection.kind} onOpen={onOpen} />}
        {!isFew && <ReleaseChart figures={figures} onOpen={onOpen} />}
      </div>
      {!isFew && (
        <div className={styles['pair']}>
          <NamedChart
            title={t('statistics.genres')}
            head={t('statistics.head.genre')}
            facet="genre"
            names={figures.genres}
            onOpen={onOpen}
          />
          <NamedChart
            title={t('statistics.creators')}
            head={t('statistics.head.creator')}
            facet="creator"
            names={figures.creators}
            best={figures.bestCreators}
            onOpen={onOpen}
          />
        </div>
      )}
      <CoverList
        title={t('statistics.bestTitles')}
        items={figures.best.map(({ media, rating: own }) => ({ media, fact: rating(own) }))}
      />
      <CoverList
        title={t('statistics.mostPlayed')}
        items={figures.mostPlayed.map(({ media, plays }) => ({
          media,
          fact: t('statistics.plays', { count: plays }),
        }))}
      />
      <div className={styles['pair']}>
        {!isFew && <WeekdayChart figures={figures} onOpen={onOpen} />}
        <HourChart figures={figures} onOpen={onOpen} />
      </div>
      {selection.kind === undefined && <KindSplit kinds={figures.kinds} onOpen={onOpen} />}
    </div>
  );
}
