// The first steps after the first profile: what shall the library begin with?
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate } from 'react-router';
import { useProfile } from '#renderer/data/session.ts';
import { Wordmark } from '#renderer/ui/wordmark.tsx';
import { useEffect, useRef, useState } from 'react';
import { BeginChoices } from './begin-choices.tsx';
import { useCounts } from './home-queries.ts';
import styles from './welcome-page.module.css';

export function WelcomePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const profile = useProfile();
  const counts = useCounts();
  const heading = useRef<HTMLHeadingElement>(null);
  const total = counts.data && counts.data.movie + counts.data.web_show + counts.data.song;
  const [wasEmpty, setWasEmpty] = useState(false);
  if (total === 0 && !wasEmpty) setWasEmpty(true);
  const title = t('home.begin.title', { name: profile.name });
  useEffect(() => {
    if (!wasEmpty) return;
    document.title = `${title} · Mediary`;
    heading.current?.focus();
  }, [title, wasEmpty]);

  // Somebody new in a library that others have begun has nothing to choose.
  if (counts.error || (total !== undefined && total > 0 && !wasEmpty)) return <Navigate to="/" replace />;
  if (!wasEmpty) return null;
  return (
    <main className={styles['page']}>
      <div className={styles['sheet']}>
        <Wordmark size={24} />
        <h1 id="page-title" tabIndex={-1} ref={heading} className={styles['title']}>
          {title}
        </h1>
        <p className={styles['text']}>{t('home.begin.text')}</p>
        <BeginChoices onDone={() => void navigate('/', { replace: true })} />
      </div>
    </main>
  );
}
