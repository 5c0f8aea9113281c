// The results: rows with what matched marked, with the keys of every list of titles.
import { Fragment, memo, startTransition, useEffect, useImperativeHandle, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useDetails } from '#renderer/media/details.ts';
import { MediaRow } from '#renderer/media/media-row.tsx';
import { sameItem, useTitleList, type TitleItemProps } from '#renderer/media/title-list.tsx';
import type { FoundTitle } from '#shared/api/search.ts';
import { Marked } from './marked.tsx';
import styles from './search-page.module.css';

export interface ResultsHandle {
  /** Puts the focus on the first result. */
  enter(): void;
}

export interface SearchResultsProps {
  readonly titles: readonly FoundTitle[];
  /** The text that they answer. */
  readonly asked: string;
  readonly onLeaveTop: () => void;
  readonly onOpen: () => void;
  readonly ref: Ref<ResultsHandle>;
}

/** Milliseconds without another letter. */
const restAfter = 300;
const rowHeight = 64;

export function SearchResults({ titles, asked, onLeaveTop, onOpen, ref }: SearchResultsProps) {
  const { t } = useTranslation();
  const list = useTitleList({ titles, isMain: true, onLeaveTop });
  const { focus } = list;
  const drawn = useRested(asked) ? titles : titles.slice(0, Math.ceil(window.innerHeight / rowHeight));
  const { ref: listRef, onKeyDown } = list.listProps;
  useImperativeHandle(ref, () => ({ enter: () => focus(0) }), [focus]);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- notes that a link inside was followed */}
      <ol
        ref={listRef}
        className={styles['results']}
        aria-label={t('search.results')}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onOpen();
          onKeyDown(event);
        }}
        onClickCapture={onOpen}
      >
        {drawn.map((media, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a place shows another title with each letter: what is there is written over
          <li key={index}>
            <ResultRow media={media} item={list.itemProps(index)} />
          </li>
        ))}
      </ol>
      {list.overlays}
    </>
  );
}

/** A letter is answered by as many rows as a window shows; the rest is drawn, and taken away again, when the typing rests. */
function useRested(asked: string): boolean {
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setRested(asked)), restAfter);
    return () => clearTimeout(timer);
  }, [asked]);
  return rested === asked;
}

interface ResultRowProps {
  readonly media: FoundTitle;
  readonly item: TitleItemProps;
}

const ResultRow = memo(
  function ResultRow({ media, item }: ResultRowProps) {
    const details = useDetails();
    return (
      <MediaRow
        media={media}
        item={item}
        title={<Marked text={media.title} ranges={media.marks.title} />}
        details={<Details line={details(media)} media={media} />}
      />
    );
  },
  (one, other) => one.media === other.media && sameItem(one.item, other.item),
);

/** Genres stand in the line, too, because the search looks there. */
function Details({ line, media }: { readonly line: string; readonly media: FoundTitle }) {
  const { creator, genres, marks } = media;
  const at = creator === null ? -1 : line.indexOf(creator);
  const ranges = at < 0 ? [] : marks.creator.map(([start, end]): [number, number] => [start + at, end + at]);
  const isInLine = creator === null;
  return (
    <>
      <Marked text={line} ranges={ranges} />
      {!isInLine &&
        genres.map((genre, index) => (
          <Fragment key={genre}>
            {index === 0 ? ' · ' : ', '}
            <Marked text={genre} ranges={marks.genres.includes(genre) ? [[0, genre.length]] : []} />
          </Fragment>
        ))}
    </>
  );
}
