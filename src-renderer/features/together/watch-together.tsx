// What neither has met and both would like: the best for the two, not for one of them.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRatingScale } from '#renderer/data/session.ts';
import { MediaStrip } from '#renderer/media/media-strip.tsx';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { Together } from '#shared/api/people.ts';
import type { Profile } from '#shared/api/profiles.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import styles from './watch-together.module.css';
import { useTogether } from './together-query.ts';

export function WatchTogether({ other }: { readonly other: Profile }) {
  const { t } = useTranslation();
  const rating = useRatingText(useRatingScale());
  const [kind, setKind] = useState<MediaKind | 'all'>('all');
  const { data } = useTogether(other.id, kind === 'all' ? undefined : kind);
  const byId = new Map(data?.map((item) => [item.id, item]));
  const note = (item: Together | undefined) => {
    const { own, theirs } = item?.reasons ?? {};
    if (theirs?.because === 'rated')
      return t('together.because.theirs', { name: other.name, title: theirs.media.title, rating: rating(theirs.rating) });
    if (own?.because === 'rated') return t('together.because.own', { title: own.media.title, rating: rating(own.rating) });
    if (own?.because === 'creator') return own.creator;
    return own?.because === 'genres' ? own.genres.join(', ') : '';
  }; // prettier-ignore
  return (
    <section aria-label={t('together.next')}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('together.next')}</h2>
        <p className={styles['note']}>{t('together.nextNote')}</p>
        <SegmentedControl
          label={t('together.kind')}
          segments={[
            { value: 'all', label: t('media.allKinds') },
            ...mediaKinds.map((one) => ({ value: one, label: t(`media.kinds.${one}`) })),
          ]}
          value={kind}
          onChange={setKind}
        />
      </header>
      {!data && <Skeleton height="220px" />}
      {data?.length === 0 && <p className={styles['none']}>{t('together.none')}</p>}
      {data && data.length > 0 && (
        <MediaStrip label={t('together.next')} titles={data} note={(media) => note(byId.get(media.id))} />
      )}
    </section>
  );
}
