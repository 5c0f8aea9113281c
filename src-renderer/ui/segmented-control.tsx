// One of two to four, all in view. A radio group for assistive technology; arrows move the choice.
import type { ReactNode } from 'react';
import { Radio, RadioGroup, SelectionIndicator } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './segmented-control.module.css';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: ReactNode;
}

export interface SegmentedControlProps<T extends string> {
  /** The group's name; not shown. */
  readonly label: string;
  readonly segments: readonly Segment<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Icons without words; the words become names. */
  readonly iconsOnly?: boolean;
  readonly isDisabled?: boolean;
}

export function SegmentedControl<T extends string>(props: SegmentedControlProps<T>) {
  const { label, segments, value, onChange, iconsOnly = false, isDisabled = false } = props;
  const choose = (key: string) => {
    const segment = segments.find((one) => one.value === key);
    if (segment) onChange(segment.value);
  };
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onChange={choose}
      isDisabled={isDisabled}
      orientation="horizontal"
      className={cx(styles['group'])}
    >
      {segments.map((segment) => (
        <Radio
          key={segment.value}
          value={segment.value}
          className={cx(styles['segment'])}
          {...(iconsOnly && { 'aria-label': segment.label })}
        >
          {({ isSelected }) => (
            <>
              <SelectionIndicator isSelected={isSelected} className={cx(styles['thumb'])} />
              <span className={styles['content']}>
                {segment.icon !== undefined && (
                  <span className={styles['icon']} aria-hidden>
                    {segment.icon}
                  </span>
                )}
                {!iconsOnly && segment.label}
              </span>
            </>
          )}
        </Radio>
      ))}
    </RadioGroup>
  );
}
