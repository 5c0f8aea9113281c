// What became of the rows as one line that adds up: "1,204 rows = 1,200 new + 4 refused."
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcomes } from '#shared/api/imports.ts';
import { outcomeNames } from './outcome-bar.tsx';

export function useSum(): (outcomes: Outcomes) => string {
  const { t } = useTranslation();
  return useCallback(
    (outcomes: Outcomes) => {
      const rows = t('import.report.rows', { count: outcomes.rows });
      const parts = outcomeNames
        .filter((name) => outcomes[name] > 0)
        .map((name) => t(`import.report.part.${name}`, { count: outcomes[name] }));
      return parts.length === 0 ? `${rows}.` : `${rows} = ${parts.join(' + ')}.`;
    },
    [t],
  );
}
