// The watchlist: what waits, ordered as the address says.
import { ArrowDown, ArrowUp, LayoutGrid, Rows3 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { TitleWall, WallSkeleton } from '#renderer/media/title-wall.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { watchlistSorts } from '#shared/api/lists.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { DrawnTitle } from './drawn-title.tsx';
import { readView, startsDescending, writeView, type WatchlistView } from './watchlist-address.ts';
import { useWatchlistTitles } from './watchlist-query.ts';
import styles from './watchlist-page.module.css';

export function WatchlistPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [search, setSearch] = useSearchParams();
  const scroller = useRef<HTMLDivElement>(null);
  const view = readView(search);
  const { titles, total, error, onView, retry } = useWatchlistTitles(view);
  const change = (part: Partial<WatchlistView>) => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setSearch(writeView({ ...view, ...part }), { replace: true });
  };
  const failure = error === null ? null : errorText(error);
  const isEmpty = total === 0 && view.kind === undefined;

  return (
    <Page
      title={t('watchlist.title')}
      subtitle={total === null || total === 0 ? '' : t('watchlist.count', { count: total })}
      scrollRef={scroller}
      actions={
        !isEmpty && (
          <>
            {total !== null && total > 1 && <DrawnTitle kind={view.kind} />}
            <SegmentedControl
              label={t('watchlist.view')}
              iconsOnly
              value={view.layout}
              onChange={(layout) => change({ layout })}
              segments={[
                { value: 'grid', label: t('watchlist.grid'), icon: <LayoutGrid /> },
                { value: 'table', label: t('watchlist.table'), icon: <Rows3 /> },
              ]}
            />
          </>
        )
      }
      {...(!isEmpty && {
        toolbar: (
          <div className={styles['bar']}>
            <SegmentedControl
              label={t('watchlist.kindLabel')}
              value={view.kind ?? 'all'}
              onChange={(kind) => change({ kind: kind === 'all' ? undefined : kind })}
              segments={[
                { value: 'all', label: t('watchlist.all') },
                ...mediaKinds.map((kind) => ({ value: kind, label: t(`media.kinds.${kind}`) })),
              ]}
            />
            <span className={styles['space']} />
            <Select
              inline
              label={t('watchlist.sortLabel')}
              value={view.sort}
              onChange={(sort) => change({ sort, descending: startsDescending(sort) })}
              options={watchlistSorts.map((sort) => ({ value: sort, label: t(`watchlist.sort.${sort}`) }))}
            />
            <IconButton
              label={t(view.descending ? 'watchlist.descending' : 'watchlist.ascending')}
              icon={view.descending ? <ArrowDown /> : <ArrowUp />}
              onPress={() => change({ descending: !view.descending })}
            />
          </div>
        ),
      })}
    >
      {failure && (
        <Banner
          tone="danger"
          title={failure.title}
          action={<Button onPress={retry}>{t('media.retry')}</Button>}
        >
          {failure.text}
        </Banner>
      )}
      {total === null && !failure && <WallSkeleton layout={view.layout} />}
      {isEmpty && (
        <EmptyState
          picture="shelf"
          title={t('watchlist.empty.title')}
          action={
            <Button variant="primary" onPress={() => void navigate('/library')}>
              {t('watchlist.empty.action')}
            </Button>
          }
        >
          {t('watchlist.empty.text')} <Kbd keys={['W']} />
        </EmptyState>
      )}
      {total === 0 && !isEmpty && (
        <EmptyState
          picture="search"
          title={t('watchlist.none.title')}
          action={<Button onPress={() => change({ kind: undefined })}>{t('watchlist.none.action')}</Button>}
        >
          {t('watchlist.none.text')}
        </EmptyState>
      )}
      {total !== null && total > 0 && (
        <TitleWall
          key={writeView(view).toString()}
          label={t('watchlist.title')}
          titles={titles}
          layout={view.layout}
          isSquare={view.kind === 'song'}
          scroller={scroller}
          onView={onView}
          place={undefined}
          onPlace={ignorePlace}
        />
      )}
    </Page>
  );
}

/** The watchlist is short enough to begin at its top. */
function ignorePlace(): void {
  // Nothing is kept.
}
