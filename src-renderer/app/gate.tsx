// Decides what the window shows: nothing yet, the sign-in screens, the first steps of a new library, or the app.
import { lazy, Suspense, useEffect, useState } from 'react';
import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useHref, useNavigate } from 'react-router';
import { useSession } from '#renderer/data/session.ts';
import { SignInPage } from '#renderer/features/profiles/sign-in-page.tsx';
import { AppError } from '#shared/errors.ts';
import { Wordmark } from '#renderer/ui/wordmark.tsx';
import { FailedScreen } from './failed-page.tsx';
import styles from './gate.module.css';

// What is behind the sign-in loads while somebody types a password.
const loadInside = () => import('./inside.tsx');
const Inside = lazy(async () => ({ default: (await loadInside()).Inside }));

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
  if (failure !== null) return <FailedScreen {...failureFacts(failure)} />;
  if (status === 'starting') return <Opening />;
  if (status === 'signedOut') return <SignIn />;
  return (
    <Suspense fallback={<Opening />}>
      <Inside />
    </Suspense>
  );
}

function SignIn() {
  useEffect(() => {
    const timer = setTimeout(() => void loadInside(), 200);
    return () => clearTimeout(timer);
  }, []);
  return <SignInPage />;
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
