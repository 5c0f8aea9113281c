// A book of one's own reviews, for paper: a title page, what is in it, a chapter for each year. It loads in a window that nobody
// sees, tells the shell how far it is, and is printed when everything is set.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { PrintedReview } from '#shared/api/exports.ts';
import type { OwnProfile, Settings } from '#shared/api/profiles.ts';
import { useApi } from '#renderer/data/api.ts';
import { useFormat } from '#renderer/data/format.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { StarRow } from '#renderer/ui/star-row.tsx';
import styles from './print-reviews.module.css';

interface Book {
  readonly who: OwnProfile;
  readonly scale: Settings['ratingScale'];
  readonly reviews: readonly PrintedReview[];
  readonly made: string;
}

const pageSize = 200;

export function PrintReviews() {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const shell = useShellActions();
  const [params] = useSearchParams();
  const [book, setBook] = useState<Book | null>(null);
  const language = params.get('language') ?? 'en';
  const withText = params.get('withText') === 'true';
  const year = params.has('year') ? Number(params.get('year')) : null;

  useEffect(() => {
    let isCurrent = true;
    const load = async () => {
      await i18n.changeLanguage(language);
      const [who, { ratingScale: scale }, counts] = await Promise.all([
        api.call('profiles.whoami', {}),
        api.call('settings.get', {}),
        api.call('exports.summary', {}),
      ]);
      const total = withText ? counts.texts : counts.reviews;
      const reviews: PrintedReview[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: PrintedReview[]; nextCursor: string | null } = await api.call(
          'exports.reviews',
          {
            year,
            withText,
            cursor,
            limit: pageSize,
          },
        );
        reviews.push(...page.items);
        cursor = page.nextCursor;
        await shell.pageToPrint({
          done: reviews.length,
          total: Math.max(total, reviews.length),
          ready: false,
        });
      } while (cursor !== null);
      if (isCurrent && who) setBook({ who, scale, reviews, made: new Date().toISOString() });
    };
    // Where it fails the page falls silent, and the shell gives it up.
    load().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [api, shell, i18n, language, withText, year]);

  useEffect(() => {
    if (!book) return undefined;
    document.documentElement.dataset['theme'] = 'light';
    document.title = t('print.title', { name: book.who.name });
    const count = book.reviews.length;
    let isCurrent = true;
    // No frames are drawn in a window that is hidden: time has to do for one.
    const ready = async () => {
      await Promise.all([...document.fonts].map((font) => font.load().catch(() => undefined)));
      await document.fonts.ready;
      if (isCurrent) await shell.pageToPrint({ done: count, total: count, ready: true });
    };
    const timer = setTimeout(() => void ready(), 100);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [book, shell, t]);

  return book && <BookOf book={book} />;
}

function BookOf({ book: { who, scale, reviews, made } }: { readonly book: Book }) {
  const { t } = useTranslation();
  const format = useFormat();
  const chapters = byYear(reviews);
  const [first] = chapters;
  const last = chapters.at(-1);
  return (
    <main className={styles['book']}>
      <header className={styles['cover']}>
        <p className={styles['count']}>{t('print.reviews', { count: reviews.length })}</p>
        <h1 className={styles['title']}>{t('print.heading')}</h1>
        <p className={styles['by']}>{t('print.by', { name: who.name })}</p>
        {first && last && (
          <p className={styles['span']}>
            {first.year === last.year ? first.year : t('print.span', { from: first.year, to: last.year })}
          </p>
        )}
        <p className={styles['made']}>{t('print.made', { when: format.date(made) })}</p>
      </header>
      {chapters.length > 1 && (
        <nav className={styles['contents']}>
          <h2 className={styles['contentsTitle']}>{t('print.contents')}</h2>
          <ol>
            {chapters.map(({ year, reviews: ofYear }) => (
              <li key={year}>
                <a href={`#year-${year}`}>{year}</a>
                <span>{t('print.reviews', { count: ofYear.length })}</span>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {reviews.length === 0 && <p className={styles['empty']}>{t('print.empty')}</p>}
      {chapters.map(({ year, reviews: ofYear }) => (
        <section key={year} id={`year-${year}`} className={styles['chapter']}>
          <h2 className={styles['year']}>{year}</h2>
          {ofYear.map((review) => (
            <Entry key={review.media.id} review={review} scale={scale} />
          ))}
        </section>
      ))}
    </main>
  );
}

interface EntryProps {
  readonly review: PrintedReview;
  readonly scale: Settings['ratingScale'];
}

function Entry({ review: { media, rating, body, spoiler, createdAt, playedOn }, scale }: EntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const ratingText = useRatingText(scale);
  const day = playedOn?.length === 10 ? format.date(`${playedOn}T12:00:00.000`) : playedOn;
  const facts = [media.year, media.creator].filter((fact) => fact !== null).join(' · ');
  const when = t(media.kind === 'song' ? 'print.heard' : 'print.seen', { when: day });
  return (
    <article className={styles['entry']}>
      <header className={styles['head']}>
        <h3 className={styles['name']} dir="auto">
          {media.title}
        </h3>
        <p className={styles['facts']}>{facts}</p>
        <p className={styles['line']}>
          {rating !== null && (
            <span className={styles['rating']}>
              <StarRow rating={rating} size={11} /> <b>{ratingText(rating)}</b>
            </span>
          )}
          <span>{day === null ? format.date(createdAt) : when}</span>
          {spoiler && <em>{t('print.spoiler')}</em>}
        </p>
      </header>
      {body !== null && (
        <div className={styles['text']} dir="auto">
          {paragraphs(body).map((text, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- paragraphs never move
            <p key={at}>{text}</p>
          ))}
        </div>
      )}
    </article>
  );
}

/** A blank line ends a paragraph; single line breaks stay. */
function paragraphs(body: string): string[] {
  return body.trim().split(/(?:\r?\n[ \t]*){2,}/);
}

function byYear(
  reviews: readonly PrintedReview[],
): { readonly year: string; readonly reviews: PrintedReview[] }[] {
  const chapters = new Map<string, PrintedReview[]>();
  for (const review of reviews) {
    const year = review.createdAt.slice(0, 4);
    const chapter = chapters.get(year);
    if (chapter) chapter.push(review);
    else chapters.set(year, [review]);
  }
  return [...chapters].map(([year, ofYear]) => ({ year, reviews: ofYear }));
}
