// Titles that stand out, as covers with one fact each.
import { Link } from 'react-router';
import { cx } from '#renderer/ui/cx.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import type { MediaReference } from '#shared/api/reviews.ts';
import styles from './cover-list.module.css';

export interface CoverListProps {
  readonly title: string;
  readonly note?: string;
  /** Fewer than a row of the page holds: for a column. */
  readonly most?: 4;
  readonly items: readonly { readonly media: MediaReference; readonly fact: string }[];
}

export function CoverList({ title, note, most, items }: CoverListProps) {
  if (items.length === 0) return null;
  return (
    <section aria-label={title} className={styles['section']}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{title}</h2>
        {note !== undefined && <p className={styles['note']}>{note}</p>}
      </header>
      <ul className={cx(styles['list'], most === 4 && styles['four'])}>
        {items.slice(0, most).map(({ media, fact }) => (
          <li key={media.id} className={styles['item']}>
            <Link to={`/title/${media.id}`} className={styles['link']}>
              <span className={styles['box']}>
                <span className={styles['art']}>
                  <Cover media={media} />
                </span>
              </span>
              <span className={styles['name']} dir="auto" title={media.title}>
                {media.title}
              </span>
              <span className={styles['fact']}>{fact}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
