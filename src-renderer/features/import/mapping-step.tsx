// The second step: what was recognised, what each row is about, and what each column becomes. Says in words what is still
// missing before the button works.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { ImportOptions, Inspection } from '#shared/api/imports.ts';
import { withShape } from '#shared/domain/import-shape.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { datesOfTable } from '#shared/domain/table-dates.ts';
import { DateOrderField } from './date-order-field.tsx';
import { useImportActions } from './import-actions.ts';
import { useImportError } from './import-errors.ts';
import { useImportFlow } from './import-flow.ts';
import { MappingTable } from './mapping-table.tsx';
import { fieldsOf, isOwnScale, missingOf, tableShapes } from './mapping-rules.ts';
import styles from './mapping-step.module.css';
import { ScaleField } from './scale-field.tsx';
import { SetStep, type SetStepProps } from './set-step.tsx';
import { WhereField } from './where-field.tsx';

export function MappingStep() {
  const { t } = useTranslation();
  const { inspection, options, waiting, error } = useImportFlow();
  if (!inspection || !options) return null;
  const { found } = inspection;
  return (
    <>
      {found === null ? (
        <Mapping inspection={inspection} options={options} error={error} />
      ) : (
        <FoundSet inspection={inspection} found={found} options={options} error={error} />
      )}
      {waiting.length > 0 && (
        <p className={styles['file']}>
          {t('import.map.waiting', { names: waiting.map(({ name }) => name).join(', ') })}
        </p>
      )}
    </>
  );
}

function FoundSet({ error, ...props }: SetStepProps & { readonly error: unknown }) {
  const describe = useImportError();
  const failure = error === null ? null : describe(error, props.inspection.name);
  return (
    <>
      {failure && (
        <Banner tone="danger" title={failure.title}>
          {failure.text}
        </Banner>
      )}
      <SetStep {...props} />
    </>
  );
}

interface MappingProps {
  readonly inspection: Inspection;
  readonly options: ImportOptions;
  readonly error: unknown;
}

function Mapping({ inspection, options, error }: MappingProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { change, forgetMapping } = useImportActions();
  const describe = useImportError();
  const failure = error === null ? null : describe(error, inspection.name);
  const { shape, kind, mapping } = options;
  const put = (part: Partial<ImportOptions>) => change({ ...options, ...part });
  const presetKey = `import.map.preset.${inspection.preset ?? ''}`;
  const preset = i18n.exists(presetKey) ? t(presetKey) : inspection.preset;
  return (
    <>
      {failure && (
        <Banner tone="danger" title={failure.title}>
          {failure.text}
        </Banner>
      )}
      <div>
        <p className={styles['recognised']}>
          {inspection.preset === null ? t('import.map.unknown') : t('import.map.recognised', { preset })}
        </p>
        {inspection.remembered && (
          <p className={styles['file']}>
            {t('import.map.remembered')}{' '}
            <Button variant="quiet" onPress={() => void forgetMapping()}>
              {t('import.map.forget')}
            </Button>
          </p>
        )}
        <p className={styles['file']}>
          {t('import.map.file', {
            encoding: inspection.encoding.toUpperCase(),
            delimiter: t(`import.map.delimiter.${inspection.delimiter}`),
            size: format.bytes(inspection.size),
          })}
        </p>
      </div>
      <div className={styles['options']}>
        <Labelled label={t('import.map.shape')}>
          <SegmentedControl
            label={t('import.map.shape')}
            value={shape === 'entries' ? 'reviews' : shape}
            onChange={(next) => change(withShape(options, next))}
            segments={tableShapes.map((one) => ({ value: one, label: t(`import.map.${one}`) }))}
          />
        </Labelled>
        {mapping.title !== undefined && (
          <Select
            label={t('import.map.kind')}
            value={kind}
            placeholder={mapping.kind ?? t('import.map.kindChoose')}
            onChange={(next) => put({ kind: next })}
            options={mediaKinds.map((one) => ({ value: one, label: t(`media.kinds.${one}`) }))}
            {...(mapping.kind !== undefined && { description: t('import.map.kindNote') })}
          />
        )}
        {fieldsOf(shape).includes('rating') &&
          mapping.rating !== undefined &&
          !(options.scale === null && isOwnScale(options, inspection.preset)) && (
            <ScaleField scale={options.scale} onChange={(scale) => put({ scale })} />
          )}
        {['unknown', 'unseen'].includes(datesOfTable(options, inspection)) && (
          <DateOrderField
            order={options.reading.dateOrder}
            onChange={(dateOrder) => put({ reading: { ...options.reading, dateOrder } })}
          />
        )}
      </div>
      <MappingTable inspection={inspection} options={options} onChange={change} />
      <div className={styles['options']}>
        <WhereField inspection={inspection} where={options.where} onChange={(where) => put({ where })} />
        {shape !== 'catalogue' && mapping.title !== undefined && (
          <div className={styles['check']}>
            <Checkbox
              isSelected={options.addMissing}
              onChange={(addMissing) => put({ addMissing })}
              note={t('import.map.addMissingNote')}
            >
              {t('import.map.addMissing')}
            </Checkbox>
          </div>
        )}
      </div>
    </>
  );
}

export function MappingFooter() {
  const { t } = useTranslation();
  const { plan, backTo } = useImportActions();
  const { options, inspection } = useImportFlow();
  const [first] = options && inspection ? missingOf(options, inspection) : [];
  return (
    <>
      <output className={styles['missing']}>
        {first && t(`import.missing.${first.key}`, first.values ?? {})}
      </output>
      <Button onPress={() => backTo('choose')}>{t('import.map.back')}</Button>
      <Button variant="primary" isDisabled={first !== undefined} onPress={() => void plan()}>
        {t('import.map.next')}
      </Button>
    </>
  );
}

/** A label over a group of choices, which names itself. */
function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles['labelled']}>
      <span className={styles['label']} aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}
