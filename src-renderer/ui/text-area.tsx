// Text of several lines, set for reading; grows with what is written.
import { TextArea as AriaTextArea, TextField, type TextFieldProps } from 'react-aria-components';
import { cx } from './cx.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldTexts } from './field-parts.tsx';
import styles from './field.module.css';

export interface TextAreaProps extends Omit<TextFieldProps, 'children' | 'className' | 'style'>, FieldTexts {
  readonly placeholder?: string;
}

export function TextArea({ label, hideLabel, description, error, placeholder, ...rest }: TextAreaProps) {
  const texts = { label, ...(hideLabel !== undefined && { hideLabel }), description, error };
  return (
    <TextField {...rest} {...fieldProps(texts)} className={cx(styles['field'])}>
      <FieldLabel {...texts} />
      <div className={styles['control']}>
        <AriaTextArea
          dir="auto"
          className={cx(styles['input'], styles['area'])}
          {...(placeholder !== undefined && { placeholder })}
        />
      </div>
      <FieldNotes description={description} error={error} />
    </TextField>
  );
}
