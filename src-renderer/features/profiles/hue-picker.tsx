// The colour of a person's avatar, from eight that sit well together.
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { hues, nearestHue } from '#renderer/data/hues.ts';
import styles from './hue-picker.module.css';

export interface HuePickerProps {
  readonly hue: number;
  readonly onChange: (hue: number) => void;
}

export function HuePicker({ hue, onChange }: HuePickerProps) {
  const { t } = useTranslation();
  return (
    <RadioGroup
      orientation="horizontal"
      className={cx(styles['picker'])}
      value={String(nearestHue(hue))}
      onChange={(value) => onChange(Number(value))}
    >
      <Label className={cx(styles['label'])}>{t('profiles.colour')}</Label>
      <div className={styles['row']}>
        {hues.map((one) => (
          <Radio
            key={one.name}
            value={String(one.hue)}
            className={cx(styles['swatch'])}
            aria-label={t(`profiles.colourNames.${one.name}`)}
          >
            <Avatar name=" " hue={one.hue} size={24} />
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
