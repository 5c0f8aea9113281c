// What the two share and what divides them: titles with both ratings, genres with both means.
import { Link } from 'react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useProfile, useRatingScale } from '#renderer/data/session.ts';
import { useDetails } from '#renderer/media/details.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import type { TasteMatch } from '#shared/api/people.ts';
import type { MediaReference } from '#shared/api/reviews.ts';
import styles from './match-figures.module.css';

export function MatchFigures({ match }: { readonly match: TasteMatch }) {
  const { t } = useTranslation();
  const { name } = match.person;
  const me = useProfile().name;
  const ones = (list: TasteMatch['fromThem']) =>
    list.map(({ media, rating }) => ({ media, ratings: [rating] }));
  const both = (list: TasteMatch['favorites']) =>
    list.map(({ media, own, theirs }) => ({ media, ratings: [own, theirs] }));
  return (
    <>
      <div className={styles['pair']}>
        <Titles title={t('together.favorites')} heads={[me, name]} items={both(match.favorites)} />
        <Titles title={t('together.disagreements')} heads={[me, name]} items={both(match.disagreements)} />
        <Titles title={t('together.fromThem', { name })} heads={[name]} items={ones(match.fromThem)} />
        <Titles title={t('together.forThem', { name })} heads={[me]} items={ones(match.forThem)} />
      </div>
      <Genres match={match} />
    </>
  );
}

interface TitlesProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly items: readonly { readonly media: MediaReference; readonly ratings: readonly number[] }[];
}

const mostShown = 8;

function Titles({ title, heads, items }: TitlesProps) {
  const { t } = useTranslation();
  const details = useDetails();
  const rating = useRatingText(useRatingScale());
  if (items.length === 0) return null;
  return (
    <section aria-label={title}>
      <table className={styles['table']}>
        <caption className={styles['title']}>{title}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles['head']}>
              {t('together.titleHead')}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className={styles['who']} dir="auto">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.slice(0, mostShown).map(({ media, ratings }) => (
            <tr key={media.id}>
              <th scope="row" className={styles['cell']} aria-label={media.title}>
                <Link to={`/title/${media.id}`} className={styles['link']}>
                  <span className={styles['cover']}>
                    <Cover media={media} isSmall />
                  </span>
                  <span className={styles['words']}>
                    <span className={styles['name']} dir="auto">
                      {media.title}
                    </span>
                    <span className={styles['details']} dir="auto">
                      {details(media)}
                    </span>
                  </span>
                </Link>
              </th>
              {ratings.map((value, at) => (
                <td key={heads[at]} className={styles['rating']}>
                  {rating(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** On the scale from 1 to 10, both means on one line: near each other or far apart. */
function Genres({ match: { genres, person } }: { readonly match: TasteMatch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useProfile().name;
  const rating = useRatingText(useRatingScale());
  if (genres.length < 2) return null;
  const place = (mean: number) => `${((mean - 10) / 90) * 100}%`;
  const low = (own: number, theirs: number) => Math.min(own, theirs);
  return (
    <section aria-label={t('together.genres')}>
      <table className={styles['table']}>
        <caption className={styles['title']}>
          {t('together.genres')}
          <span className={styles['legend']} aria-hidden>
            <i className={styles['own']} /> {me} <i className={styles['theirs']} /> {person.name}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col" colSpan={2} className={styles['head']}>
              {t('together.genreHead')}
            </th>
            {[me, person.name, t('together.titlesHead')].map((head) => (
              <th key={head} scope="col" className={styles['who']} dir="auto">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {genres.map(({ name, titles, own, theirs }) => (
            <tr key={name}>
              <th scope="row" className={styles['genre']} dir="auto">
                {name}
              </th>
              <td className={styles['scale']} aria-hidden>
                <span className={styles['line']}>
                  <span
                    className={styles['gap']}
                    style={{
                      left: place(low(own, theirs)),
                      width: `${(Math.abs(own - theirs) / 90) * 100}%`,
                    }}
                  />
                  <i className={styles['theirs']} style={{ left: place(theirs) }} />
                  <i className={styles['own']} style={{ left: place(own) }} />
                </span>
              </td>
              <td className={styles['rating']}>{rating(Math.round(own))}</td>
              <td className={styles['rating']}>{rating(Math.round(theirs))}</td>
              <td className={styles['count']}>{format.number(titles)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
