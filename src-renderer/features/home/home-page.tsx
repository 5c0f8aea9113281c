// The first page: what one did lately, what waits, what others think. What there is nothing of doesn't take up room.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { useProfile } from '#renderer/data/session.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { BeginChoices } from './begin-choices.tsx';
import { CountLine } from './count-line.tsx';
import styles from './home-page.module.css';
import {
  useAdded,
  useCounts,
  useLately,
  useStrangers,
  useTop,
  useUnreadNews,
  useWaiting,
} from './home-queries.ts';
import { BecauseYouLiked, ForYou, OnThisDay } from './discovery-shelves.tsx';
import { LatelyList } from './lately-list.tsx';
import { NewsLine } from './news-line.tsx';
import { Shelf } from './shelf.tsx';

/** With fewer ratings than this, the page helps to find something to rate. */
const fewRatings = 6;
const fewTitles = 24;

export interface HomePageProps {
  /** What other features have to tell first: an import that was cut short. */
  readonly notice?: ReactNode;
}

export function HomePage({ notice }: HomePageProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const profile = useProfile();
  const [now] = useState(() => new Date());
  const counts = useCounts();
  const lately = useLately();
  const news = useUnreadNews();
  const added = useAdded();
  const top = useTop();
  const waiting = useWaiting();
  const hasRatedLittle = (lately.data?.length ?? fewRatings) < fewRatings;
  const strangers = useStrangers(hasRatedLittle, now);

  const total = counts.data ? counts.data.movie + counts.data.web_show + counts.data.song : undefined;
  const date = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(now);
  const rated = (top.data ?? []).filter(({ ratingCount }) => ratingCount > 0);
  const isReady =
    counts.data !== undefined &&
    lately.data !== undefined &&
    added.data !== undefined &&
    top.data !== undefined;
  const error = counts.error ?? lately.error ?? added.error ?? top.error;

  return (
    <Page
      title={t(`home.greeting.${partOfDay(now)}`, { name: profile.name })}
      subtitle={date}
      mainAction={
        total !== undefined &&
        total > 0 && <Button onPress={() => void navigate('/import')}>{t('home.addFile')}</Button>
      }
    >
      {notice !== undefined && <div className={styles['notice']}>{notice}</div>}
      {error && (
        <Banner
          tone="danger"
          title={errorText(error).title}
          action={
            <Button
              onPress={() => void Promise.all([counts, lately, added, top].map((one) => one.refetch()))}
            >
              {t('errors.tryAgain')}
            </Button>
          }
        >
          {errorText(error).text}
        </Banner>
      )}
      {total === 0 && (
        <section className={styles['begin']}>
          <h2 className={styles['beginTitle']}>{t('home.begin.emptyTitle')}</h2>
          <p className={styles['beginText']}>{t('home.begin.emptyText')}</p>
          <BeginChoices onDone={() => undefined} />
        </section>
      )}
      {isReady && total !== 0 && (
        <div className={styles['sections']}>
          <CountLine counts={counts.data} />
          <NewsLine items={news.data?.items ?? []} unread={news.data?.unread ?? 0} />
          <LatelyList reviews={lately.data} />
          {!hasRatedLittle && <ForYou />}
          <OnThisDay />
          <Shelf
            title={t('home.waiting')}
            note={t('home.waitingNote')}
            titles={waiting}
            href="/library?shelf=watchlist"
          />
          {hasRatedLittle && (
            <Shelf
              title={t('home.know')}
              note={t('home.knowNote')}
              titles={strangers}
              href="/library?shelf=unrated"
            />
          )}
          {hasRatedLittle && lately.data.length > 0 && <ForYou />}
          <BecauseYouLiked reviews={lately.data} />
          <Shelf title={t('home.top')} titles={rated} href="/top" isRanked />
          <Shelf title={t('home.added')} titles={added.data} href="/library?sort=added" />
          {total !== undefined && total < fewTitles && (
            <section className={styles['few']}>
              <h2 className={styles['fewTitle']}>{t('home.fewTitle')}</h2>
              <p className={styles['fewText']}>{t('home.few')}</p>
              <BeginChoices isShort onDone={() => undefined} />
            </section>
          )}
        </div>
      )}
    </Page>
  );
}

function partOfDay(now: Date): 'morning' | 'afternoon' | 'evening' {
  const hour = now.getHours();
  if (hour >= 5 && hour < 12) return 'morning';
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
}
