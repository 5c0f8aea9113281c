// Genres as chips: typing suggests those that the library has, Enter or a comma adds, Backspace in the empty field removes.
import { useState, type KeyboardEvent } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Chip } from '#renderer/ui/chip.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { FieldNotes } from '#renderer/ui/field-parts.tsx';
import field from '#renderer/ui/field.module.css';
import popover from '#renderer/ui/popover.module.css';
import styles from './genre-field.module.css';
import { useGenres } from './title-queries.ts';

export interface GenreFieldProps {
  readonly genres: readonly string[];
  readonly onChange: (genres: readonly string[]) => void;
  readonly error?: string | undefined;
}

const mostSuggestions = 8;

export function GenreField({ genres, onChange, error }: GenreFieldProps) {
  const { t } = useTranslation();
  const { data: known = [] } = useGenres();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const suggestions = known
    .filter(({ name }) => !genres.includes(name) && name.toLowerCase().includes(wanted))
    .slice(0, mostSuggestions)
    .map(({ name }) => ({ id: name }));

  const add = (typed: string) => {
    const names = typed
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const fresh = names
      .map((name) => known.find((one) => one.name.toLowerCase() === name.toLowerCase())?.name ?? name)
      .filter((name) => !genres.includes(name));
    if (fresh.length > 0) onChange([...genres, ...new Set(fresh)]);
    setText('');
  };
  const type = (next: string) => (next.includes(',') ? add(next) : setText(next));
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const isChoosing = event.currentTarget.getAttribute('aria-activedescendant') !== null;
    if (event.key === 'Enter' && text.trim() !== '' && !isChoosing) {
      event.preventDefault();
      add(text);
    }
    if (event.key === 'Backspace' && text === '' && genres.length > 0) onChange(genres.slice(0, -1));
  };

  return (
    <ComboBox
      className={cx(field['field'])}
      items={suggestions}
      inputValue={text}
      onInputChange={type}
      selectedKey={null}
      onSelectionChange={(name) => name !== null && add(String(name))}
      onBlur={() => text.trim() !== '' && add(text)}
      allowsCustomValue
      menuTrigger="input"
      isInvalid={error !== undefined}
    >
      <Label className={cx(field['label'])}>{t('media.form.genres')}</Label>
      <div className={cx(field['control'], styles['control'])}>
        {genres.map((name) => (
          <Chip
            key={name}
            onRemove={() => onChange(genres.filter((other) => other !== name))}
            removeLabel={t('media.form.removeGenre', { genre: name })}
          >
            {name}
          </Chip>
        ))}
        <Input
          className={cx(field['input'], styles['input'])}
          placeholder={genres.length === 0 ? t('media.form.genresPlaceholder') : ''}
          onKeyDown={press}
        />
      </div>
      <FieldNotes description={t('media.form.genresHelp')} error={error} />
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
