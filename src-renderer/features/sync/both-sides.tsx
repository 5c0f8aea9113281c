// What is here and what is in the account, before they become one.
import { useTranslation } from 'react-i18next';
import type { RecordCounts, SignedIn } from '#shared/api/sync.ts';
import { useErrorText } from '#renderer/data/errors.ts';
import { useFormat } from '#renderer/data/format.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import styles from './link-steps.module.css';

/** The collections that people know, in the order in which they are told. */
const told = ['review', 'play', 'favorite', 'watch', 'list'] as const;

export function BothSides({ signedIn, error }: { readonly signedIn: SignedIn; readonly error: unknown }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { account, here, there, before } = signedIn;
  const isEmpty = told.every((name) => (there[name] ?? 0) === 0);
  return (
    <div className={styles['form']}>
      {before !== null && (
        <Banner tone="warning" title={t('sync.link.otherTitle')}>
          {t('sync.link.other', { email: before.email, server: before.server, now: account.email })}
        </Banner>
      )}
      {error !== null && (
        <Banner tone="danger" title={errorText(error).title}>
          {errorText(error).text}
        </Banner>
      )}
      <div className={styles['sides']}>
        <Side name={t('sync.link.here')} counts={here} />
        <Side name={t('sync.link.there', { name: account.name })} counts={there} />
      </div>
      <p className={styles['note']}>{t(isEmpty ? 'sync.link.joinEmpty' : 'sync.link.joinNote')}</p>
    </div>
  );
}

function Side({ name, counts }: { readonly name: string; readonly counts: RecordCounts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = told.filter((collection) => (counts[collection] ?? 0) > 0);
  return (
    <section className={styles['side']} aria-label={name}>
      <h3 className={styles['sideName']}>{name}</h3>
      {known.length === 0 ? (
        <p className={styles['note']}>{t('sync.link.nothing')}</p>
      ) : (
        <dl>
          {known.map((collection) => (
            <div key={collection} className={styles['count']}>
              <dt>{t(`sync.collection.${collection}`)}</dt>
              <dd>{format.number(counts[collection] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
