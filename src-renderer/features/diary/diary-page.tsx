// The diary: what was watched and heard, as a list by day, as a month of covers, or as a year at a glance.
import { CalendarDays, CalendarPlus, LayoutGrid, Rows3 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { openTitleOverlay } from '#renderer/media/title-overlays.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import { DaySheet } from './day-sheet.tsx';
import { filterOf, isNarrowed, readView, writeView, type DiaryView } from './diary-address.ts';
import { DiaryList } from './diary-list.tsx';
import { useYears } from './diary-queries.ts';
import { DiaryToolbar } from './diary-toolbar.tsx';
import { MonthView } from './month-view.tsx';
import { YearView } from './year-view.tsx';

export function DiaryPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const scroller = useRef<HTMLDivElement>(null);
  const [day, setDay] = useState<PartialDate | null>(null);
  const { data: years } = useYears();
  const view = readView(search);
  const change = (part: Partial<DiaryView>) => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setSearch(writeView({ ...view, ...part }), { replace: true });
  };
  const log = () => openTitleOverlay({ name: 'log', media: null });
  const isEmpty = years?.total === 0;

  return (
    <Page
      title={t('diary.title')}
      subtitle={years && !isEmpty ? t('diary.count', { count: years.total }) : ''}
      scrollRef={scroller}
      actions={
        !isEmpty && (
          <SegmentedControl
            label={t('diary.view.label')}
            iconsOnly
            value={view.name}
            onChange={(name) => change({ name, at: null })}
            segments={[
              { value: 'list', label: t('diary.view.list'), icon: <Rows3 /> },
              { value: 'month', label: t('diary.view.month'), icon: <CalendarDays /> },
              { value: 'year', label: t('diary.view.year'), icon: <LayoutGrid /> },
            ]}
          />
        )
      }
      {...(!isEmpty && {
        mainAction: (
          <Button variant="primary" icon={<CalendarPlus />} onPress={log}>
            {t('diary.log')}
          </Button>
        ),
      })}
      {...(years && !isEmpty && { toolbar: <DiaryToolbar view={view} years={years} onChange={change} /> })}
    >
      {isEmpty && (
        <EmptyState
          picture="diary"
          title={t('diary.empty.title')}
          action={
            <Button variant="primary" onPress={log}>
              {t('diary.empty.action')}
            </Button>
          }
        >
          {t('diary.empty.text')} <Kbd keys={['L']} />
        </EmptyState>
      )}
      {!isEmpty && view.name === 'list' && (
        <DiaryList
          key={writeView(view).toString()}
          filter={filterOf(view)}
          isNarrowed={isNarrowed(view)}
          scroller={scroller}
          onClear={() => change({ kind: undefined, tag: undefined, rewatches: false })}
        />
      )}
      {!isEmpty && view.name === 'month' && (
        <MonthView at={view.at} onAt={(at) => change({ at })} onOpen={setDay} />
      )}
      {!isEmpty && view.name === 'year' && (
        <YearView at={view.at} onAt={(at) => change({ at })} onOpen={setDay} scroller={scroller} />
      )}
      {day !== null && <DaySheet day={day} onClose={() => setDay(null)} />}
    </Page>
  );
}
