// A title on a list: a handle, its rank, the cover, its name and note, the own rating, and what can be done with it.
import { ArrowDown, ArrowUp, Ellipsis, GripVertical, NotebookPen, X } from 'lucide-react';
import { Button as AriaButton, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useRatingScale } from '#renderer/data/session.ts';
import { useDetails } from '#renderer/media/details.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import { StarRating } from '#renderer/ui/star-rating.tsx';
import type { ListItem } from '#shared/api/lists.ts';
import styles from './list-items.module.css';

export interface ListItemRowProps {
  readonly item: ListItem;
  readonly rank: number | null;
  readonly onNote: () => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

export function ListItemRow({ item, rank, onNote, onMove, onRemove }: ListItemRowProps) {
  const { t } = useTranslation();
  const details = useDetails();
  const scale = useRatingScale();
  return (
    <GridListItem id={item.id} textValue={item.title} className={cx(styles['row'])} data-media={item.id}>
      <AriaButton slot="drag" className={cx(styles['handle'])}>
        <GripVertical aria-hidden />
      </AriaButton>
      {rank !== null && <span className={styles['rank']}>{rank}</span>}
      <span className={styles['cover']}>
        <Cover media={item} isSmall />
      </span>
      <span className={styles['words']}>
        <span className={styles['title']} dir="auto">
          {item.title}
        </span>
        <span className={cx(styles['details'], item.note !== null && styles['note'])} dir="auto">
          {item.note ?? (details(item) || t(`media.kind.${item.kind}`))}
        </span>
      </span>
      <span className={styles['stars']}>
        {item.mine.rating !== null && <StarRating rating={item.mine.rating} size={14} scale={scale} />}
      </span>
      <Menu
        label={t('lists.itemMore', { title: item.title })}
        trigger={<IconButton label={t('lists.itemMore', { title: item.title })} icon={<Ellipsis />} />}
      >
        <MenuItem icon={<NotebookPen />} onAction={onNote}>
          {t(item.note === null ? 'lists.addNote' : 'lists.editNote')}
        </MenuItem>
        <MenuItem icon={<ArrowUp />} keys={['Alt', 'ArrowUp']} onAction={() => onMove(-1)}>
          {t('lists.moveUp')}
        </MenuItem>
        <MenuItem icon={<ArrowDown />} keys={['Alt', 'ArrowDown']} onAction={() => onMove(1)}>
          {t('lists.moveDown')}
        </MenuItem>
        <MenuItem icon={<X />} keys={['Del']} isDanger onAction={onRemove}>
          {t('lists.remove')}
        </MenuItem>
      </Menu>
    </GridListItem>
  );
}
