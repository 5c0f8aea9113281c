// What to watch or hear next: suggestions with their reasons, one pick for now, what is going on here, what few know.
import { Dices } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import type { Mood } from '#shared/api/discovery.ts';
import { useErrorText } from '#renderer/data/errors.ts';
import { useSuggestions } from '#renderer/media/suggestion-queries.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { BeginStrip } from './begin-strip.tsx';
import styles from './discovery-page.module.css';
import { useRatedCount } from './discovery-queries.ts';
import { DiscoveryShelves } from './discovery-shelves.tsx';
import { FirstSuggestion } from './first-suggestion.tsx';
import { ModelLine } from './model-line.tsx';
import { PickCard } from './pick-card.tsx';
import { PickDialog } from './pick-dialog.tsx';
import { SuggestionSkeleton } from './suggestion-skeleton.tsx';
import { SuggestionWall } from './suggestion-wall.tsx';

/** With fewer ratings than this, the page helps to find something to rate. */
const enoughRatings = 10;
const [asked, askedForMore] = [48, 100];

export function DiscoveryPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [search, setSearch] = useSearchParams();
  const [picking, setPicking] = useState<{ readonly mood?: Mood } | null>(null);
  const [wantsMore, setWantsMore] = useState(false);
  const kind = mediaKinds.find((one) => one === search.get('kind'));
  const { data, error, refetch } = useSuggestions({
    limit: wantsMore ? askedForMore : asked,
    ...(kind && { kind }),
  });
  const rated = useRatedCount();
  /** Nothing to suggest and nothing rated: nothing is here yet. */
  const isNew = kind === undefined && rated === 0;
  const [first, ...others] = data ?? [];

  const segments = [
    { value: 'all', label: t('media.allKinds') },
    ...mediaKinds.map((one) => ({ value: one, label: t(`media.kinds.${one}`) })),
  ];
  return (
    <Page
      title={t('discovery.title')}
      subtitle={<ModelLine />}
      actions={
        <SegmentedControl
          label={t('discovery.kind')}
          segments={segments}
          value={kind ?? 'all'}
          onChange={(value) => setSearch(value === 'all' ? {} : { kind: value }, { replace: true })}
        />
      }
      mainAction={
        <Button variant="primary" icon={<Dices />} onPress={() => setPicking({})}>
          {t('discovery.pick.open')}
        </Button>
      }
    >
      {error && (
        <Banner
          tone="danger"
          title={errorText(error).title}
          action={<Button onPress={() => void refetch()}>{t('errors.tryAgain')}</Button>}
        >
          {errorText(error).text}
        </Banner>
      )}
      <div className={styles['sections']}>
        {rated !== undefined && rated < enoughRatings && (data === undefined || first !== undefined) && (
          <BeginStrip rated={rated} enough={enoughRatings} kind={kind} />
        )}
        {!data && !error && <SuggestionSkeleton />}
        {data && !first && (
          <EmptyState
            picture="shelf"
            title={t(isNew ? 'discovery.newTitle' : 'discovery.emptyTitle')}
            action={
              <Button variant="primary" onPress={() => void navigate(kind ? '/import' : '/library')}>
                {t(kind ? 'discovery.emptyImport' : 'discovery.emptyAction')}
              </Button>
            }
          >
            {t(kind ? `discovery.emptyKind.${kind}` : isNew ? 'discovery.new' : 'discovery.empty')}
          </EmptyState>
        )}
        {first && (
          <div className={styles['lead']}>
            <FirstSuggestion suggestion={first} />
            <PickCard onPick={(mood) => setPicking(mood ? { mood } : {})} />
          </div>
        )}
        {others.length > 0 && (
          <SuggestionWall
            suggestions={others}
            showsAll={wantsMore}
            {...(!wantsMore && others.length + 1 >= asked && { onMore: () => setWantsMore(true) })}
          />
        )}
        {first && <DiscoveryShelves kind={kind} />}
      </div>
      {picking && (
        <PickDialog initialKind={kind} initialMood={picking.mood} onClose={() => setPicking(null)} />
      )}
    </Page>
  );
}
