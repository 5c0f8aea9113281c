// A password, which can be shown while typing it.
import { Eye, EyeOff } from 'lucide-react';
import { useState, type Ref } from 'react';
import { Input, TextField, ToggleButton, type TextFieldProps } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldTexts } from './field-parts.tsx';
import styles from './field.module.css';

export interface PasswordFieldProps
  extends Omit<TextFieldProps, 'children' | 'className' | 'style' | 'type'>, FieldTexts {
  readonly autoComplete: 'current-password' | 'new-password';
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function PasswordField({
  label,
  hideLabel,
  description,
  error,
  inputRef,
  ...rest
}: PasswordFieldProps) {
  const { t } = useTranslation();
  const [isShown, setIsShown] = useState(false);
  const texts = { label, ...(hideLabel !== undefined && { hideLabel }), description, error };
  return (
    <TextField
      {...rest}
      {...fieldProps(texts)}
      type={isShown ? 'text' : 'password'}
      className={cx(styles['field'])}
    >
      <FieldLabel {...texts} />
      <div className={styles['control']}>
        <Input
          className={cx(styles['input'])}
          spellCheck={false}
          {...(inputRef !== undefined && { ref: inputRef })}
        />
        <span className={styles['tail']}>
          <ToggleButton
            className={cx(styles['inner'])}
            isSelected={isShown}
            onChange={setIsShown}
            aria-label={t(isShown ? 'ui.hidePassword' : 'ui.showPassword')}
          >
            {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          </ToggleButton>
        </span>
      </div>
      <FieldNotes description={description} error={error} />
    </TextField>
  );
}
