// The top of a title's page: the cover, large; the name, in the serif; who made it; the own rating and shelves.
import { Ellipsis, Merge, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRatingScale } from '#renderer/data/session.ts';
import { useRuntime } from '#renderer/media/details.ts';
import { DiaryButtons } from '#renderer/media/diary-buttons.tsx';
import { ShelfButtons } from '#renderer/media/shelf-buttons.tsx';
import { useRateTitle } from '#renderer/media/title-actions.ts';
import { KindChip } from '#renderer/ui/chip.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import { StarRatingInput } from '#renderer/ui/star-rating-input.tsx';
import type { Media } from '#shared/api/catalog.ts';
import { kindTable } from '#shared/domain/media-kind.ts';
import styles from './title-head.module.css';

export interface TitleHeadProps {
  readonly media: Media;
  readonly onEdit: () => void;
  readonly onMerge: () => void;
  readonly onDelete: () => void;
}

export function TitleHead({ media, onEdit, onMerge, onDelete }: TitleHeadProps) {
  const { t } = useTranslation();
  const runtime = useRuntime();
  const scale = useRatingScale();
  const rate = useRateTitle();
  const { mine, kind } = media;
  const length =
    media.title.length > 70 ? styles['long'] : media.title.length > 34 ? styles['medium'] : undefined;
  return (
    <>
      <div className={styles['coverPlace']}>
        <div className={cx(styles['cover'], kind === 'song' && styles['song'])}>
          <Cover media={media} />
        </div>
      </div>
      <header className={styles['head']}>
        <div className={styles['line']}>
          <KindChip kind={kind}>{t(`media.kind.${kind}`)}</KindChip>
          <span>{[media.year, runtime(kind, media.runtime)].filter(Boolean).join(' · ')}</span>
        </div>
        <h2 className={cx(styles['title'], length)} dir="auto">
          {media.title}
        </h2>
        {media.creator !== null && (
          <p className={styles['maker']}>
            {t(`title.made.${kindTable[kind].creatorLabel}`)}{' '}
            <Link to={`/library?creator=${encodeURIComponent(media.creator)}`} dir="auto">
              {media.creator}
            </Link>
          </p>
        )}
        <div className={styles['actions']}>
          <StarRatingInput
            label={t('media.yourRatingOf', { title: media.title })}
            rating={mine.rating}
            scale={scale}
            size={36}
            onChange={(rating) => void rate(media, rating)}
          />
          <span className={styles['shelves']}>
            <ShelfButtons media={media} outlined />
            <DiaryButtons media={media} outlined />
            {media.editable && (
              <Menu
                label={t('title.more')}
                trigger={<IconButton label={t('title.more')} icon={<Ellipsis />} outlined />}
              >
                <MenuItem icon={<Pencil />} keys={['e']} onAction={onEdit}>
                  {t('title.edit')}
                </MenuItem>
                <MenuItem icon={<Merge />} onAction={onMerge}>
                  {t('title.merge.open')}
                </MenuItem>
                <MenuItem icon={<Trash2 />} isDanger onAction={onDelete}>
                  {t('title.delete')}
                </MenuItem>
              </Menu>
            )}
          </span>
        </div>
      </header>
    </>
  );
}
