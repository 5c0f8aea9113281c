// What the suggestions are made from, and whether that is being renewed. Quiet: one line, told once to a screen reader.
import { useTranslation } from 'react-i18next';
import { useStatus } from './discovery-queries.ts';

export function ModelLine() {
  const { t } = useTranslation();
  const { data } = useStatus();
  if (!data) return null;
  const { building, model } = data;
  if (model === null) return building ? t('discovery.model.first') : null;
  if (!model.complete) return t('discovery.model.incomplete', { count: model.ratings });
  if (model.ratings === 0) return t('discovery.model.noRatings');
  return t('discovery.model.ready', { count: model.ratings, people: peopleText(t, model.people) });
}

function peopleText(t: ReturnType<typeof useTranslation>['t'], count: number): string {
  return t('discovery.model.people', { count });
}
