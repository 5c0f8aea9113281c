// Makes two titles one: first the other is found, then both are shown with what hangs on them, and which is kept can be
// turned round. Nothing happens before that was seen.
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useDetails } from '#renderer/media/details.ts';
import { sourceNames } from '#renderer/media/source-names.ts';
import { TitlePicker } from '#renderer/media/title-picker.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { KindChip } from '#renderer/ui/chip.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import type { ExternalSource, Media, MediaSummary } from '#shared/api/catalog.ts';
import type { MergePreview, MergeSide } from '#shared/api/title-merges.ts';
import styles from './merge-dialog.module.css';
import { useMergePreview, useMergeTitles } from './merge-query.ts';

export interface MergeDialogProps {
  readonly media: Media;
  readonly onClose: () => void;
}

export function MergeDialog({ media, onClose }: MergeDialogProps) {
  const { t } = useTranslation();
  const [other, setOther] = useState<MediaSummary | null>(null);
  if (other === null) {
    return (
      <TitlePicker
        title={t('title.merge.which', { title: media.title })}
        subtitle={t('title.merge.whichText')}
        initialText={media.title}
        except={media.id}
        onPick={setOther}
        onClose={onClose}
      />
    );
  }
  return <Both media={media} other={other} onBack={() => setOther(null)} onClose={onClose} />;
}

interface BothProps extends MergeDialogProps {
  readonly other: MediaSummary;
  readonly onBack: () => void;
}

function Both({ media, other, onBack, onClose }: BothProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorLine = useErrorLine();
  const [isTurned, setIsTurned] = useState(false);
  const [isMerging, setIsMerging] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const pair = isTurned ? { keepId: other.id, dropId: media.id } : { keepId: media.id, dropId: other.id };
  const { data, error } = useMergePreview(pair);
  const merge = useMergeTitles();
  const problem = failure ?? error;
  const go = async () => {
    setIsMerging(true);
    setFailure(null);
    try {
      await merge(pair, (isTurned ? other : media).title);
      onClose();
      if (isTurned) await navigate(`/title/${pair.keepId}`);
    } catch (thrown) {
      setFailure(thrown);
      setIsMerging(false);
    }
  };
  return (
    <Dialog
      title={t('title.merge.title')}
      subtitle={t('title.merge.text')}
      isOpen
      onClose={onClose}
      size="large"
      footer={
        <>
          <Button onPress={onBack}>{t('title.merge.back')}</Button>
          <Button
            variant="primary"
            isPending={isMerging}
            isDisabled={data?.allowed !== true}
            onPress={() => void go()}
          >
            {t('title.merge.go')}
          </Button>
        </>
      }
    >
      <div className={styles['body']}>
        {problem !== null && problem !== undefined && <Banner tone="danger">{errorLine(problem)}</Banner>}
        {data?.allowed === false && <Banner tone="warning">{t('title.merge.notAllowed')}</Banner>}
        {!data && !problem && <ProgressBar label={t('title.merge.looking')} />}
        {data && (
          <>
            <div className={styles['sides']}>
              <Side side={data.keep} part="keep" />
              <Button icon={<ArrowLeftRight />} variant="quiet" onPress={() => setIsTurned(!isTurned)}>
                {t('title.merge.turn')}
              </Button>
              <Side side={data.drop} part="drop" />
            </div>
            <Notes preview={data} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Side({ side, part }: { readonly side: MergeSide; readonly part: 'keep' | 'drop' }) {
  const { t } = useTranslation();
  const format = useFormat();
  const details = useDetails();
  const scale = useRatingScale();
  const { media, own } = side;
  const held = (['reviews', 'plays', 'favorites', 'watchlist', 'lists'] as const).filter(
    (name) => side[name] > 0,
  );
  const ids = Object.entries(side.externalIds).map(
    ([source, values]) => `${sourceNames[source as ExternalSource]} ${values.join(', ')}`,
  );
  return (
    <section className={cx(styles['side'], styles[part])} aria-label={t(`title.merge.${part}`)}>
      <p className={styles['role']}>{t(`title.merge.${part}`)}</p>
      <div className={styles['head']}>
        <span className={styles['cover']}>
          <Cover media={media} isSmall />
        </span>
        <div className={styles['words']}>
          <h3 className={styles['name']} dir="auto">
            {media.title}
          </h3>
          <p className={styles['muted']}>{details({ ...media, runtime: side.runtime })}</p>
          <KindChip kind={media.kind}>{t(`media.kind.${media.kind}`)}</KindChip>
        </div>
      </div>
      <dl className={styles['held']}>
        {held.map((name) => (
          <div key={name}>
            <dt>{t(`title.merge.held.${name}`)}</dt>
            <dd>{format.number(side[name])}</dd>
          </div>
        ))}
        {own.rating !== null && (
          <div>
            <dt>{t('media.yourRating')}</dt>
            <dd>
              <RatingBadge rating={own.rating} scale={scale} />
            </dd>
          </div>
        )}
      </dl>
      {own.comment !== null && (
        <p className={styles['comment']} dir="auto">
          “{own.comment}”
        </p>
      )}
      {ids.length > 0 && <p className={styles['muted']}>{ids.join(' · ')}</p>}
      {held.length === 0 && ids.length === 0 && <p className={styles['muted']}>{t('title.merge.empty')}</p>}
    </section>
  );
}

function Notes({ preview }: { readonly preview: MergePreview }) {
  const { t } = useTranslation();
  const { reviewedBoth, taken, keep, drop } = preview;
  const notes = [
    reviewedBoth > 0 ? t('title.merge.both', { count: reviewedBoth }) : '',
    taken.length > 0
      ? t('title.merge.taken', { facts: taken.map((name) => t(`title.merge.fact.${name}`)).join(', ') })
      : '',
    keep.media.kind === drop.media.kind ? '' : t('title.merge.kinds'),
    t('title.merge.apart'),
  ].filter(Boolean);
  return (
    <ul className={styles['notes']}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
