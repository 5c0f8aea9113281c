// The address /import: the dialog over whatever page was there, with the files that were dropped.
import { lazy, Suspense } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { ChosenFile } from '#shared/api/shell.ts';

const ImportDialog = lazy(async () => ({
  default: (await import('#renderer/features/import/import-dialog.tsx')).ImportDialog,
}));

const none: readonly ChosenFile[] = [];

export interface ImportOverlayProps {
  /** Where closing leads: the page beneath. */
  readonly behind: string;
}

export function ImportOverlay({ behind }: ImportOverlayProps) {
  const navigate = useNavigate();
  const state: unknown = useLocation().state;
  const files = chosenFiles(state);
  return (
    <Suspense fallback={null}>
      <ImportDialog
        key={files[0]?.token ?? 'none'}
        files={files}
        onClose={() => void navigate(behind, { replace: true })}
      />
    </Suspense>
  );
}

function chosenFiles(state: unknown): readonly ChosenFile[] {
  if (typeof state !== 'object' || state === null || !('files' in state)) return none;
  return state.files as readonly ChosenFile[];
}
