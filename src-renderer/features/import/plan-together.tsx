// What can be said of all rows of a list at once, as it is filtered.
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#renderer/ui/menu.tsx';
import { settleRules, type PlanCounts, type PlanList, type SettleRule } from '#shared/api/import-plans.ts';
import { usePlanActions } from './plan-actions.ts';

export interface PlanTogetherProps {
  readonly list: PlanList;
  readonly text: string;
  readonly counts: PlanCounts;
  /** What a rule did, in words. */
  readonly onTold: (told: string) => void;
}

export function PlanTogether({ list, text, counts, onTold }: PlanTogetherProps) {
  const { t } = useTranslation();
  const { choose, settle } = usePlanActions();
  const count = counts[list];
  if (count === 0 || list === 'refused') return null;
  if (list === 'ambiguous') {
    const rule = async (name: SettleRule) => {
      const settled = await settle(name);
      if (settled) onTold(t('import.plan.ruleSettled', { count: settled.settled, left: settled.left }));
    };
    return (
      <Menu
        label={t('import.plan.settleAll')}
        trigger={
          <Button icon={<ChevronDown />} isDisabled={counts.unsettled === 0}>
            {t('import.plan.settleAll')}
          </Button>
        }
      >
        {settleRules.map((name) => (
          <MenuItem key={name} onAction={() => void rule(name)}>
            {t(`import.plan.rule.${name}`)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onAction={() => void choose({ list, text }, null)}>{t('import.plan.takeAllBack')}</MenuItem>
      </Menu>
    );
  }
  const isOut = list === 'skipped';
  return (
    <Button variant="quiet" onPress={() => void choose({ list, text }, isOut ? null : { action: 'skip' })}>
      {t(
        isOut
          ? 'import.plan.takeAllBack'
          : text === ''
            ? 'import.plan.leaveAllOut'
            : 'import.plan.leaveFoundOut',
      )}
    </Button>
  );
}
