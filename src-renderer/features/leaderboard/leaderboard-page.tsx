// The titles that people here think best of, in their weighted order, with the plain average beside it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { ratingPrior } from '#shared/domain/rating.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorText } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useTitleList } from '#renderer/media/title-list.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { LeaderboardSkeleton } from './leaderboard-skeleton.tsx';
import styles from './leaderboard.module.css';
import { RankedTitle } from './ranked-title.tsx';

const length = 100;

interface Period {
  readonly value: string;
  readonly years: { readonly yearFrom?: number; readonly yearTo?: number };
}

/** Years in which titles came out: all, each decade back to this one, and what was before it. */
const firstDecade = 1950;
const thisDecade = Math.floor(new Date().getFullYear() / 10) * 10;
const periods: readonly [Period, ...Period[]] = [
  { value: 'all', years: {} },
  ...Array.from({ length: (thisDecade - firstDecade) / 10 + 1 }, (_, back) => {
    const year = thisDecade - back * 10;
    return { value: String(year), years: { yearFrom: year, yearTo: year + 9 } };
  }),
  { value: 'before', years: { yearTo: firstDecade - 1 } },
];

export function LeaderboardPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const errorText = useErrorText();
  const rating = useRatingText(useRatingScale());
  const kind = mediaKinds.find((one) => one === search.get('kind'));
  const period = periods.find((one) => one.value === search.get('years')) ?? periods[0];
  const { data, error, refetch } = useTop(kind, period);
  const titles = (data ?? []).filter(({ ratingCount }) => ratingCount > 0);
  const list = useTitleList({ titles, isMain: true });

  const change = (name: 'kind' | 'years', value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === 'all') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const periodText = (value: string) => {
    if (value === 'all') return t('leaderboard.allYears');
    return value === 'before'
      ? t('leaderboard.before', { year: firstDecade })
      : t('leaderboard.decade', { year: value });
  };

  const segments = [
    { value: 'all', label: t('media.allKinds') },
    ...mediaKinds.map((one) => ({ value: one, label: t(`media.kinds.${one}`) })),
  ];
  return (
    <Page
      title={t('leaderboard.title')}
      actions={
        <SegmentedControl
          label={t('leaderboard.kind')}
          segments={segments}
          value={kind ?? 'all'}
          onChange={(value) => change('kind', value)}
        />
      }
      toolbar={
        <Select
          inline
          label={t('leaderboard.period')}
          options={periods.map(({ value }) => ({ value, label: periodText(value) }))}
          value={period.value}
          onChange={(value) => change('years', value)}
        />
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
      {!data && !error && <LeaderboardSkeleton />}
      {data && titles.length === 0 && (
        <EmptyState
          picture="stars"
          title={t('leaderboard.emptyTitle')}
          action={<Button onPress={() => void navigate('/library')}>{t('leaderboard.emptyAction')}</Button>}
        >
          {t(kind || period.value !== 'all' ? 'leaderboard.emptyKind' : 'leaderboard.empty')}
        </EmptyState>
      )}
      {titles.length > 0 && (
        <>
          <p className={styles['how']}>
            {t('leaderboard.how', { count: ratingPrior.count, mean: rating(ratingPrior.mean) })}
          </p>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the links inside */}
          <ol className={styles['list']} aria-label={t('leaderboard.list')} {...list.listProps}>
            {titles.map((media, index) => (
              <RankedTitle key={media.id} media={media} rank={index + 1} item={list.itemProps(index)} />
            ))}
          </ol>
        </>
      )}
      {list.overlays}
    </Page>
  );
}

function useTop(kind: MediaKind | undefined, { years }: Period) {
  const api = useApi();
  const input = { limit: length, ...(kind && { kind }), ...years };
  return useQuery({
    queryKey: keys.topRated(input),
    queryFn: () => api.call('catalog.topRated', input),
    placeholderData: keepPreviousData,
  });
}
