// Gives the focus back where react-aria can't: what had it when a dialog opened may be gone when it closes. Then the
// element with the same id has it, or the page's heading; never the empty body, where every Tab begins at the top.
import { useLayoutEffect } from 'react';

/** Inside a dialog; it draws nothing. A button that may move meanwhile needs an id of its own. */
export function ReturnFocus() {
  useLayoutEffect(() => {
    const opener = document.activeElement?.id ?? '';
    return () => {
      // react-aria looks for the opener in the next frame.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (document.activeElement !== document.body) return;
          const place = document.getElementById(opener) ?? document.getElementById('page-title');
          place?.focus({ preventScroll: true });
        }),
      );
    };
  }, []);
  return null;
}
