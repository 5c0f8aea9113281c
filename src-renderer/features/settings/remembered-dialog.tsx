// The decisions and mappings that imports remember, listed: one or all of them forgotten.
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision, KeptMapping, NamedTitle } from '#shared/api/import-plans.ts';
import { externalSources, type ExternalSource } from '#shared/api/catalog.ts';
import { useFormat } from '#renderer/data/format.ts';
import { sourceNames } from '#renderer/media/source-names.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import styles from './remembered-dialog.module.css';
import { useDecisions, useForget, useMappings } from './remembered-query.ts';

export function RememberedDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const decisions = useDecisions();
  const { data: mappings } = useMappings();
  const forget = useForget();
  const found = decisions.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = decisions.data !== undefined && found.length === 0 && mappings?.length === 0;
  return (
    <Dialog
      title={t('settings.remembered.name')}
      subtitle={t('settings.remembered.text')}
      isOpen
      onClose={onClose}
      size="medium"
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('settings.export.close')}
        </Button>
      }
    >
      <div className={styles['parts']}>
        {isEmpty && <p className={styles['muted']}>{t('settings.remembered.none')}</p>}
        {found.length > 0 && (
          <Part
            title={t('settings.remembered.decisionsTitle')}
            onForgetAll={() => void forget({ what: 'decisions' })}
          >
            {found.map((decision) => (
              <DecisionRow key={`${decision.source} ${decision.key}`} decision={decision} />
            ))}
          </Part>
        )}
        {decisions.hasNextPage && (
          <Button
            variant="quiet"
            isPending={decisions.isFetchingNextPage}
            onPress={() => void decisions.fetchNextPage()}
          >
            {t('settings.remembered.more')}
          </Button>
        )}
        {mappings && mappings.length > 0 && (
          <Part
            title={t('settings.remembered.mappingsTitle')}
            onForgetAll={() => void forget({ what: 'mappings' })}
          >
            {mappings.map((mapping) => (
              <MappingRow key={mapping.key} mapping={mapping} />
            ))}
          </Part>
        )}
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly title: string;
  readonly onForgetAll: () => void;
  readonly children: ReactNode;
}

function Part({ title, onForgetAll, children }: PartProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={title}>
      <div className={styles['head']}>
        <h3 className={styles['title']}>{title}</h3>
        <Button variant="quiet" onPress={onForgetAll}>
          {t('settings.remembered.forgetAll')}
        </Button>
      </div>
      <ul className={styles['list']}>{children}</ul>
    </section>
  );
}

function DecisionRow({ decision }: { readonly decision: Decision }) {
  const { t } = useTranslation();
  const format = useFormat();
  const forget = useForget();
  const { source, key, named, action, title, decidedAt } = decision;
  const name = nameOf(named);
  return (
    <li className={styles['row']}>
      <div className={styles['words']}>
        <p className={styles['said']}>
          <bdi>{name}</bdi>
          <ArrowRight aria-hidden />
          <VisuallyHidden>{t('settings.remembered.becomes')}</VisuallyHidden>
          <bdi className={styles['to']}>
            {title === null ? t(`settings.remembered.action.${action}`) : nameOf({ ...title, ids: [] })}
          </bdi>
        </p>
        <p className={styles['muted']}>
          {t('settings.remembered.of', {
            source: t(`settings.remembered.source.${source}`, { defaultValue: sourceLabel(source) }),
            when: format.date(decidedAt),
          })}
        </p>
      </div>
      <Button
        variant="quiet"
        aria-label={t('settings.remembered.forgetOf', { name })}
        onPress={() => void forget({ what: 'decisions', source, key })}
      >
        {t('settings.remembered.forget')}
      </Button>
    </li>
  );
}

function MappingRow({ mapping }: { readonly mapping: KeptMapping }) {
  const { t } = useTranslation();
  const format = useFormat();
  const forget = useForget();
  const { key, columns, shape, usedAt } = mapping;
  const fieldName = (field: string) =>
    isSource(field) ? sourceNames[field] : t(`import.field.${field}`, { defaultValue: field });
  const names = columns.map(({ column }) => column).join(', ');
  return (
    <li className={styles['row']}>
      <div className={styles['words']}>
        <p className={styles['columns']}>
          {columns.map(({ column, field }) => (
            <span key={field} className={styles['said']}>
              <bdi>{column}</bdi>
              <ArrowRight aria-hidden />
              <VisuallyHidden>{t('settings.remembered.becomes')}</VisuallyHidden>
              <span className={styles['to']}>{fieldName(field)}</span>
            </span>
          ))}
        </p>
        <p className={styles['muted']}>
          {t('settings.remembered.of', {
            source: t(`settings.remembered.source.${shape}`, { defaultValue: shape }),
            when: format.date(usedAt),
          })}
        </p>
      </div>
      <Button
        variant="quiet"
        aria-label={t('settings.remembered.forgetOf', { name: names })}
        onPress={() => void forget({ what: 'mappings', key })}
      >
        {t('settings.remembered.forget')}
      </Button>
    </li>
  );
}

function nameOf({ title, year, ids }: Pick<NamedTitle, 'title' | 'year' | 'ids'>): string {
  if (title === null) return ids.map(([source, id]) => `${sourceLabel(source)} ${id}`).join(', ');
  return year === null ? title : `${title} (${year})`;
}

function sourceLabel(source: string): string {
  return isSource(source) ? sourceNames[source] : source;
}

function isSource(name: string): name is ExternalSource {
  return (externalSources as readonly string[]).includes(name);
}
