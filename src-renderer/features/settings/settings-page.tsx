// Settings in sections, each with an address. Every change is saved at once and says so beside the name of what changed.
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { useProfile } from '#renderer/data/session.ts';
import { cx } from '#renderer/ui/cx.ts';
import { Page } from '#renderer/ui/page.tsx';
import { AboutSection } from './about-section.tsx';
import { DataSection } from './data-section.tsx';
import { LookSection } from './look-section.tsx';
import { RatingsSection } from './ratings-section.tsx';
import styles from './settings-page.module.css';

const sections = ['profile', 'look', 'ratings', 'data', 'sync', 'people', 'about'] as const;
type Section = (typeof sections)[number];

export interface SettingsPageProps {
  /** What belongs to profiles and to sync is theirs; the app puts it in. */
  readonly profile: ReactNode;
  readonly people: ReactNode;
  readonly sync: ReactNode;
  readonly onShowKeys: () => void;
}

export function SettingsPage({ profile, people, sync, onShowKeys }: SettingsPageProps) {
  const { t } = useTranslation();
  const { section: asked = 'profile' } = useParams();
  const isAdmin = useProfile().role === 'admin';
  const shown = sections.filter((one) => one !== 'people' || isAdmin);
  const section = shown.find((one) => one === asked);
  if (!section) return <Navigate to="/settings" replace />;
  const contents: Readonly<Record<Section, ReactNode>> = {
    profile,
    look: <LookSection />,
    ratings: <RatingsSection />,
    data: <DataSection />,
    sync,
    people,
    about: <AboutSection onShowKeys={onShowKeys} />,
  };
  return (
    <Page title={t('settings.title')}>
      <div className={styles['columns']}>
        <nav aria-label={t('settings.sections')} className={styles['nav']}>
          <ul>
            {shown.map((one) => (
              <li key={one}>
                <Link
                  href={`/settings/${one}`}
                  className={cx(styles['link'])}
                  {...(one === section && { 'aria-current': 'page' })}
                >
                  {t(`settings.section.${one}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles['content']}>
          <h2 className={styles['heading']}>{t(`settings.section.${section}`)}</h2>
          {contents[section]}
        </div>
      </div>
    </Page>
  );
}
