// What a search found, and what is to be said of it: filters that couldn't be read, another spelling, nothing at all.
import { memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundTitle } from '#shared/api/search.ts';
import type { MethodOutput } from '#shared/api/index.ts';
import { formatSearch, parseSearch } from '#shared/domain/search-query.ts';
import { NothingFound } from './search-empty.tsx';
import styles from './search-page.module.css';
import { SearchResults, type ResultsHandle } from './search-results.tsx';

export interface SearchAnswerProps {
  /** With the text that it answers. */
  readonly answer: MethodOutput<'catalog.search'> & { readonly asked: string };
  readonly titles: readonly FoundTitle[];
  readonly results: Ref<ResultsHandle>;
  /** Another text to search for. */
  readonly onChange: (text: string) => void;
  readonly onAdd: () => void;
  readonly onLeaveTop: () => void;
  readonly onOpen: () => void;
}

export const SearchAnswer = memo(function SearchAnswer(props: SearchAnswerProps) {
  const { answer, titles, results, onChange, onAdd, onLeaveTop, onOpen } = props;
  const { asked } = answer;
  if (titles.length > 0)
    return (
      <SearchResults ref={results} titles={titles} asked={asked} onLeaveTop={onLeaveTop} onOpen={onOpen} />
    );
  const query = parseSearch(asked);
  return (
    <NothingFound
      text={query.filters.length > 0 ? query.text : asked}
      isNarrowed={query.filters.length > 0}
      onWiden={() => onChange(query.text)}
      onAdd={onAdd}
    />
  );
});

/** Above the results. */
export const AnswerNotes = memo(function AnswerNotes({
  answer,
  onChange,
}: Pick<SearchAnswerProps, 'answer' | 'onChange'>) {
  const { t } = useTranslation();
  const { asked, notes, isIndexing, corrected } = answer;
  return (
    <>
      {notes.length > 0 && (
        <ul className={styles['notes']}>
          {notes.map((note) => (
            <li key={`${note.reason} ${note.name} ${note.value}`}>
              {t(`search.note.${note.reason}`, {
                name: note.name,
                value: note.value,
                expected: t([`search.expected.${note.name}`, 'search.expected.other']),
              })}
            </li>
          ))}
        </ul>
      )}
      {isIndexing && <p className={styles['notes']}>{t('search.indexing')}</p>}
      {corrected !== null && (
        <p className={styles['corrected']}>
          {t('search.showing')}{' '}
          <button
            type="button"
            onClick={() => onChange(formatSearch({ text: corrected, filters: parseSearch(asked).filters }))}
          >
            {corrected}
          </button>
        </p>
      )}
    </>
  );
});
