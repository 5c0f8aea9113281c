// Adds or edits a title: the kind first, because it decides what is asked. Problems stand at their fields; a title that is
// there already is answered with the way to it.
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#renderer/data/errors.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Media, MediaDraft } from '#shared/api/catalog.ts';
import { AppError } from '#shared/errors.ts';
import { DuplicateBanner } from './duplicate-banner.tsx';
import { TitleFields } from './title-fields.tsx';
import { draftOf, problemsOf, type FormField, type Problems, type TitleForm } from './title-form.ts';

export interface TitleDialogProps {
  readonly heading: string;
  readonly subtitle?: string;
  readonly submit: string;
  readonly initial: TitleForm;
  readonly save: (draft: MediaDraft) => Promise<Media>;
  readonly onSaved: (media: Media) => void;
  readonly onClose: () => void;
}

const formId = 'title-form';

export function TitleDialog({
  heading,
  subtitle,
  submit,
  initial,
  save,
  onSaved,
  onClose,
}: TitleDialogProps) {
  const { t } = useTranslation();
  const [first] = useState(initial);
  const [form, setForm] = useState(first);
  const [touched, setTouched] = useState<ReadonlySet<FormField>>(new Set());
  const [isTried, setIsTried] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const problems = { ...problemsOf(form), ...refused(failure) };
  const count = Object.keys(problems).length;

  const change = (part: Partial<TitleForm>) => {
    setForm((before) => ({ ...before, ...part }));
    setFailure(null);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(problemsOf(form)).length > 0) {
      focusFirstProblem();
      return;
    }
    setIsSaving(true);
    setFailure(null);
    try {
      onSaved(await save(draftOf(form)));
    } catch (error) {
      setFailure(error);
    } finally {
      setIsSaving(false);
    }
  };
  const duplicate = duplicateOf(failure);
  const isOther = failure !== null && duplicate === undefined && Object.keys(refused(failure)).length === 0;

  return (
    <Dialog
      title={heading}
      {...(subtitle !== undefined && { subtitle })}
      isOpen
      onClose={onClose}
      size="medium"
      isDismissable={form === first}
      footerNote={isTried && count > 0 ? t('media.form.fix', { count }) : undefined}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={isSaving}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void send(event)}>
        <TitleFields
          form={form}
          problems={visible(problems, touched, isTried || failure !== null)}
          onChange={change}
          onTouch={(name) => setTouched((before) => new Set([...before, name]))}
          notice={
            duplicate ? (
              <DuplicateBanner
                duplicate={duplicate}
                onLeave={onClose}
                onAnother={form.disambiguator === null ? () => change({ disambiguator: '' }) : undefined}
              />
            ) : (
              isOther && <Failure error={failure} />
            )
          }
        />
      </form>
    </Dialog>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  const words = useErrorText()(error);
  return (
    <Banner tone="danger" title={words.title}>
      {words.text}
    </Banner>
  );
}

export interface Duplicate {
  readonly mediaId: number;
  readonly title: string;
  readonly isDeleted: boolean;
}

function duplicateOf(error: unknown): Duplicate | undefined {
  if (!(error instanceof AppError) || error.code !== 'conflict') return undefined;
  const { mediaId, title, deleted } = error.details ?? {};
  return typeof mediaId === 'number'
    ? { mediaId, title: text(title), isDeleted: deleted === true }
    : undefined;
}

/** What core has against a field that this window had nothing against. */
function refused(error: unknown): Problems {
  if (!(error instanceof AppError) || error.code !== 'invalid_input') return {};
  const field =
    text(error.details?.['field'])
      .replace(/^draft\./u, '')
      .split('.')[0] ?? '';
  const names: readonly string[] = [
    'title',
    'year',
    'creator',
    'genres',
    'runtime',
    'description',
    'externalIds',
    'disambiguator',
  ];
  if (!names.includes(field)) return {};
  return {
    [field]: { key: 'other', values: { reason: text(error.details?.['expected'] ?? error.message) } },
  };
}

function visible(problems: Problems, touched: ReadonlySet<FormField>, isTried: boolean): Problems {
  if (isTried) return problems;
  return Object.fromEntries(Object.entries(problems).filter(([name]) => touched.has(name as FormField)));
}

function focusFirstProblem(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${formId} [aria-invalid=true]`)?.focus());
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
