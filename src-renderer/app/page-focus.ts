// After a change of place the focus goes to the page's heading, and the window's title says where one is.
import { useEffect, useRef, type RefObject } from 'react';

const headingId = 'page-title';

export function usePageFocus(main: RefObject<HTMLElement | null>, place: string): void {
  const isFirst = useRef(true);
  useEffect(() => {
    const root = main.current;
    if (!root) return undefined;
    let watchesHeading: MutationObserver | undefined;
    let heading: HTMLElement | null = null;

    const arrive = () => {
      const found = document.getElementById(headingId);
      if (!found || found === heading) return;
      heading = found;
      name(found);
      watchesHeading?.disconnect();
      watchesHeading = new MutationObserver(() => name(found));
      watchesHeading.observe(found, { childList: true, characterData: true, subtree: true });
      // A page that put the focus somewhere itself (search) keeps it. The first page leaves it to the browser.
      if (!isFirst.current && !root.contains(focusInside(root))) found.focus({ preventScroll: true });
      isFirst.current = false;
    };

    // The old page's focus goes with it; a page that loads its code first has no heading yet.
    const watchesPage = new MutationObserver(arrive);
    watchesPage.observe(root, { childList: true, subtree: true });
    arrive();
    // Later changes of a page's insides are no change of place.
    const settled = setTimeout(() => heading && watchesPage.disconnect(), 1000);
    return () => {
      clearTimeout(settled);
      watchesPage.disconnect();
      watchesHeading?.disconnect();
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another place is what it waits for
  }, [main, place]);
}

function focusInside(root: HTMLElement): Element | null {
  const { activeElement } = document;
  return activeElement !== root && activeElement?.matches('input, textarea, [autofocus]') === true
    ? activeElement
    : null;
}

function name(heading: HTMLElement): void {
  const text = heading.textContent.trim();
  document.title = text === '' ? 'Mediary' : `${text} · Mediary`;
}
