// What somebody who has signed in sees: the first steps of a new library, or the app.
import { useLocation } from 'react-router';
import { WelcomePage } from '#renderer/features/home/welcome-page.tsx';
import { Shell } from './shell.tsx';

export function Inside() {
  const { pathname } = useLocation();
  return pathname === '/welcome' ? <WelcomePage /> : <Shell />;
}
