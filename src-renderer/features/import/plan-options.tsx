// What counts for all rows: what happens where something else is there, and to titles that aren't.
import { useTranslation } from 'react-i18next';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { conflictPolicies } from '#shared/api/import-fields.ts';
import type { PlanCounts } from '#shared/api/import-plans.ts';
import { useImportFlow } from './import-flow.ts';
import { usePlanActions } from './plan-actions.ts';
import styles from './plan-step.module.css';

export function PlanOptions({ counts }: { readonly counts: PlanCounts }) {
  const { t } = useTranslation();
  const { options } = useImportFlow();
  const { plan } = usePlanActions();
  if (!options || options.shape === 'catalogue') return null;
  const hasConflicts = counts.conflict > 0 || options.conflicts !== 'takeTheirs';
  return (
    <div className={styles['options']}>
      <Checkbox
        isSelected={options.addMissing}
        onChange={(addMissing) => void plan({ ...options, addMissing })}
      >
        {t('import.plan.addMissing')}
      </Checkbox>
      {hasConflicts && (
        <Select
          inline
          label={t('import.plan.conflicts')}
          value={options.conflicts}
          onChange={(conflicts) => void plan({ ...options, conflicts })}
          options={conflictPolicies.map((policy) => ({
            value: policy,
            label: t(`import.plan.policy.${policy}`),
            note: t(`import.plan.policyNote.${policy}`),
          }))}
        />
      )}
    </div>
  );
}
