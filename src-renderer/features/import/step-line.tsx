// Where in the four steps one is.
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ImportStep } from './import-flow.ts';
import styles from './import-dialog.module.css';

const steps: readonly ImportStep[] = ['choose', 'map', 'plan', 'apply'];

export function StepLine({ step, isOver }: { readonly step: ImportStep; readonly isOver: boolean }) {
  const { t } = useTranslation();
  const at = steps.indexOf(step);
  return (
    <ol className={styles['steps']} aria-label={t('import.steps')}>
      {steps.map((one, index) => (
        <li key={one} {...(index === at && { 'aria-current': 'step' })}>
          {(index < at || (index === at && isOver)) && <Check aria-hidden />}
          {t(`import.step.${one}`)}
        </li>
      ))}
    </ol>
  );
}
