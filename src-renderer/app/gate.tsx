// Decides what the window shows: nothing yet, the sign-in screens, the first steps of a new library, or the app.
import { useEffect, useState } from 'react';
import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useHref, useLocation, useNavigate } from 'react-router';
import { useSession } from '#renderer/data/session.ts';
import { SignInPage } from '#renderer/features/profiles/sign-in-page.tsx';
import { WelcomePage } from '#renderer/features/home/welcome-page.tsx';
import { AppError } from '#shared/errors.ts';
import { Wordmark } from '#renderer/ui/wordmark.tsx';
import { FailedScreen } from './failed-page.tsx';
import styles from './gate.module.css';
import { Shell } from './shell.tsx';

export function Gate() {
  const navigate = useNavigate();
  return (
    // oxlint-disable-next-line react/hooks -- react-aria calls it as the hook that it is
    <AriaRouterProvider navigate={(to) => void navigate(to)} useHref={useHref}>
      <Screen />
    </AriaRouterProvider>
  );
}

function Screen() {
  const status = useSession((state) => state.status);
  const failure = useSession((state) => state.failure);
  const start = useSession((state) => state.start);
  const { pathname } = useLocation();
  if (failure !== null) return <FailedScreen {...failureFacts(failure)} onRetry={() => void start()} />;
  if (status === 'starting') return <Opening />;
  if (status === 'signedOut') return <SignInPage />;
  if (pathname === '/welcome') return <WelcomePage />;
  return <Shell />;
}

/** Shown only where opening takes longer than people notice: a migration, a very slow disk. */
function Opening() {
  const { t } = useTranslation();
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles['opening']} aria-busy="true">
      {isSlow && (
        <output className={styles['slow']}>
          <Wordmark size={34} />
          <span>{t('app.opening')}</span>
        </output>
      )}
    </div>
  );
}

function failureFacts(failure: unknown): { readonly reason: string; readonly file: string | null } {
  const details = failure instanceof AppError ? failure.details : undefined;
  const [reason, file] = [details?.['reason'], details?.['file']];
  return {
    reason: typeof reason === 'string' ? reason : 'unknown',
    file: typeof file === 'string' ? file : null,
  };
}
