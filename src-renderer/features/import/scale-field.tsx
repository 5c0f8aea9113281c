// The file's rating scale, as its owner says it: one of those that services use, or two numbers.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { ImportOptions } from '#shared/api/imports.ts';
import { commonScales, type Scale } from './mapping-rules.ts';
import styles from './mapping-step.module.css';

export interface ScaleFieldProps {
  readonly scale: ImportOptions['scale'];
  readonly onChange: (scale: ImportOptions['scale']) => void;
}

const own = 'own';

export function ScaleField({ scale, onChange }: ScaleFieldProps) {
  const { t, i18n } = useTranslation();
  const isCommon = scale !== null && commonScales.some((one) => keyOf(one) === keyOf(scale));
  const [isOwn, setIsOwn] = useState(scale !== null && !isCommon);
  const [typed, setTyped] = useState({ min: String(scale?.min ?? ''), max: String(scale?.max ?? '') });
  const number = new Intl.NumberFormat(i18n.language);
  const choose = (key: string) => {
    setIsOwn(key === own);
    onChange(commonScales.find((one) => keyOf(one) === key) ?? parse(typed));
  };
  const type = (part: Partial<typeof typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    onChange(parse(next));
  };
  return (
    <div className={styles['pair']}>
      <Select
        label={t('import.map.scale')}
        placeholder={t('import.map.scaleChoose')}
        value={isOwn ? own : scale === null ? null : keyOf(scale)}
        onChange={choose}
        options={[
          ...commonScales.map((one) => ({
            value: keyOf(one),
            label: `${number.format(one.min)}–${number.format(one.max)}`,
          })),
          { value: own, label: t('import.map.scaleOwn') },
        ]}
      />
      {isOwn && (
        <>
          <div className={styles['number']}>
            <TextField
              label={t('import.map.scaleMin')}
              value={typed.min}
              onChange={(min) => type({ min })}
              inputMode="decimal"
            />
          </div>
          <div className={styles['number']}>
            <TextField
              label={t('import.map.scaleMax')}
              value={typed.max}
              onChange={(max) => type({ max })}
              inputMode="decimal"
            />
          </div>
        </>
      )}
    </div>
  );
}

function keyOf({ min, max }: Scale): string {
  return `${min}-${max}`;
}

/** null until both are numbers; whether they are in order is told by the mapping's rules. */
function parse({ min, max }: { readonly min: string; readonly max: string }): Scale | null {
  const [low, high] = [min, max].map((text) =>
    text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')),
  );
  if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high)) return null;
  return { min: low, max: high };
}
