// Where in the four steps one is: drawn for the eye, said in one sentence for everyone else.
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '#renderer/ui/cx.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { useImportFlow, type ImportStep } from './import-flow.ts';
import styles from './import-dialog.module.css';

const steps: readonly ImportStep[] = ['choose', 'map', 'plan', 'apply'];

export function StepLine({ step, isOver }: { readonly step: ImportStep; readonly isOver: boolean }) {
  const { t } = useTranslation();
  const isSet = useImportFlow(({ inspection }) => inspection !== null && inspection.found !== null);
  const nameOf = (one: ImportStep) =>
    one === 'map' && isSet ? t('import.step.set') : t(`import.step.${one}`);
  const at = steps.indexOf(step);
  const name = nameOf(step);
  return (
    <>
      <VisuallyHidden>{t('import.stepOf', { at: at + 1, all: steps.length, name })}</VisuallyHidden>
      <span className={styles['steps']} aria-hidden>
        {steps.map((one, index) => (
          <span key={one} className={cx(styles['step'], index === at && styles['current'])}>
            {(index < at || (index === at && isOver)) && <Check />}
            {nameOf(one)}
          </span>
        ))}
      </span>
    </>
  );
}
