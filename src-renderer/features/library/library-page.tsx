// The library: every title on one wall or in one table, narrowed and ordered as the address says.
import { LayoutGrid, Plus, Rows3 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavigationType, useNavigationType, useSearchParams } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { AddTitleDialog } from '#renderer/media/edit-title-dialog.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { readView, writeView, type LibraryView } from './library-address.ts';
import { LibraryEmpty } from './library-empty.tsx';
import { useListPlaces } from '#renderer/media/list-places.ts';
import { useLibraryTitles } from './library-query.ts';
import { LibraryToolbar } from './library-toolbar.tsx';
import { TitleWall, WallSkeleton } from '#renderer/media/title-wall.tsx';

export function LibraryPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const errorText = useErrorText();
  const isComingBack = useNavigationType() === NavigationType.Pop;
  const [isAdding, setIsAdding] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const view = readView(search);
  const address = writeView(view).toString();
  const { titles, total, error, isLoading, onView, refresh } = useLibraryTitles(view);
  const places = useListPlaces((state) => state.places);
  const keep = useListPlaces((state) => state.keep);
  useBarHeight(scroller);

  const change = (part: Partial<LibraryView>) => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setSearch(writeView({ ...view, ...part }), { replace: true });
  };
  const failure = error === null ? null : errorText(error);

  return (
    <>
      <Page
        title={t('library.title')}
        subtitle={total === null ? '' : t('library.count', { count: total })}
        scrollRef={scroller}
        actions={
          <SegmentedControl
            label={t('library.view.label')}
            iconsOnly
            value={view.layout}
            onChange={(layout) => change({ layout })}
            segments={[
              { value: 'grid', label: t('library.view.grid'), icon: <LayoutGrid /> },
              { value: 'table', label: t('library.view.table'), icon: <Rows3 /> },
            ]}
          />
        }
        mainAction={
          <Button variant="primary" icon={<Plus />} onPress={() => setIsAdding(true)}>
            {t('library.add')}
          </Button>
        }
        toolbar={<LibraryToolbar view={view} onChange={change} />}
      >
        {failure && (
          <Banner
            tone="danger"
            title={failure.title}
            action={<Button onPress={refresh}>{t('media.retry')}</Button>}
          >
            {failure.text}
          </Banner>
        )}
        {isLoading && <WallSkeleton layout={view.layout} />}
        {total === 0 && <LibraryEmpty filter={view.filter} onClear={() => change({ filter: {} })} />}
        {total !== null && total > 0 && (
          <TitleWall
            key={address}
            label={t('library.title')}
            titles={titles}
            layout={view.layout}
            isSquare={view.filter.kind === 'song'}
            scroller={scroller}
            onView={onView}
            place={isComingBack ? places[address] : undefined}
            onPlace={(place) => keep(address, place)}
          />
        )}
      </Page>
      {isAdding && (
        <AddTitleDialog
          initial={view.filter.kind ? { kind: view.filter.kind } : {}}
          onClose={() => setIsAdding(false)}
        />
      )}
    </>
  );
}

/** Column heads and keyboard scrolling stay clear of the bar, whose height depends on the conditions in it. */
function useBarHeight(scroller: { readonly current: HTMLDivElement | null }): void {
  useEffect(() => {
    const page = scroller.current;
    const bar = page?.querySelector('header');
    if (!page || !bar) return undefined;
    const watch = new ResizeObserver(() => page.style.setProperty('--page-bar', `${bar.offsetHeight}px`));
    watch.observe(bar);
    return () => watch.disconnect();
  }, [scroller]);
}
