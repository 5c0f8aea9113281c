// Words as chips: typing suggests those that are in use, Enter or a comma adds, Backspace in the empty field removes.
import { useState, type KeyboardEvent } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { Chip } from './chip.tsx';
import styles from './chips-field.module.css';
import { cx } from './cx.ts';
import { FieldNotes } from './field-parts.tsx';
import field from './field.module.css';
import popover from './popover.module.css';

export interface ChipsFieldProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  /** What is in use, the likeliest first; its spelling wins over what is typed. */
  readonly known: readonly string[];
  readonly placeholder: string;
  readonly description: string;
  readonly removeLabel: (value: string) => string;
  readonly error?: string | undefined;
}

const mostSuggestions = 8;

export function ChipsField(props: ChipsFieldProps) {
  const { label, values, onChange, known, placeholder, description, removeLabel, error } = props;
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const suggestions = known
    .filter((value) => !values.includes(value) && value.toLowerCase().includes(wanted))
    .slice(0, mostSuggestions)
    .map((value) => ({ id: value }));

  const add = (typed: string) => {
    const names = typed
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const fresh = names
      .map((name) => known.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name)
      .filter((name) => !values.includes(name));
    if (fresh.length > 0) onChange([...values, ...new Set(fresh)]);
    setText('');
  };
  const type = (next: string) => (next.includes(',') ? add(next) : setText(next));
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const isChoosing = event.currentTarget.getAttribute('aria-activedescendant') !== null;
    if (event.key === 'Enter' && text.trim() !== '' && !isChoosing) {
      event.preventDefault();
      add(text);
    }
    if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1));
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
      <Label className={cx(field['label'])}>{label}</Label>
      <div className={cx(field['control'], styles['control'])}>
        {values.map((value) => (
          <Chip
            key={value}
            onRemove={() => onChange(values.filter((other) => other !== value))}
            removeLabel={removeLabel(value)}
          >
            {value}
          </Chip>
        ))}
        <Input
          className={cx(field['input'], styles['input'])}
          placeholder={values.length === 0 ? placeholder : ''}
          onKeyDown={press}
        />
      </div>
      <FieldNotes description={description} error={error} />
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
