// The label, help and error that all fields share. An error is shown in place of the help and always with an icon.
import { CircleAlert } from 'lucide-react';
import { FieldError, Label, Text } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './field.module.css';

export interface FieldTexts {
  readonly label: string;
  /** The label stays the field's name but isn't shown. */
  readonly hideLabel?: boolean;
  readonly description?: string | undefined;
  readonly error?: string | undefined;
}

export function FieldLabel({ label, hideLabel = false }: FieldTexts) {
  return hideLabel ? null : <Label className={cx(styles['label'])}>{label}</Label>;
}

export function FieldNotes({ description, error }: Omit<FieldTexts, 'label'>) {
  return (
    <>
      {description !== undefined && error === undefined && (
        <Text slot="description" className={cx(styles['help'])}>
          {description}
        </Text>
      )}
      {error !== undefined && (
        <FieldError className={cx(styles['error'])}>
          <CircleAlert aria-hidden />
          <span>{error}</span>
        </FieldError>
      )}
    </>
  );
}

/** The props that tell react-aria the name and the validity. */
export function fieldProps({ label, hideLabel = false, error }: FieldTexts) {
  return { ...(hideLabel && { 'aria-label': label }), isInvalid: error !== undefined };
}
