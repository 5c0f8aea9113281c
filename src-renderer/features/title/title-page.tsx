// A title's page: its cover and name, what everyone thinks, the own rating and review, what others wrote, and what else its
// creator made. Digits rate, w and f put on shelves, e edits.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { EditTitleDialog } from '#renderer/media/edit-title-dialog.tsx';
import { ReviewEditor } from '#renderer/media/review-editor.tsx';
import { useTitle } from '#renderer/media/title-queries.ts';
import { useErrorText } from '#renderer/data/errors.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { Media } from '#shared/api/catalog.ts';
import { mediaId, type MediaId } from '#shared/api/contract.ts';
import { AppError } from '#shared/errors.ts';
import { AlsoLiked } from './also-liked.tsx';
import { useDeleteTitle, useRestoreTitle } from './delete-title.ts';
import { Everyone } from './everyone.tsx';
import { History } from './history.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { MergedTitles } from './merged-titles.tsx';
import { MoreBy } from './more-by.tsx';
import { OtherReviews } from './other-reviews.tsx';
import { TitleFacts } from './title-facts.tsx';
import { TitleHead } from './title-head.tsx';
import { useTitleKeys } from './title-page-keys.ts';
import styles from './title-page.module.css';

export function TitlePage() {
  const { id } = useParams();
  const parsed = mediaId.safeParse(Number(id));
  return parsed.success ? <Known key={parsed.data} id={parsed.data} /> : <Gone id={null} />;
}

function Known({ id }: { readonly id: MediaId }) {
  const { data, error, refetch } = useTitle(id);
  if (error instanceof AppError && error.code === 'not_found') {
    const into = mediaId.safeParse(error.details?.['mergedInto']);
    return into.success ? <Navigate to={`/title/${into.data}`} replace /> : <Gone id={id} />;
  }
  if (data) return <Shown media={data} />;
  if (error) return <Unreachable error={error} onRetry={() => void refetch()} />;
  return <Waiting />;
}

function Shown({ media }: { readonly media: Media }) {
  const [isEditing, setIsEditing] = useState(false);
  const [isMerging, setIsMerging] = useState(false);
  const remove = useDeleteTitle();
  const edit = () => setIsEditing(true);
  useTitleKeys(media, edit);
  return (
    <Page title={media.title} hideTitle>
      <div className={styles['frame']}>
        <div className={styles['page']}>
          <TitleHead
            media={media}
            onEdit={edit}
            onMerge={() => setIsMerging(true)}
            onDelete={() => void remove(media)}
          />
          <div className={styles['side']}>
            <Everyone media={media} />
            <TitleFacts media={media} />
            <MergedTitles id={media.id} />
          </div>
          <div className={styles['main']}>
            <ReviewEditor media={media} />
            <History media={media} />
            {media.description !== null && (
              <p className={styles['description']} dir="auto">
                {media.description}
              </p>
            )}
            <OtherReviews media={media} />
          </div>
        </div>
      </div>
      <AlsoLiked media={media} />
      <MoreBy media={media} />
      {isMerging && <MergeDialog media={media} onClose={() => setIsMerging(false)} />}
      {isEditing && <EditTitleDialog id={media.id} onClose={() => setIsEditing(false)} />}
    </Page>
  );
}

function Gone({ id }: { readonly id: MediaId | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const restore = useRestoreTitle();
  return (
    <Page title={t('title.gone.title')} hideTitle>
      <EmptyState
        picture="search"
        title={t('title.gone.title')}
        action={
          <div className={styles['choices']}>
            <Button variant="primary" onPress={() => void navigate('/library')}>
              {t('title.gone.library')}
            </Button>
            {id !== null && (
              <Button onPress={() => void restore(id, t('title.gone.title'))}>
                {t('title.gone.restore')}
              </Button>
            )}
          </div>
        }
      >
        {t('title.gone.text')}
      </EmptyState>
    </Page>
  );
}

function Unreachable({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const { title, text } = useErrorText()(error);
  return (
    <Page title={t('title.unreachable')} hideTitle>
      <EmptyState
        picture="search"
        title={title}
        action={<Button onPress={onRetry}>{t('media.retry')}</Button>}
      >
        {text}
      </EmptyState>
    </Page>
  );
}

function Waiting() {
  return (
    <Page title="" hideTitle>
      <div className={styles['frame']}>
        <div className={styles['page']} aria-busy="true">
          <div className={styles['waiting']}>
            <Skeleton shape="cover" />
          </div>
          <div className={styles['waitingWords']}>
            <Skeleton width="70%" height="44px" />
            <Skeleton width="40%" />
            <Skeleton width="220px" height="36px" />
          </div>
        </div>
      </div>
    </Page>
  );
}
