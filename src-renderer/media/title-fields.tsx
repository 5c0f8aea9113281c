// The fields of a title, as its kind asks for them.
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { externalSources } from '#shared/api/catalog.ts';
import { kindTable, mediaKinds } from '#shared/domain/media-kind.ts';
import type { ReactNode } from 'react';
import { GenreField } from './genre-field.tsx';
import { sourceNames } from './source-names.ts';
import styles from './title-fields.module.css';
import type { FormField, Problems, TitleForm } from './title-form.ts';

export interface TitleFieldsProps {
  readonly form: TitleForm;
  readonly problems: Problems;
  readonly onChange: (part: Partial<TitleForm>) => void;
  readonly onTouch: (field: FormField) => void;
  readonly notice: ReactNode;
}

export function TitleFields({ form, problems, onChange, onTouch, notice }: TitleFieldsProps) {
  const { t } = useTranslation();
  const rules = kindTable[form.kind];
  const error = (field: FormField) => {
    const problem = problems[field];
    return problem && t(`media.form.problem.${problem.key}`, problem.values ?? {});
  };
  const filledIds = Object.values(form.externalIds).filter((value) => value !== '').length;
  return (
    <div className={styles['fields']}>
      {notice}
      <SegmentedControl
        label={t('media.form.kind')}
        value={form.kind}
        onChange={(kind) => onChange({ kind })}
        segments={mediaKinds.map((kind) => ({ value: kind, label: t(`media.kind.${kind}`) }))}
      />
      <div className={styles['first']}>
        <TextField
          label={t('media.form.title')}
          value={form.title}
          onChange={(title) => onChange({ title })}
          onBlur={() => form.title !== '' && onTouch('title')}
          error={error('title')}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is there for this field
          autoFocus
        />
        <TextField
          label={t('media.form.year')}
          value={form.year}
          onChange={(year) => onChange({ year })}
          onBlur={() => onTouch('year')}
          inputMode="numeric"
          error={error('year')}
        />
      </div>
      <div className={styles['first']}>
        <TextField
          label={t(`media.maker.${rules.creatorLabel}`)}
          value={form.creator}
          onChange={(creator) => onChange({ creator })}
          onBlur={() => form.creator !== '' && onTouch('creator')}
          error={error('creator')}
        />
        <TextField
          label={t('media.form.runtime')}
          description={t(`media.form.runtimeHelp.${form.kind}`)}
          value={form.runtime}
          onChange={(runtime) => onChange({ runtime })}
          onBlur={() => onTouch('runtime')}
          inputMode="numeric"
          error={error('runtime')}
        />
      </div>
      <GenreField genres={form.genres} onChange={(genres) => onChange({ genres })} error={error('genres')} />
      <TextArea
        label={t('media.form.description')}
        value={form.description}
        onChange={(description) => onChange({ description })}
        onBlur={() => onTouch('description')}
        error={error('description')}
      />
      <details className={styles['more']} open={filledIds > 0 || problems.externalIds !== undefined}>
        <summary>
          <ChevronRight aria-hidden />
          {t('media.form.externalIds')}
        </summary>
        <p className={styles['help']}>{t('media.form.externalIdsHelp')}</p>
        <div className={styles['ids']}>
          {externalSources.map((source) => (
            <TextField
              key={source}
              label={sourceNames[source]}
              aria-label={t('media.form.externalIdName', { source: sourceNames[source] })}
              value={form.externalIds[source] ?? ''}
              onChange={(value) => onChange({ externalIds: { ...form.externalIds, [source]: value } })}
            />
          ))}
        </div>
        {problems.externalIds && <p className={styles['problem']}>{error('externalIds')}</p>}
      </details>
      <Checkbox
        isSelected={form.disambiguator !== null}
        onChange={(isAnother) => onChange({ disambiguator: isAnother ? '' : null })}
      >
        {t('media.form.another')}
      </Checkbox>
      {form.disambiguator !== null && (
        <TextField
          label={t('media.form.anotherLabel')}
          description={t('media.form.anotherHelp')}
          value={form.disambiguator}
          onChange={(disambiguator) => onChange({ disambiguator })}
          error={error('disambiguator')}
        />
      )}
    </div>
  );
}
