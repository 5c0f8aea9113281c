// Search as you type. ArrowDown goes from the field into the results and ArrowUp back, Enter opens the best match; what was
// asked stands in the address, so that going back finds it again.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { useProfile } from '#renderer/data/session.ts';
import { AddTitleDialog } from '#renderer/media/edit-title-dialog.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { SearchField } from '#renderer/ui/search-field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { useRecentSearches } from './recent-searches.ts';
import { NothingFound, SearchStart } from './search-empty.tsx';
import styles from './search-page.module.css';
import { mostResults, useSearch } from './search-query.ts';
import { SearchResults, type ResultsHandle } from './search-results.tsx';

export function SearchPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { id: userId } = useProfile();
  const errorText = useErrorText();
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get('q') ?? '');
  const [isAdding, setIsAdding] = useState(false);
  const kind = mediaKinds.find((one) => one === params.get('kind'));
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<ResultsHandle>(null);
  const { asked, answer, isCurrent, error } = useSearch(text, kind);
  const remember = useRecentSearches((state) => state.remember);
  const titles = answer?.items ?? [];

  const put = (q: string, nextKind: string | undefined) =>
    setParams({ ...(q.trim() !== '' && { q }), ...(nextKind && { kind: nextKind }) }, { replace: true });
  useEffect(() => {
    if (asked !== (params.get('q') ?? '').trim()) put(asked, kind);
    // oxlint-disable-next-line react/exhaustive-deps -- the address follows what was asked, not the other way round
  }, [asked]);
  useEffect(() => field.current?.select(), []);

  const keepSearch = () => asked !== '' && remember(userId, asked);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && titles.length > 0) {
      event.preventDefault();
      results.current?.enter();
    }
    const [best] = titles;
    if (event.key === 'Enter' && best && isCurrent) {
      keepSearch();
      void navigate(`/title/${best.id}`);
    }
  };
  const time = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 }).format(
    answer?.tookMs ?? 0,
  );
  const foundKey = titles.length === mostResults ? 'search.best' : 'search.found';
  const failure = error && errorText(error);

  return (
    <>
      <Page
        title={t('search.title')}
        subtitle={
          <output>{answer && titles.length > 0 ? t(foundKey, { count: titles.length, time }) : ''}</output>
        }
        toolbar={
          <div className={styles['bar']}>
            <div className={styles['field']}>
              <SearchField
                label={t('search.field')}
                placeholder={t('search.placeholder')}
                keys={['/']}
                value={text}
                onChange={setText}
                onKeyDown={press}
                inputRef={field}
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is there for this field
                autoFocus
              />
            </div>
            <SegmentedControl
              label={t('search.kindLabel')}
              value={kind ?? 'all'}
              onChange={(next) => put(text, next === 'all' ? undefined : next)}
              segments={[
                { value: 'all', label: t('search.all') },
                ...mediaKinds.map((one) => ({ value: one, label: t(`media.kinds.${one}`) })),
              ]}
            />
          </div>
        }
      >
        {failure && (
          <Banner tone="danger" title={failure.title}>
            {failure.text}
          </Banner>
        )}
        {asked === '' && (
          <SearchStart
            onChoose={(chosen) => {
              setText(chosen);
              field.current?.focus();
            }}
          />
        )}
        {answer && titles.length === 0 && (
          <NothingFound
            text={asked}
            isNarrowed={kind !== undefined}
            onWiden={() => put(text, undefined)}
            onAdd={() => setIsAdding(true)}
          />
        )}
        {titles.length > 0 && (
          <SearchResults
            ref={results}
            titles={titles}
            query={asked}
            onLeaveTop={() => field.current?.focus()}
            onOpen={keepSearch}
          />
        )}
      </Page>
      {isAdding && (
        <AddTitleDialog
          initial={{ title: asked, ...(kind && { kind }) }}
          onClose={() => setIsAdding(false)}
        />
      )}
    </>
  );
}
