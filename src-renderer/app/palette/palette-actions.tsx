// What can be done from the palette, besides going somewhere.
import {
  AppWindow,
  CalendarHeart,
  CalendarPlus,
  FolderOpen,
  Import,
  Keyboard,
  ListPlus,
  LogOut,
  Monitor,
  Moon,
  Rows2,
  Rows4,
  Sun,
  UsersRound,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMatch, useNavigate } from 'react-router';
import type { Media } from '#shared/api/catalog.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { Settings } from '#shared/api/profiles.ts';
import { useQueryClient } from '@tanstack/react-query';
import { keys } from '#renderer/data/keys.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useSession } from '#renderer/data/session.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { openTitleOverlay } from '#renderer/media/title-overlays.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { useOverlays } from '../overlays.ts';
import { useSignOut } from '../sign-out.ts';
import type { PaletteEntry } from './palette-entry.ts';

export function usePaletteActions(): readonly PaletteEntry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const media = useShownTitle();
  const shell = useShellActions();
  const errorLine = useErrorLine();
  const { showKeys } = useOverlays();
  const { signOut, isOneOfSeveral } = useSignOut();
  const { theme, density } = useSession((state) => state.settings);
  const change = useSession((state) => state.change);

  const attempt = (work: () => Promise<unknown>) => () => {
    work().catch((error: unknown) => toast({ message: errorLine(error), tone: 'danger' }));
  };
  const set = (settings: Partial<Settings>) => attempt(() => change(settings));

  const themes: PaletteEntry[] = [
    { id: 'theme-light', label: t('app.palette.themeLight'), icon: <Sun />, run: set({ theme: 'light' }) },
    { id: 'theme-dark', label: t('app.palette.themeDark'), icon: <Moon />, run: set({ theme: 'dark' }) },
    {
      id: 'theme-system',
      label: t('app.palette.themeSystem'),
      icon: <Monitor />,
      run: set({ theme: 'system' }),
    },
  ];
  return [
    {
      id: 'log',
      label: t(media ? 'app.palette.logThis' : 'app.palette.log', { title: media?.title }),
      icon: <CalendarPlus />,
      run: () => openTitleOverlay({ name: 'log', media }),
    },
    {
      id: 'lists',
      label: t(media ? 'app.palette.addThisToList' : 'app.palette.addToList', { title: media?.title }),
      icon: <ListPlus />,
      run: () => openTitleOverlay({ name: 'lists', media }),
    },
    { id: 'import', label: t('app.palette.import'), icon: <Import />, run: () => void navigate('/import') },
    {
      id: 'year',
      label: t('app.palette.yearInReview'),
      icon: <CalendarHeart />,
      run: () => void navigate('/year'),
    },
    {
      id: 'together',
      label: t('app.palette.together'),
      icon: <UsersRound />,
      run: () => void navigate('/together'),
    },
    ...themes.filter(({ id }) => id !== `theme-${theme}`),
    density === 'compact'
      ? {
          id: 'comfortable',
          label: t('app.palette.comfortable'),
          icon: <Rows2 />,
          run: set({ density: 'comfortable' }),
        }
      : { id: 'compact', label: t('app.palette.compact'), icon: <Rows4 />, run: set({ density: 'compact' }) },
    { id: 'keys', label: t('app.keys'), icon: <Keyboard />, end: <Kbd keys={['?']} />, run: showKeys },
    {
      id: 'folder',
      label: t('app.palette.showDataFolder'),
      icon: <FolderOpen />,
      run: attempt(shell.showDataFolder),
    },
    {
      id: 'window',
      label: t('app.newWindow'),
      icon: <AppWindow />,
      end: <Kbd keys={['Mod', 'N']} />,
      run: attempt(shell.newWindow),
    },
    {
      id: 'sign-out',
      label: t(isOneOfSeveral ? 'app.switchProfile' : 'app.signOut'),
      icon: <LogOut />,
      run: signOut,
    },
  ];
}

/** The title whose page is behind the palette. */
function useShownTitle(): Media | null {
  const queries = useQueryClient();
  const id = Number(useMatch('/title/:id')?.params['id']);
  return queries.getQueryData<Media>(keys.title(id as MediaId)) ?? null;
}
