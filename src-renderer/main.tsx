// The window's entry: global styles, then the app over the bridge that the preload exposed.
import '#renderer/styles/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';

const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App bridge={window.mediary} storage={window.localStorage} languages={navigator.languages} />
    </StrictMode>,
  );
}
