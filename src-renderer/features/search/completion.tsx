// What completes the filter at the caret: names of filters, and values that are there. The focus stays in the field.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { cx } from '#renderer/ui/cx.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { partAt, searchFilterNames, type SearchFilterName } from '#shared/domain/search-query.ts';
import styles from './completion.module.css';

interface Choice {
  readonly text: string;
  readonly label: string;
  readonly note?: string;
}

export interface CompletionOptions {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
}

const shortest = 2;
const listId = 'search-completion';

export function useCompletion({ text, setText, field }: CompletionOptions) {
  const { t } = useTranslation();
  const api = useApi();
  const [dismissed, setDismissed] = useState<string>();
  const [at, setAt] = useState(0);
  const [placed, setPlaced] = useState<{ readonly text: string; readonly caret: number }>();
  // What was completed is drawn before the caret is behind it.
  const caret = placed?.text === text ? placed.caret : (field.current?.selectionStart ?? text.length);
  const part = partAt(text, Math.min(caret, text.length));
  const input = { name: (part.name ?? 'kind') as SearchFilterName, begins: part.value.slice(0, 100) };
  const { data } = useQuery({
    queryKey: keys.searchValues(input),
    queryFn: () => api.call('search.values', input),
    enabled: part.name !== null,
    placeholderData: keepPreviousData,
  });
  const choices: Choice[] =
    part.name === null
      ? part.value.length < shortest
        ? []
        : searchFilterNames
            .filter((name) => name.startsWith(part.value.toLowerCase()))
            .map((name) => ({ text: `${name}:`, label: `${name}:`, note: t(`search.filter.${name}`) }))
      : (data ?? [])
          .filter((value) => value.toLowerCase() !== part.value.toLowerCase())
          .map((value) => ({
            text: `${part.name}:${/\s/u.test(value) ? `"${value}"` : value} `,
            label: value,
          }));
  const isOpen = choices.length > 0 && dismissed !== text;
  const active = Math.min(at, choices.length - 1);

  const choose = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    const head = `${text.slice(0, part.start)}${choice.text}`;
    const whole = head + text.slice(caret).trimStart();
    setText(whole);
    setPlaced({ text: whole, caret: head.length });
    setAt(0);
    requestAnimationFrame(() => field.current?.setSelectionRange(head.length, head.length));
  };

  /** True where the key was for the list. */
  const press = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    const isValue = part.name !== null;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && isValue) setAt((active + step + choices.length) % choices.length);
    else if (event.key === 'Tab' && !event.shiftKey) choose(choices[active]);
    else if (event.key === 'Enter' && isValue) choose(choices[active]);
    else if (event.key === 'Escape') setDismissed(text);
    else return false;
    event.preventDefault();
    return true;
  };

  const drives = { list: listId, active: isOpen ? `${listId}-${active}` : undefined };
  const list = isOpen && (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- a list that the field drives
    <ul role="listbox" id={listId} aria-label={t('search.completions')} className={styles['list']}>
      {choices.map((choice, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the keys
        <li
          key={choice.text}
          id={`${listId}-${index}`}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- of the list that the field drives
          role="option"
          aria-selected={index === active}
          className={cx(styles['choice'], index === active && styles['active'])}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(choice)}
        >
          <span dir="auto">{choice.label}</span>
          {choice.note !== undefined && <span className={styles['note']}>{choice.note}</span>}
        </li>
      ))}
    </ul>
  );
  const count = (
    <VisuallyHidden>
      <output>{isOpen ? t('search.completionCount', { count: choices.length }) : ''}</output>
    </VisuallyHidden>
  );
  return {
    press,
    /** For the field. */
    drives,
    list: (
      <>
        {list}
        {count}
      </>
    ),
  };
}
