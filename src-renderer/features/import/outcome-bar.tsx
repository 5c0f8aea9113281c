// What became of the rows, at a glance: one bar in proportion, and the four figures that add up to all rows.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { cx } from '#renderer/ui/cx.ts';
import type { Outcomes } from '#shared/api/imports.ts';
import styles from './outcome-bar.module.css';

export const outcomeNames = ['inserted', 'updated', 'unchanged', 'rejected'] as const;
export type OutcomeName = (typeof outcomeNames)[number];

export interface OutcomeBarProps {
  readonly outcomes: Outcomes;
  /** How much of the file that is, 0 to 1: the bar is then that long. */
  readonly share?: number;
  /** Figures as a choice of which rows to see; without it they are only figures. */
  readonly chosen?: OutcomeName;
  readonly onChoose?: (name: OutcomeName) => void;
}

export function OutcomeBar({ outcomes, share = 1, chosen, onChoose }: OutcomeBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isChoice = onChoose !== undefined;
  return (
    <div>
      <div className={styles['bar']} aria-hidden>
        {outcomeNames
          .filter((name) => outcomes[name] > 0)
          .map((name) => (
            <span
              key={name}
              className={cx(styles['part'], styles[name])}
              style={{ flexGrow: outcomes[name] * share }}
            />
          ))}
        {share < 1 && (
          <span className={styles['part']} style={{ flexGrow: Math.max(1, outcomes.rows) * (1 - share) }} />
        )}
      </div>
      <div className={styles['figures']} {...(isChoice && { role: 'tablist' })}>
        {outcomeNames.map((name) => {
          const figure = (
            <>
              <span className={cx(styles['number'], outcomes[name] === 0 && styles['zero'])}>
                {format.number(outcomes[name])}
              </span>
              <span className={styles['name']}>
                <span className={cx(styles['dot'], styles[name])} aria-hidden />
                {t(`import.plan.${name}`)}
              </span>
            </>
          );
          if (!isChoice) {
            return (
              <div key={name} className={styles['figure']}>
                {figure}
              </div>
            );
          }
          return (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={chosen === name}
              aria-controls="outcome-rows"
              className={cx(styles['figure'], styles['choice'])}
              onClick={() => onChoose(name)}
            >
              {figure}
            </button>
          );
        })}
      </div>
    </div>
  );
}
