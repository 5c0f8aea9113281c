// The addresses of the window, in the fragment: the page is served from app:// and has no server behind it.
import { createHashRouter } from 'react-router';
import { lazy, Suspense } from 'react';
import { CrashScreen, StoppedScreen } from './crash-screen.tsx';
import { FailedPage } from './failed-page.tsx';
import { Gate } from './gate.tsx';

const PrintReviews = lazy(async () => ({
  default: (await import('#renderer/features/print/print-reviews.tsx')).PrintReviews,
}));

function PrintPlace() {
  return (
    <Suspense fallback={null}>
      <PrintReviews />
    </Suspense>
  );
}

export function createAppRouter() {
  return createHashRouter([
    // The main process opens this one where core couldn't open its database.
    { path: '/failed', element: <FailedPage />, errorElement: <CrashScreen /> },
    // And this one where the page crashed too often to be loaded again.
    { path: '/stopped', element: <StoppedScreen />, errorElement: <CrashScreen /> },
    // The main process opens this one in a window that nobody sees, and prints it.
    { path: '/print/reviews', element: <PrintPlace />, errorElement: <CrashScreen /> },
    { path: '*', element: <Gate />, errorElement: <CrashScreen /> },
  ]);
}
