// Who made it: suggests creators of titles that the search finds by the letters typed.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { cx } from '#renderer/ui/cx.ts';
import field from '#renderer/ui/field.module.css';
import popover from '#renderer/ui/popover.module.css';

export interface CreatorFieldProps {
  readonly creator: string | undefined;
  readonly onChange: (creator: string | undefined) => void;
}

const mostSuggestions = 8;

export function CreatorField({ creator, onChange }: CreatorFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(creator ?? '');
  const suggestions = useCreators(text).map((name) => ({ id: name }));
  const choose = (name: string) => {
    setText(name);
    onChange(name.trim() === '' ? undefined : name.trim());
  };
  return (
    <ComboBox
      className={cx(field['field'])}
      items={suggestions}
      inputValue={text}
      onInputChange={(next) => (next === '' ? choose('') : setText(next))}
      selectedKey={null}
      onSelectionChange={(name) => name !== null && choose(String(name))}
      onBlur={() => choose(text)}
      allowsCustomValue
    >
      <Label className={cx(field['label'])}>{t('library.creator')}</Label>
      <div className={cx(field['control'])}>
        <Input
          className={cx(field['input'])}
          placeholder={t('library.creatorPlaceholder')}
          onKeyDown={(event) => {
            const isChoosing = event.currentTarget.getAttribute('aria-activedescendant') !== null;
            if (event.key === 'Enter' && !isChoosing) choose(text);
          }}
        />
      </div>
      <Popover className={cx(popover['popover'])} offset={4}>
        <ListBox className={cx(popover['list'])}>
          {({ id }: { readonly id: string }) => (
            <ListBoxItem id={id} textValue={id} className={cx(popover['item'])}>
              {id}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function useCreators(text: string): readonly string[] {
  const api = useApi();
  const wanted = text.trim();
  const input = { text: wanted.slice(0, 200), limit: 60 };
  const { data } = useQuery({
    queryKey: keys.catalogSearch(input),
    queryFn: () => api.call('catalog.search', input),
    enabled: wanted.length > 1,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const words = wanted.toLowerCase().split(/\s+/u);
  const fits = (name: string) => words.every((word) => name.toLowerCase().includes(word));
  const names = (data?.items ?? []).flatMap(({ creator }) =>
    creator !== null && fits(creator) ? [creator] : [],
  );
  return [...new Set(names)].slice(0, mostSuggestions);
}
