// The window's entry: global styles, then the app over the bridge that the preload exposed.
import '#renderer/styles/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod';

// zod would try `new Function` where a schema is made, which the page's policy refuses and reports. So this comes first,
// and the app, which brings the contract's schemas, after it.
z.config({ jitless: true });

const root = document.querySelector('#root');
if (root) {
  const { App } = await import('./app/app.tsx');
  createRoot(root).render(
    <StrictMode>
      <App bridge={window.mediary} storage={window.localStorage} languages={navigator.languages} />
    </StrictMode>,
  );
}
