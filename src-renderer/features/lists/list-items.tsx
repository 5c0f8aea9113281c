// The titles of a list, in their order. Dragging moves them, also from the keyboard: the handle takes one up with Enter;
// Alt and an arrow move it by one. What was moved stands there at once, before core has answered.
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { GridList, ListLayout, useDragAndDrop, Virtualizer } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { keys } from '#renderer/data/keys.ts';
import { useListActions } from '#renderer/media/list-actions.ts';
import { cx } from '#renderer/ui/cx.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { MethodOutput } from '#shared/api/index.ts';
import type { ListItem, TitleList } from '#shared/api/lists.ts';
import { ListItemRow } from './list-item-row.tsx';
import styles from './list-items.module.css';
import { moved, movedByOne } from './list-order.ts';
import { useListItems } from './list-queries.ts';
import { NoteDialog } from './note-dialog.tsx';

type Pages = InfiniteData<MethodOutput<'lists.items'>, string | null>;

const rowHeight = 68;

export function ListItems({ list }: { readonly list: TitleList }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { move, remove } = useListActions();
  const { items, hasMore, loadMore } = useListItems(list.id);
  const [noted, setNoted] = useState<ListItem | null>(null);

  // The order is the whole list's: it is there whole before somebody moves something.
  useEffect(() => {
    if (hasMore) loadMore();
  });

  const put = (mediaIds: readonly MediaId[], before: MediaId | null) => {
    const next = moved(items ?? [], mediaIds, before);
    queries.setQueryData<Pages>(keys.listItems(list.id), (pages) => inOrder(pages, next));
    void move(list, mediaIds, before);
  };
  const putByOne = (media: ListItem, by: 1 | -1) => {
    const before = movedByOne(items ?? [], media.id, by);
    if (before === undefined) return;
    put([media.id], before);
    const place = (items ?? []).findIndex(({ id }) => id === media.id) + 1 + by;
    toast({ key: 'list-move', message: t('lists.movedTo', { title: media.title, place }) });
  };

  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (chosen) =>
      [...chosen].map((id) => ({ 'text/plain': items?.find((item) => item.id === id)?.title ?? '' })),
    onReorder({ keys: chosen, target }) {
      const mediaIds = (items ?? []).map(({ id }) => id).filter((id) => chosen.has(id));
      const rest = (items ?? []).filter(({ id }) => !chosen.has(id));
      const place = rest.findIndex(({ id }) => id === target.key);
      const before = rest[target.dropPosition === 'before' ? place : place + 1]?.id ?? null;
      put(mediaIds, before);
    },
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof HTMLElement ? event.target.closest('[data-media]') : null;
    const media = items?.find(({ id }) => String(id) === row?.getAttribute('data-media'));
    if (!media || event.ctrlKey || event.metaKey) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      putByOne(media, event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.altKey) return;
    else if (event.key === 'Delete') void remove(list, media);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const place = useRef<HTMLDivElement>(null);
  // The list scrolls by itself, down to the window's foot: the page beside it doesn't.
  useLayoutEffect(() => {
    const element = place.current;
    element?.style.setProperty('--list-top', `${Math.round(element.getBoundingClientRect().top)}px`);
  });

  if (!items) return null;
  return (
    <>
      <p className={styles['hint']}>{t('lists.hint')}</p>
      <div ref={place} onKeyDownCapture={onKeyDown} role="presentation">
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight, gap: 0 }}>
          <GridList
            aria-label={list.name}
            items={items}
            dependencies={[list.ranked, items.length]}
            dragAndDropHooks={dragAndDropHooks}
            onAction={(id) => void navigate(`/title/${id}`)}
            className={cx(styles['list'])}
          >
            {(item) => (
              <ListItemRow
                item={item}
                rank={list.ranked ? items.findIndex(({ id }) => id === item.id) + 1 : null}
                onNote={() => setNoted(item)}
                onMove={(by) => putByOne(item, by)}
                onRemove={() => void remove(list, item)}
              />
            )}
          </GridList>
        </Virtualizer>
      </div>
      {noted && <NoteDialog list={list} item={noted} onClose={() => setNoted(null)} />}
    </>
  );
}

/** The pages with the same lengths, filled in the new order. */
function inOrder(pages: Pages | undefined, items: readonly ListItem[]): Pages | undefined {
  if (!pages) return undefined;
  let begin = 0;
  return {
    ...pages,
    pages: pages.pages.map((page) => {
      const part = items.slice(begin, begin + page.items.length);
      begin += page.items.length;
      return { ...page, items: part };
    }),
  };
}
