// One line of text.
import type { Ref } from 'react';
import {
  Input,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { cx } from './cx.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldTexts } from './field-parts.tsx';
import styles from './field.module.css';

export interface TextFieldProps
  extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style'>, FieldTexts {
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  hideLabel,
  description,
  error,
  placeholder,
  inputRef,
  ...rest
}: TextFieldProps) {
  const texts = { label, ...(hideLabel !== undefined && { hideLabel }), description, error };
  return (
    <AriaTextField {...rest} {...fieldProps(texts)} className={cx(styles['field'])}>
      <FieldLabel {...texts} />
      <div className={styles['control']}>
        <Input
          className={cx(styles['input'])}
          {...(placeholder !== undefined && { placeholder })}
          {...(inputRef !== undefined && { ref: inputRef })}
        />
      </div>
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}
