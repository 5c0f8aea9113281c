// What somebody who has signed in sees: the first steps of a new library, or the app; and, in a hidden window, the
// poster of which a picture is taken.
import { lazy, Suspense } from 'react';
import { matchPath, useLocation } from 'react-router';
import { WelcomePage } from '#renderer/features/home/welcome-page.tsx';
import { Shell } from './shell.tsx';

const YearCard = lazy(async () => ({
  default: (await import('#renderer/features/statistics/year-card.tsx')).YearCard,
}));

export function Inside() {
  const { pathname } = useLocation();
  const card = matchPath('/card/:year', pathname);
  if (card) {
    return (
      <Suspense fallback={null}>
        <YearCard year={card.params.year ?? ''} />
      </Suspense>
    );
  }
  return pathname === '/welcome' ? <WelcomePage /> : <Shell />;
}
