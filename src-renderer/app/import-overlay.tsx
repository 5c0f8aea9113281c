// The address /import: the dialog over whatever page was there, with the file that was dropped or chosen.
import { lazy, Suspense } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { ChosenFile } from '#shared/api/shell.ts';

const ImportDialog = lazy(async () => ({
  default: (await import('#renderer/features/import/import-dialog.tsx')).ImportDialog,
}));

export interface ImportOverlayProps {
  /** Where closing leads: the page beneath. */
  readonly behind: string;
}

export function ImportOverlay({ behind }: ImportOverlayProps) {
  const navigate = useNavigate();
  const state: unknown = useLocation().state;
  const file = chosenFile(state);
  return (
    <Suspense fallback={null}>
      <ImportDialog
        key={file?.token ?? 'none'}
        file={file}
        onClose={() => void navigate(behind, { replace: true })}
      />
    </Suspense>
  );
}

function chosenFile(state: unknown): ChosenFile | null {
  if (typeof state !== 'object' || state === null || !('file' in state)) return null;
  return state.file as ChosenFile;
}
