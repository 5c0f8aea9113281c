// One of several, in a list that opens. For two to four choices a SegmentedControl is better.
import { Check, ChevronDown } from 'lucide-react';
import {
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import { cx } from './cx.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldTexts } from './field-parts.tsx';
import field from './field.module.css';
import popover from './popover.module.css';
import styles from './select.module.css';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly note?: string;
}

export interface SelectProps<T extends string> extends FieldTexts {
  readonly options: readonly SelectOption<T>[];
  /** null: nothing chosen yet, the placeholder shows. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  /** Without a frame, for bars of filters: "Sort: Title". */
  readonly inline?: boolean;
}

export function Select<T extends string>(props: SelectProps<T>) {
  const {
    options,
    value,
    onChange,
    placeholder = '',
    isDisabled = false,
    inline = false,
    description,
    error,
  } = props;
  const choose = (key: unknown) => {
    const option = options.find((one) => one.value === key);
    if (option) onChange(option.value);
  };
  return (
    <AriaSelect
      {...fieldProps(props)}
      value={value}
      onChange={choose}
      placeholder={placeholder}
      isDisabled={isDisabled}
      className={cx(field['field'], inline && styles['inline'])}
    >
      <FieldLabel label={props.label} hideLabel={props.hideLabel ?? false} />
      <Button className={cx(field['control'], styles['button'])}>
        <SelectValue className={cx(styles['value'])}>
          {({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}
        </SelectValue>
        <ChevronDown aria-hidden className={styles['chevron']} />
      </Button>
      <FieldNotes description={description} error={error} />
      <Popover className={cx(popover['popover'])} offset={4}>
        <ListBox items={options} className={cx(popover['list'])}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={cx(popover['item'])}>
              {({ isSelected }) => (
                <>
                  <span className={popover['text']}>
                    <Text slot="label">{option.label}</Text>
                    {option.note !== undefined && (
                      <Text slot="description" elementType="div" className={cx(popover['note'])}>
                        {option.note}
                      </Text>
                    )}
                  </span>
                  {isSelected && <Check aria-hidden className={popover['check']} />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
