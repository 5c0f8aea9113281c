// One of several, as chips that wrap: a radio group for assistive technology, arrows move the choice.
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { cx } from '#renderer/ui/cx.ts';
import styles from './choice-row.module.css';

export interface ChoiceRowProps<T extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function ChoiceRow<T extends string>({ label, choices, value, onChange }: ChoiceRowProps<T>) {
  const choose = (key: string) => {
    const choice = choices.find((one) => one.value === key);
    if (choice) onChange(choice.value);
  };
  return (
    <RadioGroup value={value} onChange={choose} orientation="horizontal" className={cx(styles['group'])}>
      <Label className={cx(styles['label'])}>{label}</Label>
      <div className={styles['choices']}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className={cx(styles['choice'])}>
            {choice.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
