// Search as you type. ArrowDown goes from the field into the results and ArrowUp back, Enter opens the best match; what was
// asked stands in the address, so that going back finds it again.
import { Bookmark } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { TextFieldProps } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { AddTitleDialog } from '#renderer/media/edit-title-dialog.tsx';
import { useSavedSearches } from '#renderer/media/saved-searches.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { SearchField } from '#renderer/ui/search-field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { formatSearch, parseSearch } from '#shared/domain/search-query.ts';
import { useCompletion } from './completion.tsx';
import { FilterChips } from './filter-chips.tsx';
import { useRecentSearches } from './kept-searches.ts';
import { SaveSearch } from './save-search.tsx';
import { NothingFound, SearchStart } from './search-empty.tsx';
import styles from './search-page.module.css';
import { useSearch } from './search-query.ts';
import { SearchResults, type ResultsHandle } from './search-results.tsx';

/** Another search from outside (the palette) begins the page anew; its own typing doesn't. */
export function SearchPage() {
  const { state } = useLocation() as { state: { readonly fresh?: number } | null };
  return <SearchDesk key={state?.fresh ?? 0} state={state} />;
}

function SearchDesk({ state }: { readonly state: unknown }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get('q') ?? '');
  const [isAdding, setIsAdding] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const query = parseSearch(text);
  const kinds = query.filters.flatMap((filter) => (filter.name === 'kind' ? filter.value : []));
  const kind = kinds.length === 1 ? kinds[0] : undefined;
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<ResultsHandle>(null);
  const { asked, answer, titles, isCurrent, error, more } = useSearch(text);
  const { remember } = useRecentSearches();
  const { save } = useSavedSearches();
  const completion = useCompletion({ text, setText, field });

  useEffect(() => {
    if (asked !== (params.get('q') ?? ''))
      setParams(asked === '' ? {} : { q: asked }, { replace: true, state });
    // oxlint-disable-next-line react/exhaustive-deps -- the address follows what was asked, not the other way round
  }, [asked]);
  useEffect(() => field.current?.select(), []);

  const keepSearch = () => {
    if (asked !== '') remember(asked);
  };
  const change = (next: string) => {
    setText(next);
    field.current?.focus();
  };
  const toKind = (next: string) => {
    const others = query.filters.filter((filter) => filter.name !== 'kind');
    const wanted = mediaKinds.find((one) => one === next);
    setText(
      formatSearch({
        text: query.text,
        filters: wanted ? [...others, { name: 'kind', value: wanted }] : others,
      }),
    );
  };
  const press: TextFieldProps['onKeyDown'] = (event) => {
    if (completion.press(event)) return;
    // React Aria keeps to the field what its listener has heard: the window's own keys go on.
    event.continuePropagation();
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
  const saveAs = (name: string) =>
    save({ name, query: asked }, { onSuccess: () => toast({ message: t('search.kept', { name }) }) });
  const time = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 }).format(
    answer?.tookMs ?? 0,
  );
  const foundKey = answer?.isTotalExact === false ? 'search.best' : 'search.found';
  const count = Math.max(answer?.total ?? 0, titles.length);
  const failure = error && errorText(error);

  return (
    <>
      <Page
        title={t('search.title')}
        subtitle={<output>{answer && titles.length > 0 ? t(foundKey, { count, time }) : ''}</output>}
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
                drives={completion.drives}
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is there for this field
                autoFocus
              />
              {completion.list}
            </div>
            <SegmentedControl
              label={t('search.kindLabel')}
              value={kind ?? 'all'}
              onChange={toKind}
              segments={[
                { value: 'all', label: t('search.all') },
                ...mediaKinds.map((one) => ({ value: one, label: t(`media.kinds.${one}`) })),
              ]}
            />
            {asked !== '' && (
              <Button variant="quiet" icon={<Bookmark />} onPress={() => setIsSaving(true)}>
                {t('search.save')}
              </Button>
            )}
          </div>
        }
      >
        {asked !== '' && <FilterChips text={text} onChange={change} />}
        {answer && answer.notes.length > 0 && (
          <ul className={styles['notes']}>
            {answer.notes.map((note) => (
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
        {answer?.isIndexing === true && <p className={styles['notes']}>{t('search.indexing')}</p>}
        {typeof answer?.corrected === 'string' && (
          <p className={styles['corrected']}>
            {t('search.showing')}{' '}
            <button
              type="button"
              onClick={() => change(formatSearch({ text: answer.corrected ?? '', filters: query.filters }))}
            >
              {answer.corrected}
            </button>
          </p>
        )}
        {failure && (
          <Banner tone="danger" title={failure.title}>
            {failure.text}
          </Banner>
        )}
        {asked === '' && <SearchStart onChoose={change} />}
        <div aria-busy={!isCurrent}>
          {answer && titles.length === 0 && (
            <NothingFound
              text={query.filters.length > 0 ? query.text : asked}
              isNarrowed={query.filters.length > 0}
              onWiden={() => change(query.text)}
              onAdd={() => setIsAdding(true)}
            />
          )}
          {answer && titles.length > 0 && (
            <SearchResults
              ref={results}
              titles={titles}
              asked={answer.asked}
              onLeaveTop={() => field.current?.focus()}
              onOpen={keepSearch}
            />
          )}
          {more && (
            <Button variant="quiet" onPress={more}>
              {t('search.more')}
            </Button>
          )}
        </div>
      </Page>
      {isSaving && <SaveSearch query={asked} onSave={saveAs} onClose={() => setIsSaving(false)} />}
      {isAdding && (
        <AddTitleDialog
          initial={{ title: query.text, ...(kind && { kind }) }}
          onClose={() => setIsAdding(false)}
        />
      )}
    </>
  );
}
