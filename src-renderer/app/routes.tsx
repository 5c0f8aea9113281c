// The addresses of the window, in the fragment: the page is served from app:// and has no server behind it.
import { createHashRouter } from 'react-router';
import { CrashScreen } from './crash-screen.tsx';
import { FailedPage } from './failed-page.tsx';
import { Gate } from './gate.tsx';

export function createAppRouter() {
  return createHashRouter([
    // The main process opens this one where core couldn't open its database.
    { path: '/failed', element: <FailedPage />, errorElement: <CrashScreen /> },
    { path: '*', element: <Gate />, errorElement: <CrashScreen /> },
  ]);
}
