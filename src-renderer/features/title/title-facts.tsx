// The plain facts of a title: genres to go on with, length, ids elsewhere, when it came in.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '#renderer/data/format.ts';
import { useRuntime } from '#renderer/media/details.ts';
import { sourceNames } from '#renderer/media/source-names.ts';
import { externalSources, type Media } from '#shared/api/catalog.ts';
import { kindTable } from '#shared/domain/media-kind.ts';
import styles from './title-facts.module.css';

export function TitleFacts({ media }: { readonly media: Media }) {
  const { t } = useTranslation();
  const format = useFormat();
  const runtime = useRuntime()(media.kind, media.runtime);
  const ids = externalSources.flatMap((source) =>
    (media.externalIds[source] ?? []).map((id) => ({ source, id })),
  );
  const isApart =
    media.disambiguator !== '' && media.disambiguator !== kindTable[media.kind].disambiguator(media.creator);
  return (
    <section aria-labelledby="facts">
      <h3 id="facts" className={styles['heading']}>
        {t('title.facts')}
      </h3>
      <dl className={styles['facts']}>
        {media.genres.length > 0 && (
          <>
            <dt>{t('title.fact.genres')}</dt>
            <dd>
              {media.genres.map((genre) => (
                <Link
                  key={genre}
                  to={`/library?genre=${encodeURIComponent(genre)}`}
                  className={styles['genre']}
                >
                  {genre}
                </Link>
              ))}
            </dd>
          </>
        )}
        {runtime !== '' && (
          <>
            <dt>{t('title.fact.runtime')}</dt>
            <dd>{runtime}</dd>
          </>
        )}
        {isApart && (
          <>
            <dt>{t('title.fact.apart')}</dt>
            <dd>{media.disambiguator}</dd>
          </>
        )}
        {ids.length > 0 && (
          <>
            <dt>{t('title.fact.ids')}</dt>
            <dd>
              {ids.map(({ source, id }) => (
                <span key={`${source}:${id}`} className={styles['id']}>
                  {sourceNames[source]} <code>{id}</code>
                </span>
              ))}
            </dd>
          </>
        )}
        <dt>{t('title.fact.added')}</dt>
        <dd>{format.date(media.createdAt)}</dd>
      </dl>
    </section>
  );
}
