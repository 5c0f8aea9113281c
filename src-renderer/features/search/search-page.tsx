// Search as you type. ArrowDown goes from the field into the results and ArrowUp back, Enter opens the best match; what was
// asked stands in the address, so that going back finds it again. A letter must be answered within the blink of an eye: what it
// doesn't change isn't drawn again, and the address follows when the typing rests.
import { memo, useCallback, useEffect, useRef, useState, type SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { AddTitleDialog } from '#renderer/media/edit-title-dialog.tsx';
import { useSavedSearches } from '#renderer/media/saved-searches.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { toast } from '#renderer/ui/toast.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { formatSearch, parseSearch } from '#shared/domain/search-query.ts';
import { FilterChips } from './filter-chips.tsx';
import { useRemember } from './kept-searches.ts';
import { SaveSearch } from './save-search.tsx';
import { AnswerNotes, SearchAnswer } from './search-answer.tsx';
import { SearchBar } from './search-bar.tsx';
import { SearchStart } from './search-empty.tsx';
import { useAskEarly, useSearch } from './search-query.ts';
import type { ResultsHandle } from './search-results.tsx';

/** Milliseconds without a letter. */
const restAfter = 250;

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
  const found = useSearch(text);
  const { asked, answer, titles, isCurrent, error, more } = found;
  const remember = useRemember();
  const askEarly = useAskEarly();

  const tellAddress = (wanted: string) => {
    if (wanted !== (params.get('q') ?? ''))
      setParams(wanted === '' ? {} : { q: wanted }, { replace: true, state });
  };
  const latest = useRef({ ...found, tellAddress });
  useEffect(() => {
    latest.current = { ...found, tellAddress };
  });
  useEffect(() => {
    const here = window.location.href;
    const timer = setTimeout(() => {
      // Another page may be on its way while this one is still shown: its address is left alone.
      if (window.location.href === here) latest.current.tellAddress(asked);
    }, restAfter);
    return () => clearTimeout(timer);
  }, [asked]);
  useEffect(() => field.current?.select(), []);

  const type = useCallback(
    (next: string) => {
      askEarly(next);
      setText(next);
    },
    [askEarly],
  );
  const change = useCallback((next: SetStateAction<string>) => {
    setText(next);
    field.current?.focus();
  }, []);
  const toKind = useCallback((next: MediaKind | undefined) => setText((before) => ofKind(before, next)), []);
  const focusField = useCallback(() => field.current?.focus(), []);
  const enterList = useCallback(() => {
    results.current?.enter();
    return latest.current.titles.length > 0;
  }, []);
  /** A title is about to be opened. */
  const leave = useCallback(() => {
    const { asked: left, tellAddress: tell } = latest.current;
    tell(left);
    if (left !== '') remember(left);
  }, [remember]);
  const openBest = useCallback(() => {
    const [best] = latest.current.titles;
    if (!best || !latest.current.isCurrent) return;
    leave();
    void navigate(`/title/${best.id}`);
  }, [leave, navigate]);
  const showSaving = useCallback(() => setIsSaving(true), []);
  const hideSaving = useCallback(() => setIsSaving(false), []);
  const showAdding = useCallback(() => setIsAdding(true), []);

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
          <SearchBar
            text={text}
            kind={kind}
            canSave={asked !== ''}
            field={field}
            onType={type}
            onKind={toKind}
            onSave={showSaving}
            onEnterList={enterList}
            onOpenBest={openBest}
          />
        }
      >
        <FilterChips
          filters={formatSearch({ text: '', filters: query.filters })}
          isHidden={asked === ''}
          onChange={change}
        />
        {answer && <AnswerNotes answer={answer} onChange={change} />}
        {failure && (
          <Banner tone="danger" title={failure.title}>
            {failure.text}
          </Banner>
        )}
        {asked === '' && <SearchStart onChoose={change} />}
        <div aria-busy={!isCurrent}>
          {answer && (
            <SearchAnswer
              answer={answer}
              titles={titles}
              results={results}
              onChange={change}
              onAdd={showAdding}
              onLeaveTop={focusField}
              onOpen={leave}
            />
          )}
          {more && (
            <Button variant="quiet" onPress={more}>
              {t('search.more')}
            </Button>
          )}
        </div>
      </Page>
      <SaveAsked asked={isSaving ? asked : null} onClose={hideSaving} />
      {isAdding && (
        <AddTitleDialog
          initial={{ title: query.text, ...(kind && { kind }) }}
          onClose={() => setIsAdding(false)}
        />
      )}
    </>
  );
}

interface SaveAskedProps {
  /** Null while nobody saves. */
  readonly asked: string | null;
  readonly onClose: () => void;
}

/** Stays when its dialog goes: it tells when the search is saved. */
const SaveAsked = memo(function SaveAsked({ asked, onClose }: SaveAskedProps) {
  const { t } = useTranslation();
  const { save } = useSavedSearches();
  if (asked === null) return null;
  const saveAs = (name: string) =>
    save({ name, query: asked }, { onSuccess: () => toast({ message: t('search.kept', { name }) }) });
  return <SaveSearch query={asked} onSave={saveAs} onClose={onClose} />;
});

/** The text narrowed to a kind, or to none. */
function ofKind(text: string, kind: MediaKind | undefined): string {
  const query = parseSearch(text);
  const others = query.filters.filter(({ name }) => name !== 'kind');
  return formatSearch({
    text: query.text,
    filters: kind ? [...others, { name: 'kind', value: kind }] : others,
  });
}
