// A field to search or filter with: Escape or the cross empties it.
import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import {
  Button,
  Input,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { FieldLabel, fieldProps } from './field-parts.tsx';
import styles from './field.module.css';
import { Kbd } from './kbd.tsx';

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly placeholder?: string;
  /** The shortcut that brings the focus here, shown while the field is empty. */
  readonly keys?: readonly string[];
  readonly inputRef?: Ref<HTMLInputElement>;
  /** The list of choices that the field drives: its id, and that of the chosen one while the list is open. */
  readonly drives?: { readonly list: string; readonly active: string | undefined };
}

export function SearchField({
  label,
  hideLabel = true,
  placeholder,
  keys,
  inputRef,
  drives,
  ...rest
}: SearchFieldProps) {
  const { t } = useTranslation();
  const texts = { label, hideLabel };
  const { isInvalid: _valid, ...name } = fieldProps(texts);
  return (
    <AriaSearchField {...rest} {...name} className={cx(styles['field'])}>
      {({ isEmpty }) => (
        <>
          <FieldLabel {...texts} />
          <div className={styles['control']}>
            <span className={styles['lead']} aria-hidden>
              <Search />
            </span>
            <Input
              className={cx(styles['input'])}
              {...(placeholder !== undefined && { placeholder })}
              {...(inputRef !== undefined && { ref: inputRef })}
              {...(drives && {
                role: 'combobox',
                'aria-autocomplete': 'list' as const,
                'aria-expanded': drives.active !== undefined,
                'aria-controls': drives.list,
                'aria-activedescendant': drives.active,
              })}
            />
            <span className={styles['tail']}>
              {isEmpty && keys && (
                <span className={styles['hint']} aria-hidden>
                  <Kbd keys={keys} />
                </span>
              )}
              {!isEmpty && (
                <Button className={cx(styles['inner'])} aria-label={t('ui.clear')}>
                  <X aria-hidden />
                </Button>
              )}
            </span>
          </div>
        </>
      )}
    </AriaSearchField>
  );
}
