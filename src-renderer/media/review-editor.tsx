// The own review: read when it is saved, written in place. Saves only when told to (Ctrl/⌘ Enter), and loses nothing that
// was typed: see review-drafts.ts.
import { Pencil, Trash2 } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import { useReviewEditing, type ReviewEditing } from './review-actions.ts';
import { useRecalledDraft } from './review-drafts.ts';
import styles from './review-editor.module.css';
import { useMyReview } from './title-queries.ts';

export interface ReviewEditorProps {
  readonly media: MediaSummary;
}

const longestReview = 20_000;

export function ReviewEditor({ media }: ReviewEditorProps) {
  const { t } = useTranslation();
  const { data: saved = null, isPending } = useMyReview(media.id);
  const isRecalled = useRecalledDraft(media.id);
  const editing = useReviewEditing(media, saved);
  const [isOpen, setIsOpen] = useState(false);
  const format = useFormat();
  if (isPending || !isRecalled) return null;

  const isWriting = isOpen || editing.isChanged || saved?.body === null || saved === null;
  return (
    <section className={styles['review']} aria-labelledby={`review-${media.id}`}>
      <header className={styles['header']}>
        <h2 id={`review-${media.id}`} className={styles['heading']}>
          {t('media.review.heading')}
        </h2>
        {!isWriting && (
          <>
            <span className={styles['when']}>
              {t('media.review.savedOn', { when: format.ago(saved.updatedAt) })}
            </span>
            <IconButton label={t('media.edit')} icon={<Pencil />} onPress={() => setIsOpen(true)} />
            <IconButton
              label={t('media.review.remove')}
              icon={<Trash2 />}
              tone="danger"
              onPress={() => void editing.remove()}
            />
          </>
        )}
      </header>
      {isWriting ? (
        <Writing editing={editing} isFocused={isOpen} onDone={() => setIsOpen(false)} />
      ) : (
        <p className={styles['text']} dir="auto">
          {saved.body}
        </p>
      )}
      {!isWriting && saved.spoiler && <p className={styles['spoiler']}>{t('media.review.spoiler')}</p>}
    </section>
  );
}

interface WritingProps {
  readonly editing: ReviewEditing;
  readonly isFocused: boolean;
  readonly onDone: () => void;
}

function Writing({ editing, isFocused, onDone }: WritingProps) {
  const { t } = useTranslation();
  const { draft, isChanged, isSaving, change } = editing;
  const area = useRef<HTMLDivElement>(null);
  const excess = draft.body.length - longestReview;
  const isInUse = isChanged || isFocused || draft.body !== '';

  const save = async () => {
    if (!isChanged || excess > 0 || isSaving) return;
    if (await editing.save()) onDone();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
  };
  const discard = () => {
    editing.discard();
    onDone();
  };

  return (
    <div ref={area} className={styles['writing']}>
      <TextArea
        label={t('media.review.heading')}
        hideLabel
        placeholder={t('media.review.placeholder')}
        value={draft.body}
        onChange={(body) => change({ body })}
        onKeyDown={press}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field appears because the person asked to edit
        autoFocus={isFocused}
        error={excess > 0 ? t('media.review.tooLong', { count: excess, most: longestReview }) : undefined}
      />
      {isInUse && (
        <div className={styles['bar']}>
          <Checkbox isSelected={draft.spoiler} onChange={(spoiler) => change({ spoiler })}>
            {t('media.review.spoiler')}
          </Checkbox>
          <output className={styles['state']}>{isChanged ? t('media.review.unsaved') : ''}</output>
          {(isChanged || isFocused) && (
            <Button variant="quiet" onPress={discard}>
              {isChanged ? t('media.review.discard') : t('ui.cancel')}
            </Button>
          )}
          <Button
            variant="primary"
            onPress={() => void save()}
            isPending={isSaving}
            isDisabled={!isChanged || excess > 0}
          >
            {t('media.review.save')}
            <Kbd keys={['Mod', 'Enter']} onInverse />
          </Button>
        </div>
      )}
    </div>
  );
}
