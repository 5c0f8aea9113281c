// Two people of this computer: how alike their tastes are, and what both would like to see next.
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { useProfile } from '#renderer/data/session.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { Profile } from '#shared/api/profiles.ts';
import { MatchFigures } from './match-figures.tsx';
import styles from './together-page.module.css';
import { useMatch, useOthers } from './together-query.ts';
import { WatchTogether } from './watch-together.tsx';

export function TogetherPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [search, setSearch] = useSearchParams();
  const { data: others, error } = useOthers();
  const wanted = Number(search.get('with'));
  const other = others?.find(({ id }) => id === wanted) ?? others?.[0];
  return (
    <Page
      title={t('together.title')}
      actions={
        others &&
        others.length > 1 && (
          <Select
            label={t('together.with')}
            hideLabel
            inline
            options={others.map(({ id, name }) => ({
              value: String(id),
              label: t('together.withName', { name }),
            }))}
            value={other ? String(other.id) : null}
            onChange={(id) => setSearch({ with: id }, { replace: true })}
          />
        )
      }
    >
      {error && (
        <Banner tone="danger" title={errorText(error).title}>
          {errorText(error).text}
        </Banner>
      )}
      {others?.length === 0 && (
        <EmptyState
          picture="stars"
          title={t('together.aloneTitle')}
          action={<Button onPress={() => void navigate('/for-you')}>{t('together.aloneAction')}</Button>}
        >
          {t('together.alone')}
        </EmptyState>
      )}
      {other && <Pair key={other.id} other={other} />}
    </Page>
  );
}

function Pair({ other }: { readonly other: Profile }) {
  const { t } = useTranslation();
  const me = useProfile();
  const errorText = useErrorText();
  const { data, error, refetch } = useMatch(other.id);
  if (error) {
    return (
      <Banner
        tone="danger"
        title={errorText(error).title}
        action={<Button onPress={() => void refetch()}>{t('errors.tryAgain')}</Button>}
      >
        {errorText(error).text}
      </Banner>
    );
  }
  if (!data) return <Skeleton height="220px" />;
  const percent = data.similarity === null ? null : Math.round((data.similarity + 1) * 50);
  return (
    <div className={styles['sections']}>
      <section className={styles['match']} aria-label={t('together.match')}>
        <div className={styles['people']}>
          <Avatar name={me.name} hue={me.hue} size={64} />
          <Avatar name={other.name} hue={other.hue} size={64} />
        </div>
        {percent === null ? (
          <p className={styles['unknown']}>
            {t(data.shared === 0 ? 'together.nothingShared' : 'together.tooFew', {
              count: data.shared,
              name: other.name,
            })}
          </p>
        ) : (
          <div>
            <p className={styles['figure']}>
              <span className={styles['percent']}>{t('together.percent', { percent })}</span>{' '}
              <span className={styles['word']}>{t(wordOf(percent))}</span>
            </p>
            <p className={styles['basis']}>{t('together.basis', { count: data.shared, name: other.name })}</p>
          </div>
        )}
      </section>
      <WatchTogether other={other} />
      <MatchFigures match={data} />
      <p className={styles['privacy']}>{t('together.privacy', { name: other.name })}</p>
    </div>
  );
}

/** Half is what chance gives. */
function wordOf(percent: number) {
  if (percent >= 80) return 'together.word.kindred' as const;
  if (percent >= 65) return 'together.word.alike' as const;
  if (percent >= 50) return 'together.word.mixed' as const;
  return percent >= 30 ? ('together.word.different' as const) : ('together.word.opposite' as const);
}
