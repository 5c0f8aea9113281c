// The dialogs over plays: logging a title, and changing a play that is there.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorLine } from '#renderer/data/errors.ts';
import { today } from '#renderer/data/play-date.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Media } from '#shared/api/catalog.ts';
import type { Play, ShowProgress } from '#shared/api/diary.ts';
import type { MediaReference } from '#shared/api/reviews.ts';
import { kindTable } from '#shared/domain/media-kind.ts';
import { useTitleHistory } from './diary-queries.ts';
import { PlayFields } from './play-fields.tsx';
import { usePlayActions } from './play-actions.ts';
import { draftOf, editInput, formOfPlay, logInput, problemsOf, type PlayForm } from './play-form.ts';
import { useTitle } from './title-queries.ts';

export interface LogDialogProps {
  readonly media: MediaReference;
  readonly onClose: () => void;
}

export interface PlayDialogProps {
  readonly play: Play;
  readonly onClose: () => void;
}

export function LogDialog({ media, onClose }: LogDialogProps) {
  const { t } = useTranslation();
  const { log } = usePlayActions();
  const { data: title } = useTitle(media.id);
  const { data: history } = useTitleHistory(media.id);
  // What is known of the title decides how the form begins.
  if (!title || !history) return null;
  return (
    <Form
      heading={t('media.play.log')}
      submit={t('media.play.submitLog')}
      media={media}
      title={title}
      progress={history.progress}
      initial={beginning(title, history.progress, history.total)}
      isOne={false}
      save={(form) => log(media, logInput(form))}
      onClose={onClose}
    />
  );
}

export function PlayDialog({ play, onClose }: PlayDialogProps) {
  const { t } = useTranslation();
  const { edit, remove } = usePlayActions();
  const { data: title } = useTitle(play.media.id);
  if (!title) return null;
  return (
    <Form
      heading={t('media.play.edit')}
      submit={t('media.play.submitEdit')}
      media={play.media}
      title={title}
      progress={null}
      initial={formOfPlay(play)}
      isOne
      save={(form) => edit(play, editInput(form))}
      onRemove={() => {
        onClose();
        void remove(play);
      }}
      onClose={onClose}
    />
  );
}

interface FormProps {
  readonly heading: string;
  readonly submit: string;
  readonly media: MediaReference;
  readonly title: Media;
  readonly progress: ShowProgress | null;
  readonly initial: PlayForm;
  readonly isOne: boolean;
  readonly save: (form: PlayForm) => Promise<void>;
  readonly onRemove?: () => void;
  readonly onClose: () => void;
}

function Form({
  heading,
  submit,
  media,
  title,
  progress,
  initial,
  isOne,
  save,
  onRemove,
  onClose,
}: FormProps) {
  const { t } = useTranslation();
  const errorLine = useErrorLine();
  const [start] = useState(initial);
  const [form, setForm] = useState(start);
  const [wasSent, setWasSent] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const problems = problemsOf(form, today(), isOne);
  const change = (part: Partial<PlayForm>) => setForm((before) => ({ ...before, ...part }));
  const send = async () => {
    setWasSent(true);
    if (Object.keys(problems).length > 0 || isSaving) return;
    setIsSaving(true);
    try {
      await save(form);
      onClose();
    } catch (error) {
      setFailure(error);
      setIsSaving(false);
    }
  };
  return (
    <Dialog
      title={heading}
      isOpen
      onClose={onClose}
      size="medium"
      isDismissable={form === start}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isSaving} onPress={() => void send()}>
            {submit}
          </Button>
        </>
      }
      footerNote={
        onRemove && (
          <Button variant="quiet" onPress={onRemove}>
            {t('media.play.remove')}
          </Button>
        )
      }
    >
      {failure !== null && (
        <Banner tone="danger" title={t('media.play.notSaved')}>
          {errorLine(failure)}
        </Banner>
      )}
      <PlayFields
        media={media}
        title={title}
        progress={progress}
        form={form}
        problems={wasSent ? problems : {}}
        isOne={isOne}
        onChange={change}
        onSubmit={() => void send()}
      />
    </Dialog>
  );
}

/** Today, the next episode, today's rating; a title that is in the diary already is a rewatch. */
function beginning(title: Media, progress: ShowProgress | null, plays: number): PlayForm {
  const hasEpisodes = kindTable[title.kind].hasEpisodes;
  const next = progress?.next ?? (hasEpisodes ? { season: 1, episode: 1 } : null);
  return {
    date: draftOf(today()),
    season: next === null ? '' : String(next.season),
    episodes: next === null ? '' : String(next.episode),
    rating: null,
    updateReview: title.mine.rating === null,
    rewatch: plays > 0 && !hasEpisodes,
    note: '',
    tags: [],
    offWatchlist: title.mine.watchlist && !hasEpisodes,
  };
}
