// The signed-in window: the rail, the page, and what lies over every page (palette, keys, drops, the import dialog).
import { Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useRoutes, type Location } from 'react-router';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { TitleOverlays } from '#renderer/media/title-overlays-host.tsx';
import { PageGuard } from './crash-screen.tsx';
import { DropTarget } from './drop-target.tsx';
import { ImportOverlay } from './import-overlay.tsx';
import { useDamageNews, useLossNews } from './damage-news.ts';
import { useImportNews } from './import-news.ts';
import { KeySheet } from './key-sheet.tsx';
import { useKeyboard } from './keyboard.ts';
import { OverlaysContext } from './overlays.ts';
import { usePageFocus } from './page-focus.ts';
import { pageRoutes } from './pages.tsx';
import { Palette } from './palette/palette.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';

type Overlay = 'palette' | 'keys' | null;

export function Shell() {
  const { t } = useTranslation();
  const location = useLocation();
  const navigate = useNavigate();
  const shell = useShellActions();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const main = useRef<HTMLElement>(null);
  const isImporting = location.pathname === '/import';
  const page = usePageLocation(location);
  const element = useRoutes(pageRoutes, page);

  usePageFocus(main, page.pathname);
  useImportNews(isImporting);
  useDamageNews();
  useLossNews();

  const close = useCallback(() => setOverlay(null), []);
  const overlays = useMemo(
    () => ({ showPalette: () => setOverlay('palette'), showKeys: () => setOverlay('keys') }),
    [],
  );
  useKeyboard(
    useMemo(
      () => ({
        goTo: (path) => void navigate(path),
        back: () => void navigate(-1),
        search: () => focusSearch(main.current) || void navigate('/search'),
        showPalette: () => setOverlay((open) => (open === 'palette' ? null : 'palette')),
        showKeys: overlays.showKeys,
        newWindow: () => void shell.newWindow().catch(() => undefined),
      }),
      [navigate, overlays, shell],
    ),
  );

  return (
    <OverlaysContext.Provider value={overlays}>
      <div className={styles['shell']}>
        <a
          className={styles['skip']}
          href="#main"
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          {t('app.skip')}
        </a>
        <Rail />
        <main ref={main} id="main" tabIndex={-1} className={styles['main']}>
          <PageGuard place={page.pathname}>
            <Suspense fallback={null}>{element}</Suspense>
          </PageGuard>
        </main>
        {isImporting && <ImportOverlay behind={`${page.pathname}${page.search}`} />}
        <Palette isOpen={overlay === 'palette'} onClose={close} />
        <KeySheet isOpen={overlay === 'keys'} onClose={close} />
        <TitleOverlays />
        <DropTarget />
      </div>
    </OverlaysContext.Provider>
  );
}

/** The import dialog has an address of its own, but lies over the page that was there before. */
function usePageLocation(location: Location): Location {
  const [last, setLast] = useState<Location | null>(null);
  const isPage = location.pathname !== '/import';
  if (isPage && last !== location) setLast(location);
  return isPage ? location : (last ?? { ...location, pathname: '/', search: '', state: null });
}

/** Puts the focus into the page's own search field, where it has one. */
function focusSearch(main: HTMLElement | null): boolean {
  const field = main?.querySelector<HTMLInputElement>('input[type="search"]');
  field?.focus();
  field?.select();
  return field !== null && field !== undefined;
}
